// Runs checkov on the synthesized example and compares its findings with the list in docs/security.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonTool } from './lib/cached-tools';
import { helpIfAsked } from './lib/help';
import { root, run, stackFolder } from './lib/project';

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

function main(): void {
  helpIfAsked(`Usage: node scripts/run.mjs checkov

Runs checkov on the example that was synthesized last. Fails for findings that docs/security.md does not list, and for
listed ones that pass. checkov is installed in an exact version into the user's cache, which needs Python 3.`);
  const { stdout } = run(pythonTool('checkov', '3.3.30'), [
    '-d', stackFolder, '--framework', 'terraform_json', '--compact', '--quiet', '--skip-download', '--soft-fail',
    '-o', 'json',
  ], { quiet: true });
  const report = JSON.parse(stdout);
  const { summary, results } = Array.isArray(report) ? report[0] : report;
  const failures: Check[] = results.failed_checks;
  const failed = new Set(failures.map((check) => check.check_id));
  const listed = new Set(readFileSync(join(root, 'docs', 'security.md'), 'utf8').match(/\bCKV2?_[A-Z0-9]+_\d+\b/g));
  const missing = failures.filter((check) => !listed.has(check.check_id));
  const stale = [...listed].filter((id) => !failed.has(id));
  console.log(`checkov ${summary.checkov_version}: ${summary.passed} passed, ${summary.failed} failed `
    + `(${failed.size} kinds), ${summary.parsing_errors} parsing errors`);
  missing.forEach((it) => console.log(`  not in docs/security.md: ${it.check_id} ${it.resource}: ${it.check_name}`));
  stale.forEach((id) => console.log(`  in docs/security.md, but passes: ${id}`));
  process.exit(missing.length + stale.length + summary.parsing_errors === 0 && summary.passed > 0 ? 0 : 1);
}

main();
