// The apps that the bench measures, one a process: `apps.js SUBJECT STACKS PACKAGE STACK_FILE`. It writes its processor
// time in seconds and its peak memory in MB to file descriptor 3. PACKAGE is the folder of the package as it is
// published, STACK_FILE what the example synthesizes. Loading is measured: modules are loaded where they are used.
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bareStack, Cdktf } from './bare-stack';
import { blocksOf } from '../graph';

const load = createRequire(__filename);
const [subject, count, packageFolder, stackFile] = process.argv.slice(2);
const main = join(packageFolder, 'lib', 'index.js');
const cdktf = (): Cdktf => load('cdktf');
const example = () => JSON.parse(readFileSync(stackFile, 'utf8'));

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});

function synthesize(build: (app: InstanceType<Cdktf['App']>, name: string) => void): void {
  const app = new (cdktf().App)();
  for (let i = 0; i < Number(count); i += 1) {
    build(app, `stack-${i}`);
  }
  app.synth();
}

const SUBJECTS: Record<string, () => void> = {
  /** What the library imports. */
  uses: () => [...readFileSync(main, 'utf8').matchAll(/require\("([^"]+)"\)/g)].forEach(([, name]) => load(name)),
  library: () => load(main),
  /** Stacks of the library, with what the example has. */
  stacks: () => synthesize((app, name) => {
    const { DataRetention, NetworkSource, ZenmlAwsStack } = load(main);
    new ZenmlAwsStack(app, name, {
      region: 'eu-central-1',
      prefix: name,
      network: NetworkSource.create({ cidr: '10.10.0.0/16' }),
      dataRetention: DataRetention.DELETE,
    });
  }),
  /** The same resources, written without the library: the same arguments, references and order. */
  bare: () => {
    const fill = bareStack(cdktf(), example());
    synthesize((app, name) => fill(new (cdktf().TerraformStack)(app, name)));
  },
  /** As many S3 buckets. */
  buckets: () => {
    const { AwsProvider } = load('@cdktf/provider-aws/lib/provider');
    const { S3Bucket } = load('@cdktf/provider-aws/lib/s3-bucket');
    const resources = blocksOf(example()).length;
    synthesize((app, name) => {
      const stack = new (cdktf().TerraformStack)(app, name);
      new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
      for (let i = 0; i < resources; i += 1) {
        new S3Bucket(stack, `Bucket${i}`, { bucket: `bucket-${i}`, tags: { number: String(i) } });
      }
    });
  },
};
SUBJECTS[subject]();
