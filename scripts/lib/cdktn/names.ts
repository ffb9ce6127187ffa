// Derives the package for cdktn, the community's fork of cdktf, from the sources: names change, and nothing else.

/** A package that the second one is compiled with, and its range as a peer. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly range: string;
}

/**
 * What the second package is compiled with, and its peers: by cdktf's names, so that a missing one is found. The
 * bindings of kubernetes change the shape of blocks in minor versions (17.0 to 17.1: roles), so each is tried first.
 */
export const PACKAGES: Readonly<Record<string, Package>> = {
  'cdktf': { name: 'cdktn', version: '0.24.0', range: '^0.24.0' },
  'constructs': { name: 'constructs', version: '10.7.2', range: '>=10.6.0 <10.8.0' },
  '@cdktf/provider-aws': { name: '@cdktn/provider-aws', version: '25.7.0', range: '^25.7.0' },
  '@cdktf/provider-helm': { name: '@cdktn/provider-helm', version: '15.1.0', range: '^15.1.0' },
  '@cdktf/provider-kubernetes': { name: '@cdktn/provider-kubernetes', version: '17.1.0', range: '~17.1.0' },
  '@cdktf/provider-random': { name: '@cdktn/provider-random', version: '15.0.1', range: '^15.0.1' },
  '@cdktf/provider-tls': { name: '@cdktn/provider-tls', version: '14.1.1', range: '^14.1.1' },
};

/** The Node that the providers for cdktn require. */
export const NODE = '>= 22.11.0';

/** Places where the name of the first package or of cdktf is kept, and why. Everything else is renamed. */
export const STAYS: { readonly text: RegExp; readonly why: string }[] = [
  { text: /https?:\/\/[^\s'"`<>)\]]+/, why: 'addresses: there is one repository' },
  { text: /github\.com\/cdktf-zenml-aws\//, why: 'the organization, in the path of the Go module' },
  { text: /io\.github\.cdktf-zenml-aws\b/, why: 'the organization, as the group in Maven' },
  { text: /cdktf-zenml-aws\/(?:deployment|address)\b/, why: 'annotation and tags by which repair finds its own' },
  { text: /cdktf-zenml-aws\/\$\{/, why: 'the type of a Secret that is deployed: another one would replace it' },
  { text: /"managed-by": "cdktf-zenml-aws"/, why: 'the label by which the program finds what it has registered' },
  { text: /\balembic_cdktf_zenml_aws\b/, why: 'the table by which a later deployment finds its database' },
  { text: /session = 'cdktf-zenml-aws'/, why: 'the name of a session in AWS, which trust policies may require' },
  { text: /\bcdktf\.(?:out|json)\b/, why: 'the folder and the file, which have this name with cdktn, too' },
];

const KEPT = STAYS.map(({ text }) => text.source).join('|');
const NAMES = [
  /com\.hashicorp\.cdktf/, /HashiCorp\.Cdktf\b/, /github\.com\/hashicorp\/terraform-cdk-go\/cdktf/, /@cdktf\//,
  /\bcdktf(?=-zenml-aws|_zenml_aws|zenmlaws|\b)/, /\bCdktf(?=ZenmlAws)/, /CDK for Terraform/,
].map(({ source }) => source).join('|');
const ALL = new RegExp(`(${KEPT})|(${NAMES})`, 'g');
const NEW: Readonly<Record<string, string>> = {
  '@cdktf/': '@cdktn/',
  'cdktf': 'cdktn',
  'Cdktf': 'Cdktn',
  'CDK for Terraform': 'CDK Terrain',
  // cdktf itself in the other languages: the targets in cdktn's package.json.
  'com.hashicorp.cdktf': 'io.cdktn.cdktn',
  'HashiCorp.Cdktf': 'Io.Cdktn',
  'github.com/hashicorp/terraform-cdk-go/cdktf': 'github.com/open-constructs/cdk-terrain-go/cdktn',
};

/** A text of the sources, a program or a path, as it is in the second package. */
export function renamed(text: string): string {
  return text.replace(ALL, (found, kept?: string) => kept ?? NEW[found]);
}

/** [text, replacement] where an app differs: cdktn's newer bindings take metadata of namespaces and roles as a list. */
const REWRITTEN: Readonly<Record<string, [string, string]>> = {
  'examples/existing-cluster/minio.ts': [
    '{ metadata: { name: NAME } }).metadata.name', '{ metadata: [{ name: NAME }] }).metadata.get(0).name',
  ],
};

/** A file of the examples, renamed, and as the bindings require it. */
export function exampleOf(path: string, text: string): string {
  const [from, to] = REWRITTEN[path] ?? ['', ''];
  if (!text.includes(from)) {
    throw new Error(`${path} no longer has "${from}", which scripts/lib/cdktn/names.ts replaces for cdktn.`);
  }
  return renamed(text.replace(from, to));
}

/** Lines of a renamed text that still name cdktf where no rule keeps it. */
export function leftovers(text: string): string[] {
  const kept = new RegExp(KEPT, 'g');
  const isLeft = (line: string) => /cdktf/i.test(line.replace(kept, '')) || line.includes('CDK for Terraform');
  return text.split('\n').filter(isLeft);
}
