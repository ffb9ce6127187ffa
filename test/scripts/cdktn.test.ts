import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { differences, foreignModules } from '../../scripts/lib/cdktn/compare';
import { exampleOf, leftovers, PACKAGES, renamed, STAYS } from '../../scripts/lib/cdktn/names';
import { packageOf, readmeOf, README_LEAD } from '../../scripts/lib/cdktn/package';

// The sources become the package for cdktn: names that are renamed, names that stay, and errors for all others.

const ROOT = resolve(__dirname, '..', '..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const json = JSON.parse(text('package.json'));

describe('renamed', () => {
  test.each([
    ["import { App } from 'cdktf';", "import { App } from 'cdktn';"],
    ["import { Vpc } from '@cdktf/provider-aws/lib/vpc';", "import { Vpc } from '@cdktn/provider-aws/lib/vpc';"],
    ["import('@cdktf/provider-tls/lib/private-key').PrivateKey", "import('@cdktn/provider-tls/lib/private-key').PrivateKey"],
    ["require('cdktf')", "require('cdktn')"],
    ["import { ZenmlAwsStack } from 'cdktf-zenml-aws';", "import { ZenmlAwsStack } from 'cdktn-zenml-aws';"],
    ['before the next apply: npx cdktf-zenml-aws repair', 'before the next apply: npx cdktn-zenml-aws repair'],
    ['install it once (npm ls cdktf-zenml-aws shows where).', 'install it once (npm ls cdktn-zenml-aws shows where).'],
    ["join(root, 'bin', 'cdktf-zenml-aws.mjs')", "join(root, 'bin', 'cdktn-zenml-aws.mjs')"],
    ['/^bin\\/cdktf-zenml-aws\\.mjs$/', '/^bin\\/cdktn-zenml-aws\\.mjs$/'],
    ['cli/cdktf-zenml-aws.ts', 'cli/cdktn-zenml-aws.ts'],
    ["Symbol.for('cdktf-zenml-aws.RegistryMirror')", "Symbol.for('cdktn-zenml-aws.RegistryMirror')"],
    ['cdktf_zenml_aws', 'cdktn_zenml_aws'],
    ['io.github.cdktfzenmlaws', 'io.github.cdktnzenmlaws'],
    ['CdktfZenmlAws', 'CdktnZenmlAws'],
    ['Not cdktf\'s DataResource, with the cdktf CLI', 'Not cdktn\'s DataResource, with the cdktn CLI'],
    ['CDK for Terraform constructs', 'CDK Terrain constructs'],
    ['import com.hashicorp.cdktf.App;', 'import io.cdktn.cdktn.App;'],
    ['using HashiCorp.Cdktf;', 'using Io.Cdktn;'],
    ['"github.com/hashicorp/terraform-cdk-go/cdktf"', '"github.com/open-constructs/cdk-terrain-go/cdktn"'],
    [
      'zenml "github.com/cdktf-zenml-aws/cdktf-zenml-aws-go/cdktfzenmlaws"',
      'zenml "github.com/cdktf-zenml-aws/cdktn-zenml-aws-go/cdktnzenmlaws"',
    ],
    ['io.github.cdktf-zenml-aws:cdktf-zenml-aws', 'io.github.cdktf-zenml-aws:cdktn-zenml-aws'],
  ])('%s', (from, to) => {
    expect(renamed(from)).toBe(to);
    expect(leftovers(to)).toEqual([]);
  });
});

describe('not renamed', () => {
  test.each([
    "const DEPLOYMENT = 'cdktf-zenml-aws/deployment';",
    "const ADDRESS = 'cdktf-zenml-aws/address';",
    'type: `cdktf-zenml-aws/${generation.id}`,',
    'LABELS = {"managed-by": "cdktf-zenml-aws"}',
    "session_name: session = 'cdktf-zenml-aws', external_id",
    "join('cdktf.out', 'stacks')",
    '`cdktf.json`',
    'See [it](https://github.com/cdktf-zenml-aws/cdktf-zenml-aws), https://developer.hashicorp.com/terraform/cdktf.',
  ])('%s', (line) => {
    expect(renamed(line)).toBe(line);
    expect(leftovers(line)).toEqual([]);
  });

  test.each([
    ['cdktf-zenml-aws/deployments', 'cdktn-zenml-aws/deployments'],
    ['cdktf.output', 'cdktn.output'],
    ["https://example.com/cdktf' from 'cdktf'", "https://example.com/cdktf' from 'cdktn'"],
  ])('and no more: %s', (from, to) => expect(renamed(from)).toBe(to));

  const sources = ['src', 'cli', 'programs', 'README.md'].flatMap((path) => (path.includes('.')
    ? [path] : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' }).map((file) => join(path, file))))
    .filter((file) => /\.(ts|mjs|py|md)$/.test(file)).map(text).join('\n');
  test.each(STAYS.map(({ text: it, why }) => [it.source, why, it] as const))('%s is still somewhere: %s', (_, why, it) => {
    expect(why).not.toBe('');
    expect(sources).toMatch(it);
  });
});

test.each([
  ['const lost = "mycdktf";'],
  ['HashiCorp.Cdktfs'],
  ['CDKTF constructs'],
])('reports a name that is neither renamed nor on the list: %s', (line) => {
  expect(leftovers(renamed(`a\n${line}\nb`))).toEqual([line]);
});

describe('package.json', () => {
  const made = packageOf(json);

  test('has names in all languages, of the same organization', () => {
    expect(made.name).toBe('cdktn-zenml-aws');
    expect(made.bin).toEqual({ 'cdktn-zenml-aws': 'bin/cdktn-zenml-aws.mjs' });
    expect(made.jsii.targets).toEqual({
      java: {
        package: 'io.github.cdktnzenmlaws',
        maven: { groupId: 'io.github.cdktf-zenml-aws', artifactId: 'cdktn-zenml-aws' },
      },
      python: { distName: 'cdktn-zenml-aws', module: 'cdktn_zenml_aws' },
      dotnet: { namespace: 'CdktnZenmlAws', packageId: 'CdktnZenmlAws' },
      go: { moduleName: 'github.com/cdktf-zenml-aws/cdktn-zenml-aws-go', packageName: 'cdktnzenmlaws' },
    });
  });
  test('keeps the repository and the version', () => {
    for (const field of ['version', 'repository', 'homepage', 'bugs', 'author', 'license', 'files', 'exports', 'main', 'types']) {
      expect([field, made[field]]).toEqual([field, json[field]]);
    }
  });
  test('describes for which package it is', () => {
    expect(made.description).toMatch(/^CDK Terrain constructs/);
    expect(made.keywords).toContain('cdktn');
    expect(made.keywords).not.toContain('cdktf');
  });
  test('has a peer for each of the first package\'s and of cdktn\'s, and compiles with one version of it', () => {
    expect(Object.keys(made.peerDependencies)).toEqual(Object.keys(json.peerDependencies).map((it) => PACKAGES[it].name));
    expect(Object.keys(made.peerDependencies).filter((it) => !/^(@cdktn\/provider-\w+|cdktn|constructs)$/.test(it))).toEqual([]);
    expect(Object.keys(made.devDependencies)).toEqual(Object.keys(made.peerDependencies));
    expect(Object.values(made.devDependencies)).toEqual(Object.values(made.devDependencies).filter((it) => /^\d+\.\d+\.\d+$/.test(it as string)));
  });
  test('contains nothing of the repository\'s own tasks', () => {
    expect(Object.keys(made.scripts)).toEqual(['prepack', 'postpack']);
    expect(made).not.toHaveProperty('jest');
    expect(made).not.toHaveProperty('overrides');
  });
  test('fails on a peer without a counterpart in cdktn', () => {
    expect(() => packageOf({ ...json, peerDependencies: { '@cdktf/provider-time': '^11.0.1' } })).toThrow(
      '@cdktf/provider-time is a peer of the first package, but has no counterpart for cdktn. '
      + 'Add it to PACKAGES in scripts/lib/cdktn/names.ts.',
    );
  });
});

describe('docs/cdktn.md', () => {
  const page = text('docs/cdktn.md');
  test.each(Object.values(PACKAGES).map(({ name, range }) => [name, range]))('documents the range of %s: %s', (name, range) => {
    expect(page).toContain(`| \`${name}\` | \`${range}\` |`);
  });
  test('has the names in all languages', () => {
    const { name, jsii: { targets: { java, python, dotnet, go } } } = packageOf(json);
    for (const it of [name, java.package, java.maven.groupId, java.maven.artifactId, python.module, dotnet.namespace]) {
      expect(page).toContain(`\`${it}\``);
    }
    expect(page).toContain(`below \`${go.moduleName.replace(/[^/]+$/, '')}\``);
    expect(page).toContain(`\`${go.moduleName.replace(/^.*\//, '')}/${go.packageName}\``);
  });
});

describe('README.md', () => {
  const readme = readmeOf(text('README.md'), json);

  test('describes the second package, and links to the first', () => {
    expect(readme).toMatch(/^# cdktn-zenml-aws\n/);
    expect(readme).toContain('[cdktf-zenml-aws](https://github.com/cdktf-zenml-aws/cdktf-zenml-aws)');
    expect(leftovers(readme.replace(README_LEAD(json), ''))).toEqual([]);
  });
  test('installs and imports cdktn\'s packages', () => {
    expect(readme).toContain('npm install cdktn-zenml-aws cdktn constructs');
    expect(readme).toContain("import { App } from 'cdktn';");
    expect(readme).toContain('npx cdktn-zenml-aws connect');
    expect(readme).toContain('import io.cdktn.cdktn.App;');
  });
  test('names its own Node, and nothing of the first package\'s', () => {
    expect(readme).toContain('Node 22.11.0 or newer');
    expect(readme).not.toMatch(/20\.9|Not released yet/);
  });
  test('contains no section for a clone', () => expect(readme).not.toMatch(/^## (Try it|cdktf or cdktn|Or something else)/m));
  test('links to files in the repository', () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
    const files = links.filter((link) => link.startsWith(`${json.homepage}/blob/main/`))
      .map((link) => link.slice(`${json.homepage}/blob/main/`.length).replace(/#.*/, ''));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
  test('fails if a section is missing', () => {
    expect(() => readmeOf('# cdktf-zenml-aws\n\n## Data\n\ntext\n', json)).toThrow(
      'README.md has no part "Use it in your own repository", "What gets created", "More". '
      + 'README_PARTS in scripts/lib/cdktn/package.ts lists those that the second package has.',
    );
  });
});

describe('an example', () => {
  const minio = 'examples/existing-cluster/minio.ts';
  test('writes metadata of its namespace in the form of newer bindings', () => {
    expect(exampleOf(minio, text(minio))).toContain("'Namespace', { metadata: [{ name: NAME }] }).metadata.get(0).name;");
  });
  test('fails if the example has changed', () => {
    expect(() => exampleOf(minio, 'nothing')).toThrow(
      `${minio} no longer has "{ metadata: { name: NAME } }).metadata.name", which scripts/lib/cdktn/names.ts replaces for cdktn.`,
    );
  });
  test('is renamed otherwise', () => expect(exampleOf('a.ts', "from 'cdktf'")).toBe("from 'cdktn'"));
});

describe('modules of an assembly', () => {
  const assembly = {
    name: 'cdktn-zenml-aws',
    dependencies: { 'cdktn': '^0.24.0', '@cdktn/provider-aws': '^25.7.0' },
    dependencyClosure: { constructs: {} },
    types: {
      'cdktn-zenml-aws.Network': { fqn: 'cdktn-zenml-aws.Network', base: 'constructs.Construct', interfaces: ['cdktn.ITerraformDependable'] },
    },
  };
  test('allows its own and cdktn\'s', () => expect(foreignModules(assembly)).toEqual([]));
  test.each([
    ['a dependency', { dependencies: { cdktf: '^0.21.0' } }, ['cdktf']],
    ['one of a dependency', { dependencyClosure: { '@cdktf/provider-tls': {} } }, ['@cdktf/provider-tls']],
    ['a type', { types: { A: { methods: [{ returns: { type: { fqn: 'cdktf.TerraformStack' } } }] } } }, ['cdktf']],
    ['a deep type', { types: { A: { type: { fqn: '@cdktf/provider-aws.vpc.Vpc' } } } }, ['@cdktf/provider-aws']],
    ['a base', { types: { A: { base: 'cdktf-zenml-aws.Network' } } }, ['cdktf-zenml-aws']],
    ['an interface', { types: { A: { interfaces: ['cdktf.IAspect'] } } }, ['cdktf']],
  ])('reports %s', (_, change, modules) => expect(foreignModules({ ...assembly, ...change })).toEqual(modules));
});

describe('differences', () => {
  const stack = {
    '//': { metadata: { version: '0.21.0', stackName: 'ml' } },
    'terraform': { required_providers: { aws: { source: 'aws', version: '6.25.0' } } },
    'resource': { kubernetes_namespace_v1: { A: { metadata: { name: 'a' } } }, aws_vpc: { B: { tags: { c: 'd' }, ids: ['e'] } } },
  };
  const changed = (change: object) => differences(stack, { ...stack, ...change });

  test('do not include versions', () => {
    expect(changed({
      '//': { metadata: { version: '0.24.0', stackName: 'ml' } },
      'terraform': { required_providers: { aws: { source: 'hashicorp/aws', version: '6.66.0' } } },
    })).toEqual([]);
  });
  test('do not include metadata of an object as a list of one', () => {
    expect(changed({ resource: { ...stack.resource, kubernetes_namespace_v1: { A: { metadata: [{ name: 'a' }] } } } })).toEqual([]);
  });
  test.each<[string, object, string[]]>([
    ['a value', { resource: { ...stack.resource, aws_vpc: { B: { tags: { c: 'f' }, ids: ['e'] } } } },
      ['resource.aws_vpc.B.tags.c: "d", with cdktn "f"']],
    ['more of a list', { resource: { ...stack.resource, aws_vpc: { B: { tags: { c: 'd' }, ids: ['e', 'g'] } } } },
      ['resource.aws_vpc.B.ids.1: undefined, with cdktn "g"']],
    ['a list for what is no block', { resource: { ...stack.resource, aws_vpc: { B: { tags: [{ c: 'd' }], ids: ['e'] } } } },
      ['resource.aws_vpc.B.tags: {"c":"d"}, with cdktn [{"c":"d"}]']],
    ['another provider', { terraform: { required_providers: { aws: { source: 'acme/aws', version: '6.66.0' } } } },
      ['terraform.required_providers.aws.source: "aws", with cdktn "acme/aws"']],
    ['something that is gone', { resource: { aws_vpc: stack.resource.aws_vpc } },
      ['resource.kubernetes_namespace_v1: {"A":{"metadata":{"name":"a"}}}, with cdktn undefined']],
    ['a version elsewhere', { '//': { metadata: { version: '0.24.0', stackName: 'ml', terraform: { version: '1' } } } },
      ['//.metadata.terraform: undefined, with cdktn {"version":"1"}']],
  ])('include %s', (_, change, found) => expect(changed(change)).toEqual(found));
});

describe('the script', () => {
  const errorOf = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'run.mjs'), 'cdktn', ...args], { encoding: 'utf8' });
    return [status, stderr.trim()];
  };
  test.each([[['make']], [['test', 'build/a', 'build/b']]])('refuses an unknown command or too many arguments: %s', (args) => {
    expect(errorOf(...args)).toEqual([1, expect.stringMatching(/^Usage: node scripts\/run\.mjs cdktn build \[FOLDER\] \| test\n/)]);
  });
  test('refuses a folder with other contents', () => {
    expect(errorOf('build', 'test')).toEqual([1, `${join(ROOT, 'test')} has other contents: name an empty folder, or none.`]);
  });
  test.each(['..', '.', '../elsewhere'])('refuses a folder outside of the repository: %s', (folder) => {
    expect(errorOf('build', folder)).toEqual([1, `${resolve(ROOT, folder)} must be inside of the repository, where the tools are found.`]);
  });
});
