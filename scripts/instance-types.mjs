// Writes src/cluster/private/instance-families.ts: which EC2 instance types there are, from botocore's model of EC2, which AWS releases daily.
//
//   node scripts/instance-types.mjs SERVICE_2_JSON VERSION     botocore/data/ec2/2016-11-15/service-2.json of https://github.com/boto/botocore,
//                                                              also as .gz, and botocore's version
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fail, root } from './lib/project.mjs';

const [file, version] = process.argv.slice(2);
if (!file || !/^\d+\.\d+\.\d+$/.test(version ?? '')) {
  fail('Usage: node scripts/instance-types.mjs SERVICE_2_JSON VERSION');
}
const content = readFileSync(file);
const model = JSON.parse(content[0] === 0x1f ? gunzipSync(content) : content);
const types = model.shapes.InstanceType.enum.filter((type) => !type.startsWith('mac')); // Macs run no Linux.

const NAMED = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'];
const rank = (size) => size.startsWith('metal') ? 1e6 + Number(/\d+/.exec(size) ?? 0) : NAMED.includes(size) ? NAMED.indexOf(size) / 10 : Number.parseInt(size, 10);
const sizesOf = new Map();
for (const [family, size] of types.map((type) => type.split('.'))) {
  sizesOf.set(family, [...sizesOf.get(family) ?? [], size]);
}
const familiesOf = new Map();
for (const family of [...sizesOf.keys()].sort()) {
  const sizes = sizesOf.get(family).sort((a, b) => rank(a) - rank(b)).join(' ');
  familiesOf.set(sizes, [...familiesOf.get(sizes) ?? [], family]);
}
const wrapped = (text) => text.match(/.{1,114}(?: |$)/g).map((line) => line.trimEnd()).join('\n  ');
const entries = [...familiesOf].sort(([, [a]], [, [b]]) => (a < b ? -1 : 1)).map(([sizes, families]) => wrapped(`${families.join(' ')}: ${sizes.replaceAll('xlarge', 'x')};`));
const target = join(root, 'src', 'cluster', 'private', 'instance-families.ts');
const [, text] = /^const TEXT = `\n([^`]*)\n`;$/m.exec(readFileSync(target, 'utf8'));
// As one text: lists of that many short texts become one line of the package that is too long to be shown in an error.
writeFileSync(target, readFileSync(target, 'utf8').replace(text, entries.join('\n')).replace(/botocore \S+\.$/m, `botocore ${version}.`));
console.log(`${types.length} instance types of ${sizesOf.size} families`);
