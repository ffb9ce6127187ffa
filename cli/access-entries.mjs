// Access entries of a stack's own roles. EKS binds an entry to the unique id of its role: the entry of a role that was deleted admits nobody, also
// not a role that was created later under the same name. https://docs.aws.amazon.com/eks/latest/APIReference/API_AccessEntry.html

const TYPE = 'aws_eks_access_entry';

/** A time as Terraform's state has it, or as the AWS CLI prints it: in seconds with version 1, as text with version 2. */
const timeOf = (time) => (typeof time === 'number' ? time * 1000 : Date.parse(time));

/** The role of this stack that has the ARN; undefined for anybody else. */
export function ownRole(known, arn) {
  return [...known].find(([address, it]) => address.startsWith('aws_iam_role.') && it.arn === arn)?.[1];
}

const isOlder = (entry, role) => timeOf(entry) < timeOf(role.create_date);

/** Whether the state alone shows an entry that is older than its role. */
export function knowsStaleEntry({ known }) {
  return [...known].some(([address, { principal_arn: principal, created_at: created }]) =>
    address.startsWith(`${TYPE}.`) && isOlder(created, ownRole(known, principal) ?? {}));
}

/** Entries, in the state or missing in it, that are older than their role: its address, cluster and principal. */
export async function staleEntries(ask, members, { known, resolve }) {
  const entries = members.filter(({ type }) => type === TYPE).map(({ address, values }) => {
    const { cluster_name: cluster, principal_arn: principal } = known.get(address) ?? resolve(values);
    return { address, cluster, principal, role: cluster && ownRole(known, principal) };
  }).filter(({ address, role }) => role && (!known.has(address) || isOlder(known.get(address).created_at, role)));
  const asked = await Promise.all(entries.map(async (it) => ({ ...it, created: await ask(['eks', 'describe-access-entry', '--cluster-name', it.cluster,
    '--principal-arn', it.principal, '--query', 'accessEntry.createdAt']) })));
  return asked.filter(({ created, role }) => created !== undefined && isOlder(created, role));
}

/** Deletes an entry; Terraform creates it again. */
export const deleteEntry = (ask, { cluster, principal }) =>
  ask(['eks', 'delete-access-entry', '--cluster-name', cluster, '--principal-arn', principal]);
