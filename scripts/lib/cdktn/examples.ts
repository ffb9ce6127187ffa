// Compares the synthesized output of the examples with the packages for cdktf and for cdktn.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copy, tool } from './build';
import { differences } from './compare';
import { exampleOf } from './names';
import { compile, fail, root, run } from '../project';

/** The examples' apps, each with the arguments it is tried with. */
const APPS = [
  ['eks-s3-rds'], ['existing-vpc'], ['existing-cluster', 'cloud'], ['existing-cluster', 'kind'],
];

/** Synthesizes all examples with both packages, and fails if the results differ in more than versions. */
export function compareExamples(folder: string, step: (text: string) => void): void {
  compile();
  copy('examples', folder, exampleOf);
  tool(folder, 'typescript/bin/tsc', '-p', 'examples/tsconfig.json');
  const extending = readdirSync(join(root, 'examples', 'extending'))
    .map((file) => ['extending', file.replace('.ts', '')]);
  const found = [...APPS, ...extending].flatMap((app) => compareExample(folder, app, step));
  found.forEach((difference) => console.log(`  ${difference}`));
  if (found.length > 0) {
    fail(`What the examples synthesize with cdktn differs in ${found.length} places.`);
  }
}

function compareExample(folder: string, [name, ...args]: string[], step: (text: string) => void): string[] {
  const title = [name, ...args].join('-');
  const outOf = (base: string, library: string) => {
    const out = join(folder, 'synthesized', library, title);
    synthesize(base, library, name, args, out);
    return out;
  };
  const [first, second] = [outOf(root, 'cdktf'), outOf(folder, 'cdktn')];
  const files = [...new Set([...filesOf(first), ...filesOf(second)])].filter((file) => file !== 'manifest.json');
  const found = files.flatMap((file) => differencesIn(join(first, file), join(second, file)))
    .map((text) => `${title}: ${text}`);
  const result = found.length === 0 ? 'only versions differ' : `${found.length} differences`;
  step(`${title}: ${files.length} files, ${result}`);
  return found;
}

function differencesIn(first: string, second: string): string[] {
  const [one, other] = [first, second].map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined));
  if (first.endsWith('cdk.tf.json') && one && other) {
    return differences(JSON.parse(one), JSON.parse(other));
  }
  return one === other ? [] : ['its content'];
}

/** Runs an app in the example's folder, also for the package for cdktn, as its path is part of what it writes. */
function synthesize(base: string, library: string, name: string, args: string[], out: string): void {
  const compiled = join(base, 'build', 'examples', name);
  mkdirSync(out, { recursive: true });
  const extending = `const { createRequire } = require('node:module');
const load = createRequire(${JSON.stringify(join(compiled, 'app.js'))});
const app = new (load('${library}').App)();
load('./${args[0]}.js').build(app);
app.synth();`;
  const program = name === 'extending' ? ['-e', extending] : [join(compiled, 'main.js'), ...args];
  const { status } = run(process.execPath, program, {
    cwd: join(root, 'examples', name), env: { CDKTF_OUTDIR: out }, quiet: true,
  });
  if (status !== 0) {
    fail(`${[name, ...args].join('-')} cannot be synthesized with ${library}, see above.`);
  }
}

const filesOf = (out: string) => readdirSync(out, { recursive: true, encoding: 'utf8' })
  .filter((file) => statSync(join(out, file)).isFile()).sort();
