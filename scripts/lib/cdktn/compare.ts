// Checks of the package for cdktn: the modules that its types reference, and the synthesized output of apps.
import { PACKAGES } from './names';
import { Block } from '../graph';

/** Modules that a jsii assembly references, other than its own and the allowed ones. */
export function foreignModules(assembly: Block): string[] {
  const allowed = new Set([assembly.name, ...Object.values(PACKAGES).map(({ name }) => name)]);
  const found = new Set([
    ...Object.keys(assembly.dependencies ?? {}), ...Object.keys(assembly.dependencyClosure ?? {}),
  ]);
  const visit = (value: unknown, key: string): void => {
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

const isBlock = (value: unknown): value is Block => value !== null && typeof value === 'object';

/** Where two synthesized stacks differ, except for the versions of cdktf and of the providers; as text. */
export function differences(one: unknown, other: unknown, path: string[] = []): string[] {
  const [a, b] = [one, other].map((it) => plain(it, path));
  if (isVersion(path) || JSON.stringify(a) === JSON.stringify(b)) {
    return [];
  }
  if (!isBlock(a) || !isBlock(b) || Array.isArray(a) !== Array.isArray(b)) {
    return [`${path.join('.')}: ${JSON.stringify(a)}, with cdktn ${JSON.stringify(b)}`];
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .flatMap((key) => differences(a[key], b[key], [...path, key]));
}

function isVersion([first, second, third, ...rest]: string[]): boolean {
  return (first === '//' && second === 'metadata' && third === 'version' && rest.length === 0)
    || (first === 'terraform' && second === 'required_providers' && rest.join() === 'version');
}

/** A value in one form where there are two of the same meaning. */
function plain(value: unknown, [group, type, , key, ...rest]: string[]): unknown {
  if (rest.length > 0) {
    return value;
  }
  // A list of one block is that block.
  const isMetadata = group === 'resource' && type?.startsWith('kubernetes_') && key === 'metadata';
  if (isMetadata && Array.isArray(value) && value.length === 1) {
    return value[0];
  }
  // https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses
  const isSource = group === 'terraform' && type === 'required_providers' && key === 'source';
  return isSource && typeof value === 'string' ? value.replace(/^hashicorp\//, '') : value;
}
