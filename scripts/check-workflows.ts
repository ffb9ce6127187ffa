// Runs actionlint and zizmor on the workflows of GitHub.
import { goTool, pythonTool } from './lib/cached-tools';
import { helpIfAsked } from './lib/help';
import { run } from './lib/project';

function main(): void {
  helpIfAsked(`Usage: npm run check:workflows

Runs actionlint (syntax, expressions, names of jobs and steps) and zizmor (permissions, unpinned actions, injection of
code) on .github/workflows. Both are installed in exact versions into the user's cache, which needs Go and Python 3.`);
  const actionlint = goTool('actionlint', '1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint');
  // Without shellcheck and pyflakes, which not every machine has.
  const syntax = run(actionlint, ['-shellcheck=', '-pyflakes=']);
  // Offline, so that the result depends on the workflows alone. Its rules are in .github/zizmor.yml.
  const security = run(pythonTool('zizmor', '1.32.0'), ['--offline', '--quiet', '.github/workflows']);
  process.exit(syntax.status === 0 && security.status === 0 ? 0 : 1);
}

main();
