import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { build } from '../../examples/eks-s3-rds/app';
import { config } from '../../examples/eks-s3-rds/config';
import { priceLines } from '../../scripts/lib/prices';
import { countByService } from '../../scripts/lib/summary';
import { Page, ROOT } from '../support/markdown';

// The tutorial quotes the first pipeline's code and the output of the commands.

const PAGE = new Page('docs/tutorial.md');
const of = (language: string) => PAGE.fences.filter((fence) => fence.language === language);

describe('its Python code is the example\'s', () => {
  const folder = join(ROOT, 'examples', 'first-pipeline');
  const code = readdirSync(folder).filter((file) => file.endsWith('.py')).map((file) => readFileSync(join(folder, file), 'utf8'));
  test('there are Python blocks', () => expect(of('python').length).toBeGreaterThan(4));
  test.each(of('python').map((fence) => [fence.line, fence.code]))('line %i', (_, quoted) => {
    expect(code.some((file) => file.includes(quoted))).toBe(true);
  });
});

describe('the output of quickstart, plan and deploy', () => {
  const stack = Testing.synth(build(Testing.app(), config), true);
  const parsed = JSON.parse(stack);
  const counts = countByService(parsed).map(([service, count, text]) => `  ${String(count).padStart(4)}  ${service.padEnd(16)} ${text}`);
  const costs = priceLines(parsed);
  const said = of('text').map((fence) => fence.code).join('\n').split('\n');
  test('the resources to create', () => expect(said.filter((line) => /^ +\d+ {2}\w/.test(line))).toEqual(counts));
  test('the hourly costs', () => expect(said.join('\n')).toContain(costs.join('\n')));
  test('the number of resources', () => {
    const total = Object.values<Record<string, unknown>>(parsed.resource).reduce((sum, all) => sum + Object.keys(all).length, 0);
    const numbers = said.flatMap((line) => (/^(?:Plan: |Apply complete! Resources: |Destroy complete! Resources: )(\d+)/.exec(line) ?? []).slice(1));
    expect(numbers).toEqual([total, total, total].map(String));
  });
  test('the outputs exist in the stack', () => {
    const outputs = said.flatMap((line) => (/^([a-z][\w-]*) = /.exec(line) ?? []).slice(1));
    expect(outputs.length).toBeGreaterThan(5);
    expect(outputs.filter((name) => !(name in parsed.output))).toEqual([]);
  });
});

test('messages in the tables are in the sources', () => {
  const sources = ['scripts', 'scripts/lib', 'cli', 'programs', 'examples/first-pipeline', 'src/stack/private'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).filter((file) => /\.(mjs|py|ts)$/.test(file)).map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))).join('\n');
  // Messages of AWS, Docker, Helm, Terraform and Kubernetes.
  const others = /^(VcpuLimitExceeded|CREATE_FAILED|BucketAlreadyExists|AccessDenied|UnauthorizedOperation|DependencyViolation|Instance cannot be destroyed)$|^Cannot connect to the Docker|^exec format|ArtifactLogExporter|^KeptData|^dataRetention|^npm ci|^terraform init|is not on the PATH$|AWS CLI 1|^Client\.InternalError|^403 Forbidden$|^public\.ecr\.aws$/;
  const rows = PAGE.text.split('\n').filter((line) => line.startsWith('| `') || /^\| a pod ends/.test(line)).map((line) => line.split(' | ')[0]);
  const quoted = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text)).filter((text) => !others.test(text));
  expect(quoted.length).toBeGreaterThan(4);
  expect(quoted.filter((text) => !sources.includes(text) && !sources.includes(text.replace('Docker ', '')))).toEqual([]);
});
