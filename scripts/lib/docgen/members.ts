// Types and their members, as Markdown.
import {
  allProperties, allTypes, Callable, Documented, interfacesOf, Method, Property, Type, typeNamed, typeOf, TypeReference,
} from './assembly';
import { linkTo } from './domains';

/** A type as TypeScript writes it, with links to those of this package. */
function written({ primitive, fqn, collection, union }: TypeReference, here?: string): string {
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
  const type = typeOf(fqn!);
  return type ? `[${type.name}](${linkTo(type, here)})` : fqn!.split('.').at(-1)!;
}

/** The text of a docstring; names of the package's types in it are links. */
export function words(text: string, here: string | undefined, self: Type): string {
  const code = (part: string) => {
    const name = /^`([A-Z]\w+)(?:\.[^\n]*)?`$/.exec(part)?.[1];
    const type = name && typeNamed(name);
    return type && type !== self ? `[${part}](${linkTo(type, here)})` : part;
  };
  // Every second part is code; in the others `<prefix>` would be HTML.
  return text.split(/(```[^]*?```|`[^`]+`)/)
    .map((part, index) => (index % 2 ? code(part) : part.replace(/</g, '&lt;'))).join('');
}

/** Summary and remarks: where `indent` is given, as the text of a list item, which begins with one paragraph. */
function description({ docs = {} }: Documented, here: string, self: Type, indent = ''): string {
  const { summary = '', remarks = '' } = docs;
  // The assembly cuts at the end of a line or a sentence, whichever is first.
  const between = indent || !/[.:]$/.test(summary) ? ' ' : '\n\n';
  const text = `${summary}${remarks && summary ? between : ''}${remarks}`;
  const example = docs.example ? `\`\`\`ts\n${docs.example}\n\`\`\`` : undefined;
  const links = docs.see ? `See ${docs.see}` : undefined;
  const deprecated = docs.deprecated ? `**Deprecated:** ${docs.deprecated}` : undefined;
  const texts = [deprecated, text, links, example].filter((it) => it !== undefined && it !== '')
    .map((it) => words(it!.trim(), here, self));
  return texts.join('\n\n').replace(/\n(?=[^\n])/g, `\n${indent}`);
}

function required({ optional, docs }: Property, here: string, self: Type): string {
  const value = docs?.default;
  if (!optional || value === undefined) {
    return optional ? 'optional' : 'required';
  }
  return value.startsWith('- ') ? `default: ${words(value.slice(2), here, self)}` : `default \`${value}\``;
}

const item = (head: string, member: Documented, here: string, self: Type) => {
  const text = description(member, here, self, '  ');
  return `- ${head}${text === '' ? '' : `\\\n  ${text}`}`;
};

const property = (member: Property, here: string, self: Type, ends = '') =>
  item(`**\`${member.name}\`** ${written(member.type, here)}${ends}`, member, here, self);

function callable(
  name: string, { parameters = [], returns, ...member }: Callable, here: string, self: Type,
): string {
  const list = parameters.map(({ name: own, type, optional, variadic }) => {
    const [dots, brackets] = variadic ? ['...', '[]'] : ['', ''];
    return `${dots}${own}${optional ? '?' : ''}: ${written(type, here)}${brackets}`;
  });
  const result = returns ? `: ${written(returns.type, here)}` : '';
  const described = parameters.filter(({ docs }) => docs?.summary)
    .map((it) => `- \`${it.name}\`: ${description(it, here, self, '  ')}`);
  const head = `<code><b>${name}</b>(${list.join(', ')})${result}</code>`;
  return [item(head, member, here, self), ...described.map((it) => `  ${it.replace(/\n/g, '\n  ')}`)].join('\n');
}

const section = (title: string, lines: string[]) => (lines.length === 0 ? [] : [`**${title}**`, lines.join('\n')]);

/** The inherited members of a struct, which are described at their origin. */
function inherited(type: Type, here: string): string[] {
  return interfacesOf(type).map((base) => {
    const names = allProperties(base).map(({ name }) => `\`${name}\``);
    return `And all of [${base.name}](${linkTo(base, here)}): ${names.join(', ')}.`;
  });
}

function struct(type: Type, here: string): string[] {
  const members = [...type.properties ?? []]
    .sort((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false));
  const items = members.map((it) => property(it, here, type, `, ${required(it, here, type)}`));
  return [items.join('\n'), ...inherited(type, here)];
}

function classLike(type: Type, here: string): string[] {
  const methods = (type.methods ?? []).filter((it) => !it.protected);
  const properties = (type.properties ?? []).filter((it) => !it.protected);
  const callables = (list: Method[], prefix: string) =>
    list.map((it) => callable(`${prefix}${it.name}`, it, here, type));
  const interfaces = interfacesOf(type);
  const users = type.kind === 'interface' ? allTypes().filter((it) => it.interfaces?.includes(type.fqn)) : [];
  const links = (list: Type[]) => list.map((it) => `[${it.name}](${linkTo(it, here)})`).join(', ');
  return [
    ...interfaces.length > 0 ? [`Implements ${links(interfaces)}.`] : [],
    ...users.length > 0 ? [`Implemented by ${links(users)}.`] : [],
    ...type.initializer?.parameters
      ? [callable(`new ${type.name}`, { parameters: type.initializer.parameters }, here, type).slice(2)] : [],
    ...section('Static', [
      ...callables(methods.filter((it) => it.static), `${type.name}.`),
      ...properties.filter((it) => it.static).map((it) => item(`\`${type.name}.${it.name}\``, it, here, type)),
    ]),
    ...section('Properties', properties.filter((it) => !it.static)
      .map((it) => property(it, here, type, it.optional ? ', may be undefined' : ''))),
    ...section('Methods', callables(methods.filter((it) => !it.static), '')),
  ];
}

/** The section of a type. */
export function entry(type: Type, here: string): string[] {
  const members = type.datatype ? struct : classLike;
  const body = type.kind === 'enum'
    ? [type.members!.map((it) => item(`\`${it.name}\``, it, here, type)).join('\n')] : members(type, here);
  return [`### ${type.name}`, description(type, here, type), ...body].filter((it) => it !== '');
}
