// Writes the EC2 instance types that src/cluster knows, from botocore's model of EC2, which AWS releases daily.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { helpIfAsked } from './lib/help';
import { fail, root } from './lib/project';

const USAGE = `Usage: node scripts/run.mjs instance-types SERVICE_2_JSON VERSION

Writes src/cluster/private/instance-families.ts.

  SERVICE_2_JSON   botocore/data/ec2/2016-11-15/service-2.json of https://github.com/boto/botocore, also as .gz
  VERSION          botocore's version`;

const NAMED = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'];

/** A number by which sizes are sorted from small to large. */
function rank(size: string): number {
  if (size.startsWith('metal')) {
    return 1e6 + Number(/\d+/.exec(size) ?? 0);
  }
  return NAMED.includes(size) ? NAMED.indexOf(size) / 10 : Number.parseInt(size, 10);
}

/** The values of pairs by their keys, each sorted. */
function grouped(pairs: [string, string][], compare?: (a: string, b: string) => number): [string, string[]][] {
  const groups = new Map<string, string[]>();
  pairs.forEach(([key, value]) => groups.set(key, [...groups.get(key) ?? [], value]));
  return [...groups].map(([key, values]) => [key, values.sort(compare)]);
}

const wrapped = (text: string) => text.match(/.{1,114}(?: |$)/g)!.map((line) => line.trimEnd()).join('\n  ');

/** One entry for all families with the same sizes, "c7g m7g: medium large x 2x;". */
function entriesOf(types: string[]): string[] {
  const pairs = types.map((type) => type.split('.') as [string, string]);
  const sizes = grouped(pairs, (a, b) => rank(a) - rank(b));
  return grouped(sizes.map(([family, all]) => [all.join(' '), family]))
    .sort(([, [a]], [, [b]]) => (a < b ? -1 : 1))
    .map(([all, families]) => wrapped(`${families.join(' ')}: ${all.replaceAll('xlarge', 'x')};`));
}

function main(): void {
  helpIfAsked(USAGE);
  const [file, version] = process.argv.slice(2);
  if (!file || !/^\d+\.\d+\.\d+$/.test(version ?? '')) {
    fail(USAGE);
  }
  const content = readFileSync(file);
  const model = JSON.parse((content[0] === 0x1f ? gunzipSync(content) : content).toString('utf8'));
  const all: string[] = model.shapes.InstanceType.enum;
  const types = all.filter((type) => !type.startsWith('mac')); // Macs run no Linux.
  const target = join(root, 'src', 'cluster', 'private', 'instance-families.ts');
  const before = readFileSync(target, 'utf8');
  const [, text] = /^const TEXT = `\n([^`]*)\n`;$/m.exec(before)!;
  // As one text: an array of that many short texts becomes a line of the package that is too long to show in an error.
  const after = before.replace(text, entriesOf(types).join('\n'));
  writeFileSync(target, after.replace(/botocore \S+\.$/m, `botocore ${version}.`));
  console.log(`${types.length} instance types of ${new Set(types.map((type) => type.split('.')[0])).size} families`);
}

main();
