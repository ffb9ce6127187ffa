import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

const CLIENTS = new WeakMap<TerraformStack, string[]>();

/** Notes the security groups from which a stack's pods connect to a database that the stack does not own. */
export function nameDatabaseClients(scope: Construct, securityGroupIds: string[]): void {
  CLIENTS.set(TerraformStack.of(scope), securityGroupIds);
}

/** These groups; for what a job reports when it cannot connect. */
export function databaseClients(scope: Construct): string[] {
  return CLIENTS.get(TerraformStack.of(scope)) ?? [];
}
