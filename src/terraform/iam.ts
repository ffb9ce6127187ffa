import { PolicyStatement } from './policy-statement';

/** A statement of an IAM policy. */
export interface Statement {
  readonly sid: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: string[];
  readonly resources?: string[];
  readonly principals?: Record<string, string | string[]>;
  readonly conditions?: Record<string, Record<string, string | string[]>>;
}

/** A statement that users add. */
type AddedStatement = Omit<Statement, 'sid'> & { readonly sid?: string };

/** Returns an IAM policy as JSON; tokens are preserved. */
export function policyDocument(...statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.map(written) });
}

/** Returns a policy document with additional statements. */
export function addedTo(policy: string, statements: AddedStatement[]): string {
  const document = JSON.parse(policy);
  return JSON.stringify({ ...document, Statement: [document.Statement, statements.map(written)].flat(2) });
}

/** Returns statements without their ids, for a policy that may already contain these ids. */
export function withoutSids(statements: Statement[]): PolicyStatement[] {
  return statements.map(({ actions, resources = ['*'], conditions }) => ({
    actions,
    resources,
    ...(conditions && {
      conditions: mapValues(conditions, (keys) => mapValues(keys, (values) => [values].flat())),
    }),
  }));
}

function mapValues<T, U>(map: { [key: string]: T }, change: (value: T) => U): { [key: string]: U } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function written(statement: AddedStatement): object {
  return {
    ...(statement.sid !== undefined && { Sid: statement.sid }),
    Effect: statement.effect ?? 'Allow',
    ...(statement.principals ? { Principal: statement.principals } : {}),
    Action: statement.actions,
    ...(statement.resources ? { Resource: statement.resources } : {}),
    ...(statement.conditions ? { Condition: statement.conditions } : {}),
  };
}

/** Trust policy that allows an AWS service to assume a role. */
export function trustService(service: string): string {
  return policyDocument({ sid: 'Assume', actions: ['sts:AssumeRole'], principals: { Service: service } });
}

/**
 * Trust policy that allows Kubernetes service accounts of a namespace to assume a role. Source:
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustServiceAccount(
  oidcProviderArn: string,
  oidcIssuer: string,
  namespace: string,
  names: string[],
): string {
  return policyDocument({
    sid: 'AssumeWithServiceAccount',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: { Federated: oidcProviderArn },
    conditions: {
      StringEquals: {
        [`${oidcIssuer}:aud`]: 'sts.amazonaws.com',
        [`${oidcIssuer}:sub`]: names.map((name) => `system:serviceaccount:${namespace}:${name}`),
      },
    },
  });
}

/** Permissions to use a KMS key to read and write encrypted objects. */
export function keyUse(keyArn: string): Statement[] {
  return [{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'], resources: [keyArn] }];
}

/** Permissions to use a KMS key to read encrypted objects. */
export function keyRead(keyArn: string): Statement[] {
  return [{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [keyArn] }];
}
