// Access entries of a stack's own roles. EKS binds an entry to the unique id of its role: the entry of a deleted role
// grants no access, not even to a role that was created later with the same name.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_AccessEntry.html
import { Ask } from './aws-cli';
import { Attributes, Known, knownOf, Resource } from './documents';
import { Stack } from './stack';

const TYPE = 'aws_eks_access_entry';

export interface AccessEntry { readonly address: string; readonly cluster: string; readonly principal: string }

/** A time in Terraform's state or from the AWS CLI, whose version 1 prints a number of seconds, and version 2 text. */
type Time = string | number | undefined;

const timeOf = (time: Time): number => typeof time === 'number' ? time * 1000 : Date.parse(time ?? '');

/** The role of this stack with an ARN; undefined if the ARN is not one of this stack's roles. */
export const ownRole = (known: Known, arn: string | undefined): Attributes | undefined =>
  knownOf(known, 'aws_iam_role').find(([, it]) => it.arn === arn)?.[1];

const isOlder = (entry: Time, role: Attributes | undefined): boolean => timeOf(entry) < timeOf(role?.create_date);

/** Whether the state alone shows an entry that is older than its role. */
export function knowsStaleEntry({ known }: Pick<Stack, 'known'>): boolean {
  return knownOf(known, TYPE).some(([, { principal_arn: principal, created_at: created }]) =>
    isOlder(created, ownRole(known, principal)));
}

/** Entries, in the state or missing in it, that are older than their role. */
export async function staleEntries(
  ask: Ask, members: readonly Resource[], { known, resolve }: Stack,
): Promise<AccessEntry[]> {
  const entries = members.filter(({ type }) => type === TYPE).flatMap(({ address, values }) => {
    const { cluster_name: cluster, principal_arn: principal } = known.get(address) ?? resolve(values);
    const role = ownRole(known, principal);
    const isCandidate = role && (!known.has(address) || isOlder(known.get(address)?.created_at, role));
    return cluster && principal && isCandidate ? [{ address, cluster, principal, role }] : [];
  });
  const asked = await Promise.all(entries.map(async (it) => ({ ...it, created: await createdAt(ask, it) })));
  return asked.filter(({ created, role }) => created !== undefined && isOlder(created ?? undefined, role));
}

const named = ({ cluster, principal }: AccessEntry) => ['--cluster-name', cluster, '--principal-arn', principal];

const createdAt = async (ask: Ask, entry: AccessEntry) =>
  ask<string | number>(['eks', 'describe-access-entry', ...named(entry), '--query', 'accessEntry.createdAt']);

/** Deletes an entry; Terraform creates it again. */
export const deleteEntry = async (ask: Ask, entry: AccessEntry): Promise<unknown> =>
  ask(['eks', 'delete-access-entry', ...named(entry)]);
