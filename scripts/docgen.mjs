// The reference of the API: a page for each domain, that is each folder of src/, in docs/api/, and API.md as their
// index. Made of the assembly that the compiler writes (https://aws.github.io/jsii/specification/2-type-system/):
// what is inherited from `constructs` and `cdktf` is described there, and left out here.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root } from './lib/project.mjs';

/** The domains in the order of the index: title, and the page that explains them. */
const DOMAINS = {
  stack: ['The stack', 'README.md'],
  network: ['Network', 'docs/cluster.md#existing-resources'],
  cluster: ['Cluster', 'docs/cluster.md'],
  storage: ['Artifact bucket', 'docs/operations.md#destroy-the-stack'],
  database: ['Database', 'docs/operations.md'],
  registry: ['Images', 'docs/operations.md#closed-networks'],
  ingress: ['Access from outside', 'docs/ways-in.md'],
  zenml: ['ZenML', 'docs/zenml.md'],
  mlflow: ['MLflow', 'docs/mlflow.md'],
  seldon: ['Seldon Core', 'docs/seldon.md'],
  kubernetes: ['Values of any cluster', 'docs/extending.md'],
  general: ['Versions, data retention, inner resources', 'docs/extending.md#override-resource-arguments'],
};

/** Folders that share a page. */
const PAGES = { helm: 'registry', terraform: 'general', secrets: 'general', versions: 'general' };

const KINDS = [
  ['Constructs', (type) => isConstruct(type)],
  ['Classes', (type) => type.kind === 'class' && !isConstruct(type)],
  ['Interfaces', (type) => type.kind === 'interface' && !type.datatype],
  ['Structs', (type) => type.kind === 'interface' && type.datatype],
  ['Enums', (type) => type.kind === 'enum'],
];

const assembly = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));
const types = Object.values(assembly.types).sort((a, b) => (a.name < b.name ? -1 : 1));

function isConstruct(type) {
  return type.kind === 'class' && (type.initializer?.parameters ?? [])[0]?.type.fqn === 'constructs.Construct';
}

/** The page of a type: that of its folder in src/. */
function domainOf(type) {
  const [, folder, file] = type.locationInModule.filename.split('/');
  const domain = file === undefined ? 'general' : PAGES[folder] ?? folder;
  return domain in DOMAINS ? domain : fail(`${type.name}: scripts/docgen.mjs has no title for the folder src/${domain}.`);
}

// ---- Words ----------------------------------------------------------------------------------------------------------

const linkTo = (type, here) => `${domainOf(type) === here ? '' : `${domainOf(type)}.md`}#${type.name.toLowerCase()}`;

/** A type as TypeScript writes it, with links to those of this package. */
function written({ primitive, fqn, collection, union }, here) {
  if (primitive) {
    return primitive === 'json' ? 'object' : primitive;
  }
  if (collection) {
    const element = written(collection.elementtype, here);
    return collection.kind === 'array' ? `${element}[]` : `Record&lt;string, ${element}&gt;`;
  }
  if (union) {
    return union.types.map((it) => written(it, here)).join(' \\| ');
  }
  const type = assembly.types[fqn];
  return type ? `[${type.name}](${linkTo(type, here)})` : fqn.split('.').at(-1);
}

