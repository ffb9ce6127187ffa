import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, github } from 'projen';

// Every action is pinned to a commit, because a tag can be moved to other code. This happened to
// tj-actions/changed-files (https://github.com/advisories/GHSA-mrrh-fwg8-r2c3). Look up a new commit with
// `git ls-remote https://github.com/actions/checkout refs/tags/v7.0.1`.
const PINNED: Record<string, { readonly commit: string; readonly version: string }> = {
  'actions/checkout': { commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  'actions/download-artifact': { commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', version: 'v8.0.1' },
  'actions/setup-dotnet': { commit: 'a98b56852c35b8e3190ac28c8c2271da59106c68', version: 'v6.0.0' },
  'actions/setup-go': { commit: 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', version: 'v7.0.0' },
  'actions/setup-java': { commit: 'b6effb05e454b25005698d916606bdc6ffcbf961', version: 'v5.7.0' },
  'actions/setup-node': { commit: '820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0' },
  'actions/setup-python': { commit: '5fda3b95a4ea91299a34e894583c3862153e4b97', version: 'v7.0.0' },
  'actions/upload-artifact': { commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', version: 'v7.0.1' },
};

/** Pins actions to commits, with the version in a comment, and keeps git's credentials from later steps. */
export function pinActions(gitHub: github.GitHub): void {
  Object.entries(PINNED).forEach(([action, { commit }]) => gitHub.actions.set(action, `${action}@${commit}`));
  new RewrittenWorkflows(gitHub);
}

/** Changes the files that projen has written: its YAML has no comments, and the checkouts of its jobs no options. */
class RewrittenWorkflows extends Component {
  public constructor(private readonly gitHub: github.GitHub) {
    super(gitHub.project);
  }

  public override postSynthesize(): void {
    for (const { file } of this.gitHub.workflows) {
      const path = join(this.project.outdir, file!.path);
      chmodSync(path, 0o644);
      writeFileSync(path, withoutCredentials(withVersions(readFileSync(path, 'utf8'))));
      chmodSync(path, 0o444);
    }
  }
}

function withVersions(workflow: string): string {
  return Object.entries(PINNED).reduce((text, [action, { commit, version }]) =>
    text.replaceAll(`${action}@${commit}\n`, `${action}@${commit} # ${version}\n`), workflow);
}

/** Without the option, a checkout leaves git's credentials in .git, where every later step can read them. */
function withoutCredentials(workflow: string): string {
  const checkout = /^( +)uses: actions\/checkout@.*\n\1with:\n(?!(?:\1 .*\n)*\1 +persist-credentials:)/gm;
  return workflow.replace(checkout, '$&$1  persist-credentials: false\n');
}
