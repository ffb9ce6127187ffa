// package.json and README.md of the package for cdktn.
import { NODE, PACKAGES, renamed } from './names';
import { Block } from '../graph';
import { NOTICE } from '../release';

/** package.json of the second package; its npm scripts are those that run when it is packed. */
export function packageOf({
  name, description, keywords, bin, author, repository, homepage, bugs, license, stability, version, main, types,
  exports, files, publishConfig, optionalDependencies, peerDependencies, scripts,
  jsii: { targets: { java, python, dotnet, go }, ...jsii },
}: Block): Block {
  const packages = Object.keys(peerDependencies).map((peer) => {
    if (!PACKAGES[peer]) {
      throw new Error(`${peer} is a peer of the first package, but has no counterpart for cdktn. `
        + 'Add it to PACKAGES in scripts/lib/cdktn/names.ts.');
    }
    return PACKAGES[peer];
  });
  const versions = (which: 'range' | 'version') => Object.fromEntries(packages.map((it) => [it.name, it[which]]));
  return {
    name: renamed(name),
    description: renamed(description),
    keywords: keywords.map(renamed),
    bin: Object.fromEntries(Object.entries<string>(bin).map((entry) => entry.map(renamed))),
    version,
    license,
    stability,
    author,
    repository,
    homepage,
    bugs,
    main,
    types,
    exports,
    files,
    publishConfig,
    scripts: { prepack: scripts.prepack, postpack: scripts.postpack },
    engines: { node: NODE },
    peerDependencies: versions('range'),
    devDependencies: versions('version'),
    optionalDependencies,
    jsii: {
      ...jsii,
      targets: {
        java: { package: renamed(java.package), maven: { ...java.maven, artifactId: renamed(java.maven.artifactId) } },
        python: { distName: renamed(python.distName), module: renamed(python.module) },
        dotnet: { namespace: renamed(dotnet.namespace), packageId: renamed(dotnet.packageId) },
        // A repository of the same organization.
        go: { moduleName: go.moduleName.replace(/[^/]+$/, renamed), packageName: renamed(go.packageName) },
      },
    },
  };
}

/** The parts of README.md for users of the package, without those about the repository. */
const README_PARTS = ['Use it in your own repository', 'What gets created', 'More'];

type Homepage = Pick<Block, 'homepage'>;

/** The text that README.md of the second package adds to them. */
export const README_LEAD = ({ homepage }: Homepage) => `The constructs of [cdktf-zenml-aws](${homepage}), built from the
same source, for apps that are written with [cdktn](https://github.com/open-constructs/cdk-terrain), the community's
continuation of cdktf. [docs/cdktn.md](${homepage}/blob/main/docs/cdktn.md) explains which of the two to use, how to
move a deployed stack from one to the other, and what differs in documentation and examples: there is one repository,
and both are written for cdktf in it. Commands that start with \`npm run\` run there.
`;

/** README.md of the second package. */
export function readmeOf(text: string, json: Homepage): string {
  const [head, ...parts] = text.split(/^## /m);
  const byTitle = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part]));
  const missing = README_PARTS.filter((title) => !byTitle.has(title));
  if (missing.length > 0) {
    throw new Error(`README.md has no part "${missing.join('", "')}". `
      + 'README_PARTS in scripts/lib/cdktn/package.ts lists those that the second package has.');
  }
  // The notice is about the first package, and the second one needs a newer Node.
  const own = (part: string) => part.replace(NOTICE, '').replace(/^\[!\[Node\].*\n/m, '')
    .replace('Node 22 (20.9 or newer works)', `Node ${NODE.replace('>= ', '')} or newer`);
  // Registries other than npm's do not know where the repository is.
  const linked = (part: string) => renamed(own(part)).replace(/\]\((?!https?:|#)/g, `](${json.homepage}/blob/main/`);
  return [
    `${linked(head)}${README_LEAD(json)}\n`, ...README_PARTS.map((title) => `## ${linked(byTitle.get(title)!)}`),
  ].join('');
}