/** What a docstring says; names of the package's types in it are links. */
function words(text, here, self) {
  const code = (part) => {
    const type = assembly.types[`${assembly.name}.${/^`([A-Z]\w+)(\.[^\n]*)?`$/.exec(part)?.[1]}`];
    return type && type !== self ? `[${part}](${linkTo(type, here)})` : part;
  };
  // Every second part is code; in the others `<prefix>` would be HTML.
  return text.split(/(```[^]*?```|`[^`]+`)/).map((part, index) => index % 2 ? code(part) : part.replace(/</g, '&lt;')).join('');
}

/** Summary and remarks: where `indent` is given, as the text of a list item, which begins with one paragraph. */
function description({ docs = {} }, here, self, indent = '') {
  const { summary = '', remarks = '' } = docs;
  // The assembly cuts at the end of a line or a sentence, whichever is first.
  const text = `${summary}${remarks && summary ? indent || !/[.:]$/.test(summary) ? ' ' : '\n\n' : ''}${remarks}`;
  const example = docs.example ? `\`\`\`ts\n${docs.example}\n\`\`\`` : undefined;
  const links = docs.see ? `See ${docs.see}` : undefined;
  const deprecated = docs.deprecated ? `**Deprecated:** ${docs.deprecated}` : undefined;
  const texts = [deprecated, text, links, example].filter(Boolean).map((it) => words(it.trim(), here, self));
  return texts.join('\n\n').replace(/\n(?=[^\n])/g, `\n${indent}`);
}

// ---- Members --------------------------------------------------------------------------------------------------------

function required({ optional, docs }, here, self) {
  const value = docs?.default;
  return !optional ? 'required' : value === undefined ? 'optional'
    : value.startsWith('- ') ? `default: ${words(value.slice(2), here, self)}` : `default \`${value}\``;
}

const item = (head, member, here, self) => {
  const text = description(member, here, self, '  ');
  return `- ${head}${text === '' ? '' : `\\\n  ${text}`}`;
};

const property = (member, here, self, ends = '') => item(`**\`${member.name}\`** ${written(member.type, here)}${ends}`, member, here, self);

function callable(name, { parameters = [], returns, ...member }, here, self) {
  const list = parameters.map((it) =>
    `${it.variadic ? '...' : ''}${it.name}${it.optional ? '?' : ''}: ${written(it.type, here)}${it.variadic ? '[]' : ''}`);
  const result = returns ? `: ${written(returns.type, here)}` : '';
  const told = parameters.filter(({ docs }) => docs?.summary).map((it) => `- \`${it.name}\`: ${description(it, here, self, '  ')}`);
  const head = `<code><b>${name}</b>(${list.join(', ')})${result}</code>`;
  return [item(head, member, here, self), ...told.map((it) => `  ${it.replace(/\n/g, '\n  ')}`)].join('\n');
}

const section = (title, lines) => lines.length === 0 ? [] : [`**${title}**`, lines.join('\n')];

/** What a struct has from those that it extends: said once, at its origin. */
function inherited(type, here) {
  return (type.interfaces ?? []).map((fqn) => assembly.types[fqn]).filter(Boolean).map((base) => {
    const names = [];
    for (let bases = [base]; bases.length > 0; bases = bases.flatMap((it) => (it.interfaces ?? []).map((fqn) => assembly.types[fqn]))) {
      names.push(...bases.flatMap((it) => it.properties ?? []).map(({ name }) => `\`${name}\``));
    }
    return `And all of [${base.name}](${linkTo(base, here)}): ${names.join(', ')}.`;
  });
}

function struct(type, here) {
  const members = [...type.properties ?? []].sort((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false));
  return [members.map((it) => property(it, here, type, `, ${required(it, here, type)}`)).join('\n'), ...inherited(type, here)];
}

function classLike(type, here) {
  const shown = (members = []) => members.filter((it) => !it.protected);
  const methods = shown(type.methods);
  const properties = shown(type.properties);
  const callables = (list, prefix) => list.map((it) => callable(`${prefix}${it.name}`, it, here, type));
  const interfaces = (type.interfaces ?? []).map((fqn) => assembly.types[fqn]).filter(Boolean);
  const users = type.kind === 'interface' ? types.filter((it) => it.interfaces?.includes(type.fqn)) : [];
  const links = (list) => list.map((it) => `[${it.name}](${linkTo(it, here)})`).join(', ');
  return [
    ...interfaces.length > 0 ? [`Implements ${links(interfaces)}.`] : [],
    ...users.length > 0 ? [`Implemented by ${links(users)}.`] : [],
    ...type.initializer?.parameters ? [callable(`new ${type.name}`, { parameters: type.initializer.parameters }, here, type).slice(2)] : [],
    ...section('Static', [
      ...callables(methods.filter((it) => it.static), `${type.name}.`),
      ...properties.filter((it) => it.static).map((it) => item(`\`${type.name}.${it.name}\``, it, here, type)),
    ]),
    ...section('Properties', properties.filter((it) => !it.static).map((it) => property(it, here, type, it.optional ? ', may be undefined' : ''))),
    ...section('Methods', callables(methods.filter((it) => !it.static), '')),
  ];
}

// ---- Pages ----------------------------------------------------------------------------------------------------------

function entry(type, here) {
  const body = type.kind === 'enum' ? [type.members.map((it) => item(`\`${it.name}\``, it, here, type)).join('\n')]
    : type.datatype ? struct(type, here) : classLike(type, here);
  return [`### ${type.name}`, description(type, here, type), ...body].filter((it) => it !== '');
}

const GENERATED = '<!-- Generated by scripts/docgen.mjs from the sources\' documentation: npx projen docgen -->';

function page(domain, members) {
  const [title, guide] = DOMAINS[domain];
  const groups = KINDS.map(([kind, is]) => [kind, members.filter(is)]).filter(([, list]) => list.length > 0);
  return [
    GENERATED,
    `# API: ${title}`,
    `[All of the API](../../API.md) · [How it is used](${guide.startsWith('docs/') ? guide.replace('docs', '..') : `../../${guide}`})`,
    groups.map(([kind, list]) => `${kind}: ${list.map((it) => `[${it.name}](#${it.name.toLowerCase()})`).join(' · ')}`).join('\\\n'),
    ...groups.flatMap(([kind, list]) => [`## ${kind}`, ...list.flatMap((type) => entry(type, domain))]),
  ].join('\n\n') + '\n';
}

function index(pages) {
  const line = (type) => {
    const [first] = words(type.docs?.summary ?? '', undefined, type).split(/(?<=\.)\s/);
    return `- [${type.name}](docs/api/${linkTo(type)})${first ? `: ${first.replace(/\]\((\w+\.md)/g, '](docs/api/$1')}` : ''}`;
  };
  return [
    GENERATED,
    '# API',
    `What the package exports, by domain, as TypeScript writes it; Python, Java, C# and Go have the same under the names that are usual there. Types without a link are those of \`constructs\`, \`cdktf\` and its providers. To begin with, there is the [README](README.md).`,
    ...pages.flatMap(([domain, members]) => [
      `## ${DOMAINS[domain][0]}`,
      `[docs/api/${domain}.md](docs/api/${domain}.md)`,
      ...KINDS.map(([kind, is]) => [kind, members.filter(is)]).filter(([, list]) => list.length > 0)
        .flatMap(([kind, list]) => [`**${kind}**`, list.map(line).join('\n')]),
    ]),
  ].join('\n\n') + '\n';
}

const pages = Object.keys(DOMAINS).map((domain) => [domain, types.filter((it) => domainOf(it) === domain)]);
const folder = join(root, 'docs', 'api');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const texts = pages.map(([domain, members]) => [join(folder, `${domain}.md`), page(domain, members)]);
for (const [file, text] of [...texts, [join(root, 'API.md'), index(pages)]]) {
  writeFileSync(file, text);
}
