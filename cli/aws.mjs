// What AWS has of a stack and Terraform's state does not: made by a run that was killed before it could write it down.
//
// It is this stack's only if its tags have the id that this stack's state has, and the address that this stack's configuration has; what cannot be
// tagged, if it belongs to something that is in the state. The rest is told, and not touched.
import { deleteEntry, knowsStaleEntry, ownRole, staleEntries } from './access-entries.mjs';
import { cliOf, tagsOf } from './aws-cli.mjs';
import { refuseFreePlan } from './free-plan.mjs';
import { deleteGuardDuty } from './guard-duty.mjs';
import { takeUpKept } from './kept.mjs';
import { adoptLogGroups, deleteLogGroups } from './log-groups.mjs';
import { ADDRESS, aliasOf, DEPLOYMENT, tagOf } from './synthesized.mjs';
import { fail } from './terraform.mjs';

/** How names of services end where it is not with amazonaws.com. */
const SUFFIXES = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };

/** What `terraform import` takes for a resource of that type and ARN. */
function importId(type, arn) {
  const resource = arn.split(':').slice(5).join(':');
  if (/^aws_(lb|lb_\w+|acm_certificate|iam_openid_connect_provider)$/.test(type)) {
    return arn;
  }
  if (/^aws_eks_(node_group|addon)$/.test(type)) {
    return resource.split('/').slice(1, 3).join(':');
  }
  if (/^aws_(ecr_repository|s3_bucket)$/.test(type)) {
    return resource.replace(/^repository\//, '');
  }
  if (type === 'aws_cloudwatch_log_group') {
    return resource.replace(/^log-group:/, '').replace(/:\*$/, '');
  }
  if (type === 'aws_sqs_queue') {
    const [, partition, , region, account] = arn.split(':');
    return `https://sqs.${region}.${SUFFIXES[partition] ?? 'amazonaws.com'}/${account}/${resource}`;
  }
  return resource.split(type.startsWith('aws_db_') ? ':' : '/').pop();
}

/** Those whose name is known before they are: asked one by one, since the list by tags does not have all of them, or has them late. */
const BY_NAME = {
  aws_iam_role: ({ name }) => name && { id: name, ask: ['iam', 'get-role', '--role-name', name, '--query', 'Role.Tags'] },
  aws_iam_instance_profile: ({ name }) =>
    name && { id: name, ask: ['iam', 'get-instance-profile', '--instance-profile-name', name, '--query', 'InstanceProfile.Tags'] },
  aws_iam_openid_connect_provider: ({ url }, cluster) => {
    const [, partition, , , account] = cluster?.arn?.split(':') ?? [];
    const id = url && account && `arn:${partition}:iam::${account}:oidc-provider/${url.replace('https://', '')}`;
    return id && { id, ask: ['iam', 'get-open-id-connect-provider', '--open-id-connect-provider-arn', id, '--query', 'Tags'] };
  },
  aws_eks_cluster: ({ name }) => name && { id: name, ask: ['eks', 'describe-cluster', '--name', name, '--query', 'cluster.tags'] },
  aws_eks_addon: ({ cluster_name: cluster, addon_name: name }) => cluster && name && { id: `${cluster}:${name}`,
    ask: ['eks', 'describe-addon', '--cluster-name', cluster, '--addon-name', name, '--query', 'addon.tags'] },
  // EKS creates one for the role of a node group, without tags.
  aws_eks_access_entry: ({ cluster_name: cluster, principal_arn: principal }, _, known) => cluster && principal && { id: `${cluster}:${principal}`,
    isOwn: ownRole(known, principal) !== undefined,
    ask: ['eks', 'describe-access-entry', '--cluster-name', cluster, '--principal-arn', principal, '--query', 'accessEntry.tags'] },
};

/** Those that take minutes: nothing can go on while one is on its way in or out. */
const SLOW = {
  aws_eks_cluster: ({ name }) => ['eks', 'cluster', ['--name', name], 'cluster.status', 'cluster-active', 'cluster-deleted'],
  aws_eks_node_group: ({ cluster_name: cluster, node_group_name: name }) =>
    ['eks', 'nodegroup', ['--cluster-name', cluster, '--nodegroup-name', name], 'nodegroup.status', 'nodegroup-active', 'nodegroup-deleted'],
  aws_eks_addon: ({ cluster_name: cluster, addon_name: name }) =>
    ['eks', 'addon', ['--cluster-name', cluster, '--addon-name', name], 'addon.status', 'addon-active', 'addon-deleted'],
  aws_db_instance: ({ identifier }) =>
    ['rds', 'db-instances', ['--db-instance-identifier', identifier], 'DBInstances[0].DBInstanceStatus', 'db-instance-available', 'db-instance-deleted'],
  aws_nat_gateway: ({ id }) => ['ec2', 'nat-gateways', ['--nat-gateway-ids', id], 'NatGateways[0].State', 'nat-gateway-available', 'nat-gateway-deleted'],
};

/** What a destroy does with their data is written in the configuration only: AWS does not tell it to an import. */
const HOLDS_DATA = ['aws_db_instance', 'aws_s3_bucket', 'aws_ecr_repository'];

/** What AWS creates with something else, and Terraform only takes over: a destroy leaves it, so that it is not missed by one. */
const ADOPTED = /^aws_default_/;

/** All that carries a deployment's id, or, without one, any deployment's. */
async function tagged(ask, deployment) {
  const filter = deployment === undefined ? `Key=${DEPLOYMENT}` : `Key=${DEPLOYMENT},Values=${deployment}`;
  const { ResourceTagMappingList: list } = await ask(['resourcegroupstaggingapi', 'get-resources', '--tag-filters', filter]) ?? {};
  return (list ?? []).map(({ ResourceARN: arn, Tags }) => ({ arn, tags: tagsOf(Tags) }));
}

function byTags(all, missing) {
  // The ARN of an access entry does not have the principal, which its import takes: found by name.
  return missing.filter(({ type }) => type !== 'aws_eks_access_entry').flatMap(({ address, type }) => all.filter(({ tags }) => tags[ADDRESS] === tagOf(address)).map(({ arn }) => ({ address, type, id: importId(type, arn) })));
}

async function byName(ask, missing, { known, resolve, deployment }) {
  const cluster = [...known].find(([address]) => address.startsWith('aws_eks_cluster.'))?.[1];
  const asked = missing.map((it) => ({ ...it, ...BY_NAME[it.type]?.(resolve(it.values), cluster, known) })).filter((it) => it.ask);
  const answers = await Promise.all(asked.map(async (it) => ({ ...it, answer: await ask(it.ask) })));
  return answers.filter(({ address, isOwn, answer }) => answer !== undefined && (isOwn
    || (tagsOf(answer)[DEPLOYMENT] === deployment && tagsOf(answer)[ADDRESS] === tagOf(address))));
}

/** What cannot be tagged. */
async function byOwner(ask, missing, { resolve }) {
  const resolved = missing.map((it) => ({ ...it, values: resolve(it.values) }));
  const inTables = resolved.filter(({ type, values }) => /^aws_route(_table_association)?$/.test(type) && values.route_table_id);
  const ids = [...new Set(inTables.map(({ values }) => values.route_table_id))];
  const tables = ids.length === 0 ? [] : await ask(['ec2', 'describe-route-tables', '--route-table-ids', ...ids, '--query', 'RouteTables']) ?? [];
  const rows = inTables.flatMap(({ address, type, values: { route_table_id: table, subnet_id: subnet, destination_cidr_block: range } }) => {
    const { Routes = [], Associations = [] } = tables.find(({ RouteTableId }) => RouteTableId === table) ?? {};
    const exists = type === 'aws_route' ? Routes.some((it) => range && it.DestinationCidrBlock === range) : Associations.some((it) => subnet && it.SubnetId === subnet);
    return exists ? [{ address, type, id: type === 'aws_route' ? `${table}_${range}` : `${subnet}/${table}` }] : [];
  });
  const aliases = await Promise.all(resolved.filter(({ type, values }) => type === 'aws_kms_alias' && values.name && values.target_key_id).map(async (it) => {
    const key = await ask(['kms', 'describe-key', '--key-id', it.values.name, '--query', 'KeyMetadata.[KeyId,Arn]']);
    return key?.includes(it.values.target_key_id) ? [{ address: it.address, type: it.type, id: it.values.name }] : [];
  }));
  return [...rows, ...aliases.flat()];
}

/** Of a state that knows no deployment: those in AWS of a stack of this configuration and these names. */
async function strangers(ask, missing, { resolve }) {
  const byAddress = new Map(missing.map((it) => [tagOf(it.address), it]));
  const found = new Map();
  for (const { arn, tags } of await tagged(ask)) {
    const mine = byAddress.get(tags[ADDRESS]);
    const { name, bucket, identifier, tags: own } = mine ? resolve(mine.values) : {};
    if (mine && [name, bucket, identifier, own?.Name].some((it) => it && (it === tags.Name || it === importId(mine.type, arn)))) {
      found.set(tags[DEPLOYMENT], [...found.get(tags[DEPLOYMENT]) ?? [], arn]);
    }
  }
  return found;
}

/** Waits until what is on its way in or out has arrived. */
async function settle(ask, stack, { dryRun, say }) {
  await Promise.all([...stack.known].map(async ([address, attributes]) => {
    const [service, what, identity, query, ready, gone] = SLOW[address.split('.')[0]]?.(attributes) ?? [];
    const status = service && await ask([service, `describe-${what}`, ...identity, '--query', query]);
    const waiter = /^(CREATING|UPDATING|creating|modifying|backing-up|pending|configuring-\S+)$/.test(status) ? ready : /^(DELETING|deleting)$/.test(status) ? gone : undefined;
    if (waiter) {
      say(`${address} is ${status.toLowerCase()}: ${dryRun ? 'to be waited for' : 'waiting for it, up to 20 minutes …'}`);
      // How it ended, the run that follows sees for itself.
      await (dryRun || ask([service, 'wait', waiter, ...identity]).catch((error) => say(`${address}: ${error.message}`)));
    }
  }));
}

/** What an import has not learned of what holds data, so that a destroy does with it what the configuration says. */
function learnRetention(imported, stack, say) {
  const targets = imported.filter(({ type }) => HOLDS_DATA.includes(type)).map(({ address }) => address);
  if (targets.length > 0) {
    say(`What is to become of the data in ${targets.join(', ')} is written to the state …`);
    const { status, stderr } = stack.terraform('apply', '-auto-approve', '-input=false', ...targets.map((it) => `-target=${it}`));
    if (status !== 0) {
      fail(`It could not be written, and nothing was destroyed:\n${stderr.trim()}`);
    }
    stack.refresh();
  }
}

async function repairRegion(ask, members, stack, { destroying, dryRun, keepsData, say, carryOut }) {
  const missing = () => members.filter(({ address }) => !stack.known.has(address));
  if (stack.deployment === undefined) {
    for (const [id, arns] of keepsData ? [] : await strangers(ask, missing(), stack)) {
      say(`AWS has ${arns.length} resources of a stack like this one, which this state does not know: ${arns[0]}${arns.length > 1 ? ', …' : ''}
If that was a run of yours that was killed, in the stack's folder, then run the same command again:
  terraform import terraform_data.StackDeployment ${id}`);
    }
    return;
  }
  const stale = destroying ? [] : await staleEntries(ask, members, stack);
  for (const it of stale) {
    await (dryRun || deleteEntry(ask, it));
    const because = `the access entry of ${it.principal} on cluster ${it.cluster} is older than the role, and admits nobody`;
    say(`${dryRun ? 'To repair' : 'Repaired'}: ${because} (delete)`);
  }
  const imported = [];
  const tried = new Set(stale.map(({ address, cluster, principal }) => `${address} ${cluster}:${principal}`));
  const all = await tagged(ask, stack.deployment);
  for (;;) { // What is found makes known what belongs to it.
    const found = (await Promise.all([byTags(all, missing()), byName(ask, missing(), stack), byOwner(ask, missing(), stack)])).flat();
    const before = tried.size;
    for (const { address, type, id } of found) {
      if (tried.has(`${address} ${id}`)) {
        continue; // By tags and by name, or in vain before.
      }
      tried.add(`${address} ${id}`);
      const because = `${type} ${id} exists, and Terraform does not know it`;
      // The list by tags has what is long gone, too.
      if (dryRun || (!stack.known.has(address) && await carryOut({ do: 'import', address, id, because, isAws: true }))) {
        say(`${dryRun ? 'To repair' : 'Repaired'}: ${because} (import)`);
        imported.push({ address, type });
        stack.refresh();
      }
    }
    if (dryRun || tried.size === before) {
      break;
    }
  }
  await settle(ask, stack, { dryRun, say });
  if (destroying && !dryRun) {
    learnRetention(imported, stack, say);
  }
}

/**
 * Looks for what is missing in the state, and imports what exists; then for what AWS itself has added or brought back. Asks AWS only if something is
 * missing or stale, or before a destroy of a network.
 */
export async function repairAws(stack, options) {
  const { destroying, lateSeconds, say } = options;
  const hasNetwork = destroying && [...stack.known.keys()].some((address) => address.startsWith('aws_vpc.'));
  for (const block of [stack.config.provider?.aws ?? []].flat()) {
    const members = stack.resources.filter((it) => it.type.startsWith('aws_') && aliasOf(it) === block.alias
      && !(destroying && ADOPTED.test(it.type)));
    const isWhole = members.every(({ address }) => stack.known.has(address)) && (destroying || !knowsStaleEntry(stack));
    if (isWhole && !hasNetwork) {
      continue;
    }
    let ask;
    const settings = stack.resolve(block);
    const repairAs = (deployment) => repairRegion(ask, members, { ...stack, deployment }, options);
    const steps = [
      async () => (ask = await cliOf(settings)),
      ...(destroying ? [
        async () => isWhole || repairRegion(ask, members, stack, options),
        () => deleteGuardDuty(ask, stack, options),
        () => deleteLogGroups(ask, members, stack, { ...options, seconds: lateSeconds }),
      ] : [
        () => refuseFreePlan(settings, members, stack, options),
        async () => isWhole || takeUpKept(ask, members, stack, { ...options, region: settings.region, repairAs }),
        async () => isWhole || repairRegion(ask, members, stack, options),
        () => adoptLogGroups(ask, members, stack, options),
      ]),
    ];
    for (const step of steps) {
      const error = await step().then(() => undefined, (it) => it);
      if (error) {
        const why = error.code === 'ENOENT' ? 'there is no AWS CLI on the PATH' : error.message;
        say(`AWS does not answer (${why}): what an interrupted run has left there is not repaired.`);
      }
      if (error && (error.code === 'ENOENT' || !ask)) {
        break; // Not one right that is missing, but all.
      }
    }
  }
}
