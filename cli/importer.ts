// `terraform import` without a cluster.
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BlocksByType, Configuration } from './documents';
import { runIn, Terraform } from './synthesized';

const LOCAL_STATE = /^(terraform\.tfstate.*|\.terraform\.tfstate\.lock\.info)$/;

/** A block with placeholders for values that are known only after an apply. */
function settled(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    return value.map((it) => settled(it, key) ?? 'unknown');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, settled(it, name)]));
  }
  return !/\$\{/.test(`${value}`) ? value : key === 'host' ? 'https://127.0.0.1' : null;
}

/** Resources without their arguments: an import only requires that they are declared. */
const bare = (resources: BlocksByType = {}) => Object.fromEntries(Object.entries(resources).map(([type, byName]) =>
  [type, Object.fromEntries(Object.entries(byName).map(([name, { provider }]) =>
    [name, provider === undefined ? {} : { provider }]))]));

/** Whether the AWS provider's settings depend on other parts of the configuration. */
const isComputed = (blocks: unknown): boolean => /\$\{[^}]*\b(data|local)\./.test(JSON.stringify(blocks ?? []));

/**
 * A copy of a stack's folder for imports: providers other than AWS have placeholders, resources have no arguments, and
 * there are no data sources.
 */
function copyOf(folder: string, config: Configuration): string {
  const copy = mkdtempSync(join(tmpdir(), 'zenml-repair-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  const isReduced = !isComputed(config.provider?.aws);
  readdirSync(folder).filter((name) => !LOCAL_STATE.test(name) && !(isReduced && name === 'cdk.tf.json'))
    .forEach((name) => symlinkSync(resolve(folder, name), join(copy, name)));
  const provider = Object.fromEntries(Object.entries(config.provider ?? {})
    .map(([name, blocks]) => [name, name === 'aws' ? blocks : settled(blocks)]));
  const { terraform, variable, resource } = config;
  const [file, written] = isReduced ? ['cdk.tf.json', { terraform, variable, provider, resource: bare(resource) }]
    : ['zz_repair_override.tf.json', { provider: { ...provider, aws: undefined } }];
  writeFileSync(join(copy, file), JSON.stringify(written));
  return copy;
}

/**
 * `terraform import ADDRESS ID` for AWS resources. For an import, Terraform configures all providers and reads all data
 * sources, some of them from the cluster. Therefore it runs in a reduced copy of the folder, with the same state.
 *
 * @param file that of a local state
 */
export function importerOf(folder: string, binary: string, config: Configuration, file: string | undefined): Terraform {
  let copy: string | undefined;
  return (...args) => {
    copy ??= copyOf(folder, config);
    const options = ['-input=false', '-no-color', ...(file ? [`-state=${file}`] : [])];
    return runIn(copy, binary, ['import', ...options, ...args]);
  };
}
