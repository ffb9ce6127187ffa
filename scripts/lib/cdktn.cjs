// How the sources become those of the package for cdktn, the community's fork of cdktf: names change, and nothing else.
// CommonJS, so that jest can load it too.

const { MARKED } = require('./release.cjs');

/**
 * What the second package is compiled with, and takes beside itself: by cdktf's names, so that one that is missing here
 * is found. The bindings of kubernetes change the shape of blocks in minor versions (17.0 to 17.1: roles), so each is tried first.
 */
const PACKAGES = {
  'cdktf': { name: 'cdktn', version: '0.24.0', range: '^0.24.0' },
  'constructs': { name: 'constructs', version: '10.7.2', range: '>=10.6.0 <10.8.0' },
  '@cdktf/provider-aws': { name: '@cdktn/provider-aws', version: '25.7.0', range: '^25.7.0' },
  '@cdktf/provider-helm': { name: '@cdktn/provider-helm', version: '15.1.0', range: '^15.1.0' },
  '@cdktf/provider-kubernetes': { name: '@cdktn/provider-kubernetes', version: '17.1.0', range: '~17.1.0' },
  '@cdktf/provider-random': { name: '@cdktn/provider-random', version: '15.0.1', range: '^15.0.1' },
  '@cdktf/provider-tls': { name: '@cdktn/provider-tls', version: '14.1.1', range: '^14.1.1' },
};

/** What the providers for cdktn ask for. */
const NODE = '>= 22.11.0';

