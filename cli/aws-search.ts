// Finds the resources of a stack in AWS: by tags, by name, and by the resource that they belong to.
import { Ask, Tags, tagsOf } from './aws-cli';
import { BY_NAME, importId, NamedResource } from './aws-types';
import { knownOf, Resource } from './documents';
import { Stack } from './stack';
import { ADDRESS, DEPLOYMENT, tagOf } from './synthesized';

/** A resource in AWS that can be imported. */
export interface Found { readonly address: string; readonly type: string; readonly id: string }

/** A resource in AWS with its tags. */
export interface Tagged { readonly arn: string; readonly tags: Readonly<Record<string, string>> }

interface TaggedResources {
  readonly ResourceTagMappingList?: ReadonlyArray<{ readonly ResourceARN: string; readonly Tags: Tags }>;
}

interface RouteTable {
  readonly RouteTableId: string;
  readonly Routes?: ReadonlyArray<{ readonly DestinationCidrBlock?: string }>;
  readonly Associations?: ReadonlyArray<{ readonly SubnetId?: string }>;
}

/** All resources with a deployment's id, or, without one, with any deployment's. */
export async function tagged(ask: Ask, deployment?: string): Promise<Tagged[]> {
  const filter = deployment === undefined ? `Key=${DEPLOYMENT}` : `Key=${DEPLOYMENT},Values=${deployment}`;
  const answer = await ask<TaggedResources>(['resourcegroupstaggingapi', 'get-resources', '--tag-filters', filter]);
  const list = answer?.ResourceTagMappingList ?? [];
  return list.map(({ ResourceARN: arn, Tags: tags }) => ({ arn, tags: tagsOf(tags) }));
}

/** Missing resources with a tag that contains their address. */
export function byTags(all: readonly Tagged[], missing: readonly Resource[]): Found[] {
  // The ARN of an access entry does not contain the principal, which its import requires: it is looked up by name.
  return missing.filter(({ type }) => type !== 'aws_eks_access_entry').flatMap(({ address, type }) =>
    all.filter(({ tags }) => tags[ADDRESS] === tagOf(address))
      .map(({ arn }) => ({ address, type, id: importId(type, arn) })));
}

/** Missing resources whose names are known. */
export async function byName(
  ask: Ask, missing: readonly Resource[], { known, resolve, deployment }: Stack,
): Promise<Found[]> {
  const cluster = knownOf(known, 'aws_eks_cluster')[0]?.[1];
  const exists = async (address: string, { ask: question, isOwn }: NamedResource) => {
    const answer = await ask<Tags>(question);
    const tags = tagsOf(answer);
    return answer !== undefined && (isOwn || (tags[DEPLOYMENT] === deployment && tags[ADDRESS] === tagOf(address)));
  };
  const found = await Promise.all(missing.map(async ({ address, type, values }) => {
    const named = BY_NAME[type]?.(resolve(values), cluster, known);
    return named && await exists(address, named) ? [{ address, type, id: named.id }] : [];
  }));
  return found.flat();
}

/** Missing resources that cannot be tagged, by the resource that they belong to. */
export async function byOwner(ask: Ask, missing: readonly Resource[], { resolve }: Stack): Promise<Found[]> {
  const resolvedOnes = missing.map((it) => ({ ...it, values: resolve(it.values) }));
  return [...await routes(ask, resolvedOnes), ...await aliases(ask, resolvedOnes)];
}

async function routes(ask: Ask, missing: readonly Resource[]): Promise<Found[]> {
  const inTables = missing.flatMap(({ address, type, values }) => {
    const { route_table_id: table, subnet_id: subnet, destination_cidr_block: range } = values;
    return /^aws_route(_table_association)?$/.test(type) && table ? [{ address, type, table, subnet, range }] : [];
  });
  const ids = [...new Set(inTables.map(({ table }) => table))];
  const question = ['ec2', 'describe-route-tables', '--route-table-ids', ...ids, '--query', 'RouteTables'];
  const tables = ids.length === 0 ? [] : await ask<RouteTable[]>(question) ?? [];
  return inTables.flatMap(({ address, type, table, subnet, range }) => {
    const { Routes = [], Associations = [] } = tables.find(({ RouteTableId }) => RouteTableId === table) ?? {};
    if (type === 'aws_route') {
      const exists = Routes.some((it) => range && it.DestinationCidrBlock === range);
      return exists ? [{ address, type, id: `${table}_${range}` }] : [];
    }
    const exists = Associations.some((it) => subnet && it.SubnetId === subnet);
    return exists ? [{ address, type, id: `${subnet}/${table}` }] : [];
  });
}

async function aliases(ask: Ask, missing: readonly Resource[]): Promise<Found[]> {
  const found = await Promise.all(missing.map(async ({ address, type, values: { name, target_key_id: target } }) => {
    if (type !== 'aws_kms_alias' || !name || !target) {
      return [];
    }
    const key = await ask<string[]>(['kms', 'describe-key', '--key-id', name, '--query', 'KeyMetadata.[KeyId,Arn]']);
    return key?.includes(target) ? [{ address, type, id: name }] : [];
  }));
  return found.flat();
}

/**
 * ARNs by deployment of resources with this configuration's names and addresses, for a state that has no deployment's
 * id.
 */
export async function strangers(
  ask: Ask, missing: readonly Resource[], { resolve }: Stack,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const byAddress = new Map(missing.map((it) => [tagOf(it.address), it]));
  const found = new Map<string, string[]>();
  for (const { arn, tags } of await tagged(ask)) {
    const mine = byAddress.get(tags[ADDRESS]);
    const { name, bucket, identifier, tags: own } = mine ? resolve(mine.values) : {};
    const isNamed = mine && [name, bucket, identifier, own?.Name]
      .some((it) => it && (it === tags.Name || it === importId(mine.type, arn)));
    if (isNamed) {
      found.set(tags[DEPLOYMENT], [...found.get(tags[DEPLOYMENT]) ?? [], arn]);
    }
  }
  return found;
}
