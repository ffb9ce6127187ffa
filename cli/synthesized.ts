// A synthesized stack in its folder, and Terraform there.
import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AwsBlock, Configuration, listOf, Resource } from './documents';
import { readObject } from './files';
import { fail, MAX_OUTPUT, requireTerraform } from './terraform';

/** The annotation and the tag with the id of the deployment that owns an object. */
export const DEPLOYMENT = 'cdktf-zenml-aws/deployment';
/** The tag with the resource's address, truncated to the limit of tags. */
export const ADDRESS = 'cdktf-zenml-aws/address';
export const tagOf = (address: string): string => address.slice(0, 256);

const DEFAULT_STACKS = join('cdktf.out', 'stacks');
const SYNTHESIZE = 'Synthesize the stack again.';

/** The result of a terraform run. */
export type TerraformResult = SpawnSyncReturns<string>;
export type Terraform = (...args: readonly string[]) => TerraformResult;

/** The folder of the only synthesized stack. */
export function onlyStack(): string {
  const hasStacks = existsSync(DEFAULT_STACKS) && statSync(DEFAULT_STACKS).isDirectory();
  const stacks = hasStacks ? readdirSync(DEFAULT_STACKS) : [];
  if (stacks.length !== 1) {
    fail(`Name the folder of the synthesized stack, in which terraform apply ran: there ${stacks.length === 0
      ? `is none in ${DEFAULT_STACKS}` : `are ${stacks.join(', ')} in ${DEFAULT_STACKS}`}.`);
  }
  return join(DEFAULT_STACKS, stacks[0]);
}

/** The configuration in a folder. */
export function configOf(folder: string): Configuration {
  if (!existsSync(join(folder, 'cdk.tf.json'))) {
    fail(`${folder} holds no synthesized stack: name the folder in which terraform apply ran.`);
  }
  return readConfig(join(folder, 'cdk.tf.json'));
}

/** The configuration in a file. */
export const readConfig = (file: string): Configuration => readObject<Configuration>(file, SYNTHESIZE);

/** A configuration, if it contains a construct of this library. */
export function requireOwn(config: Configuration, path: string): Configuration {
  return JSON.stringify(config).includes(DEPLOYMENT) ? config
    : fail(`${path} has no construct of this library: name the folder of a stack that has one.`);
}

/** Runs a program with terraform's arguments in a folder; the output is captured. */
export const runIn = (folder: string, binary: string, args: readonly string[]): TerraformResult =>
  spawnSync(binary, args, { cwd: folder, encoding: 'utf8', maxBuffer: MAX_OUTPUT });

/** Terraform in the stack's folder. If the first command fails, it runs again after `terraform init`. */
export function terraformIn(
  folder: string, binary: string = requireTerraform().binary,
): { readonly binary: string; readonly terraform: Terraform } {
  const run = (args: readonly string[]) => runIn(folder, binary, [...args, '-no-color']);
  let isInitialized = false;
  const terraform = (...args: readonly string[]) => {
    const asked = run(args);
    if (asked.status === 0 || isInitialized) {
      isInitialized = true;
      return asked;
    }
    isInitialized = true;
    const init = run(['init', '-input=false']);
    return init.status === 0 ? run(args) : init;
  };
  return { binary, terraform };
}

/** The alias of the provider that a resource uses; undefined for the default one. */
export const aliasOf = ({ values: { provider } }: Pick<Resource, 'values'>): string | undefined =>
  provider?.split('.')[1];

/** The block of the AWS provider that a resource uses. */
export const awsBlockOf = (config: Configuration, resource: Pick<Resource, 'values'>): AwsBlock | undefined =>
  listOf(config.provider?.aws).find(({ alias }) => alias === aliasOf(resource));