/** Where the first package's name or cdktf's stays, and why. All else is renamed. */
const STAYS = [
  { text: /https?:\/\/[^\s'"`<>)\]]+/, why: 'addresses: there is one repository' },
  { text: /github\.com\/cdktf-zenml-aws\//, why: 'the organization, in the path of the Go module' },
  { text: /io\.github\.cdktf-zenml-aws\b/, why: 'the organization, as the group in Maven' },
  { text: /cdktf-zenml-aws\/(?:deployment|address)\b/, why: 'annotation and tags of what is deployed: `repair` finds it by them' },
  { text: /cdktf-zenml-aws\/\$\{/, why: 'the type of a Secret that is deployed: another one would replace it' },
  { text: /"managed-by": "cdktf-zenml-aws"/, why: 'the label of what is registered in ZenML: the program finds its own by it' },
  { text: /\balembic_cdktf_zenml_aws\b/, why: 'the table that marks a database: a later deployment finds its own by it' },
  { text: /session = 'cdktf-zenml-aws'/, why: 'the name of a session in AWS, which trust policies may ask for' },
  { text: /\bcdktf\.(?:out|json)\b/, why: 'the folder and the file have this name with cdktn, too' },
];

const KEPT = STAYS.map(({ text }) => text.source).join('|');
const NAMES = /com\.hashicorp\.cdktf|HashiCorp\.Cdktf\b|github\.com\/hashicorp\/terraform-cdk-go\/cdktf|@cdktf\/|\bcdktf(?=-zenml-aws|_zenml_aws|zenmlaws|\b)|\bCdktf(?=ZenmlAws)|CDK for Terraform/;
const ALL = new RegExp(`(${KEPT})|(${NAMES.source})`, 'g');
const NEW = {
  '@cdktf/': '@cdktn/',
  'cdktf': 'cdktn',
  'Cdktf': 'Cdktn',
  'CDK for Terraform': 'CDK Terrain',
  // cdktf itself in the other languages: the targets in cdktn's package.json.
  'com.hashicorp.cdktf': 'io.cdktn.cdktn',
  'HashiCorp.Cdktf': 'Io.Cdktn',
  'github.com/hashicorp/terraform-cdk-go/cdktf': 'github.com/open-constructs/cdk-terrain-go/cdktn',
};

/** A text of the sources, a program or a path, as the second package has it. */
function renamed(text) {
  return text.replace(ALL, (found, kept) => kept ?? NEW[found]);
}

/** What an app writes otherwise with cdktn: the newer provider's bindings take metadata of namespaces and roles as a list. */
const REWRITTEN = {
  'examples/existing-cluster/minio.ts': ['{ metadata: { name: NAME } }).metadata.name', '{ metadata: [{ name: NAME }] }).metadata.get(0).name'],
};

/** A file of the examples, renamed, and as the bindings want it. */
function exampleOf(path, text) {
  const [from, to] = REWRITTEN[path] ?? ['', ''];
  if (!text.includes(from)) {
    throw new Error(`${path} no longer has "${from}", which scripts/lib/cdktn.cjs writes otherwise for cdktn.`);
  }
  return renamed(text.replace(from, to));
}

/** Lines of a renamed text that still name cdktf where nothing says that it stays. */
function leftovers(text) {
  const kept = new RegExp(KEPT, 'g');
  return text.split('\n').filter((line) => /cdktf/i.test(line.replace(kept, '')) || line.includes('CDK for Terraform'));
}

/** package.json of the second package; npm's scripts are those that packing it runs. */
function packageOf({
  name, description, keywords, bin, author, repository, homepage, bugs, license, stability, version, main, types, exports,
  files, publishConfig, optionalDependencies, peerDependencies, scripts, jsii: { targets: { java, python, dotnet, go }, ...jsii },
}) {
  const packages = Object.keys(peerDependencies).map((peer) => {
    if (!PACKAGES[peer]) {
      throw new Error(`${peer} is a peer of the first package, and what it is called for cdktn is not known: add it in scripts/lib/cdktn.cjs.`);
    }
    return PACKAGES[peer];
  });
  const versions = (which) => Object.fromEntries(packages.map((it) => [it.name, it[which]]));
  return {
    name: renamed(name),
    description: renamed(description),
    keywords: keywords.map(renamed),
    bin: Object.fromEntries(Object.entries(bin).map((entry) => entry.map(renamed))),
    version, license, stability, author, repository, homepage, bugs, main, types, exports, files, publishConfig,
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

/** The parts of README.md that hold for whoever uses the package, and nothing of the repository. */
const README_PARTS = ['Use it in your own repository', 'What gets created', 'More'];

/** What README.md of the second package says beside them. */
const README_LEAD = ({ homepage }) => `The constructs of [cdktf-zenml-aws](${homepage}), made of the same source, for apps that are
written with [cdktn](https://github.com/open-constructs/cdk-terrain), the community's continuation of cdktf.
[docs/cdktn.md](${homepage}/blob/main/docs/cdktn.md) says which of the two to take, how a stack that is deployed moves from one to the other,
and what to read differently in documentation and examples: there is one repository, and both are written for cdktf in it. What starts with
\`npm run\` runs there.
`;

/** README.md of the second package. */
function readmeOf(text, json) {
  const [head, ...parts] = text.split(/^## /m);
  const byTitle = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part]));
  const missing = README_PARTS.filter((title) => !byTitle.has(title));
  if (missing.length > 0) {
    throw new Error(`README.md has no part "${missing.join('", "')}": scripts/lib/cdktn.cjs says which of them the second package's has.`);
  }
  // Registries other than npm's do not know where the repository is.
  // It is read where the package is published, and it needs a newer Node.
  const own = (part) => part.replace(MARKED, '').replace(/^\[!\[Node\].*\n/m, '')
    .replace('Node 22 (20.9 or newer works)', `Node ${NODE.replace('>= ', '')} or newer`);
  const linked = (part) => renamed(own(part)).replace(/\]\((?!https?:|#)/g, `](${json.homepage}/blob/main/`);
  return [`${linked(head)}${README_LEAD(json)}\n`, ...README_PARTS.map((title) => `## ${linked(byTitle.get(title))}`)].join('');
}

/** Modules that an assembly of jsii's names, and that are neither its own nor of those that it may name. */
function foreignModules(assembly) {
  const allowed = new Set([assembly.name, ...Object.values(PACKAGES).map(({ name }) => name)]);
  const found = new Set([...Object.keys(assembly.dependencies ?? {}), ...Object.keys(assembly.dependencyClosure ?? {})]);
  const visit = (value, key) => {
    if (typeof value === 'string') {
      if (['fqn', 'base', 'interfaces'].includes(key)) {
        found.add(value.replace(/\..*$/, ''));
      }
    } else if (Array.isArray(value)) {
      value.forEach((it) => visit(it, key));
    } else if (value) {
      Object.entries(value).forEach(([name, it]) => visit(it, name));
    }
  };
  visit(assembly.types, '');
  return [...found].filter((name) => !allowed.has(name)).sort();
}

/** Where two synthesized stacks differ, but for the versions of cdktf and of the providers; as text. */
function differences(one, other, path = []) {
  const [a, b] = [one, other].map((it) => plain(it, path));
  if (isVersion(path) || JSON.stringify(a) === JSON.stringify(b)) {
    return [];
  }
  if ([a, b].some((it) => it === null || typeof it !== 'object') || Array.isArray(a) !== Array.isArray(b)) {
    return [`${path.join('.')}: ${JSON.stringify(a)}, with cdktn ${JSON.stringify(b)}`];
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], [...path, key]));
}

function isVersion([first, second, third, ...rest]) {
  return (first === '//' && second === 'metadata' && third === 'version' && rest.length === 0)
    || (first === 'terraform' && second === 'required_providers' && rest.join() === 'version');
}

/** A value as what may be written in two ways is written here. */
function plain(value, [group, type, , key, ...rest]) {
  if (rest.length > 0) {
    return value;
  }
  // A list of one block is that block.
  if (group === 'resource' && type?.startsWith('kubernetes_') && key === 'metadata' && Array.isArray(value) && value.length === 1) {
    return value[0];
  }
  // https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses
  return group === 'terraform' && type === 'required_providers' && key === 'source' ? value?.replace(/^hashicorp\//, '') : value;
}

module.exports = { differences, exampleOf, foreignModules, leftovers, packageOf, PACKAGES, readmeOf, README_LEAD, renamed, STAYS };
