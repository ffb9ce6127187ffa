// What an earlier deployment of the same names has kept (DataRetention.KEEP): an apply would fail at it after it has created half of the stack, or start
// with an empty database beside a snapshot of the old one. It is taken up with --adopt, or the run is refused before anything is created.
import { tagsOf } from './aws-cli.mjs';
import { ADDRESS, DEPLOYMENT, tagOf } from './synthesized.mjs';
import { fail } from './terraform.mjs';

/** By type, for a name: what it is called, how AWS is asked for its tags (undefined if there is none), and how it is used or deleted. */
const HOLDERS = {
  aws_db_instance: {
    name: ({ identifier }) => identifier,
    what: 'MySQL server',
    tags: (name, ask) => ask(['rds', 'describe-db-instances', '--db-instance-identifier', name, '--query', 'DBInstances[0].TagList']),
    ways: (name, region) => [
      "Use it as it is: database: DatabaseSource.existing({ host, username, password }), with its network: NetworkSource.existing({ … })",
      `Delete it: aws rds modify-db-instance --region ${region} --db-instance-identifier ${name} --no-deletion-protection --apply-immediately, then `
        + `aws rds delete-db-instance --region ${region} --db-instance-identifier ${name} --final-db-snapshot-identifier ${name}-last`,
    ],
  },
  aws_s3_bucket: {
    name: ({ bucket }) => bucket,
    what: 'S3 bucket',
    tags: async (name, ask) => await ask(['s3api', 'get-bucket-tagging', '--bucket', name, '--query', 'TagSet'])
      ?? (await ask(['s3api', 'head-bucket', '--bucket', name]) === undefined ? undefined : []),
    ways: (name, region) => [
      `Use it as it is: artifactBucket: ArtifactBucketSource.existing({ bucketName: '${name}', path: '' })`,
      `Delete it: empty it in the AWS console, old versions too, then aws s3api delete-bucket --region ${region} --bucket ${name}`,
    ],
  },
  aws_ecr_repository: {
    name: ({ name }) => name,
    what: 'ECR repository',
    tags: async (name, ask) => {
      const arn = await ask(['ecr', 'describe-repositories', '--repository-names', name, '--query', 'repositories[0].repositoryArn']);
      return arn ? ask(['ecr', 'list-tags-for-resource', '--resource-arn', arn, '--query', 'tags']) : undefined;
    },
    ways: (name, region) => [`Delete it with its images: aws ecr delete-repository --region ${region} --repository-name ${name} --force`],
  },
};

/** All of the configuration's names that hold data, are not in the state, and exist; each with its tags. */
async function holders(ask, members, stack) {
  const named = members.filter(({ address, type }) => HOLDERS[type] && !stack.known.has(address))
    .map(({ address, type, values }) => ({ address, type, name: HOLDERS[type].name(stack.resolve(values)) })).filter(({ name }) => name);
  const asked = await Promise.all(named.map(async (it) => {
    // Of a bucket in another account or region AWS says no more than that it may not be asked for.
    const tags = await HOLDERS[it.type].tags(it.name, ask).catch(() => undefined);
    return { ...it, exists: tags !== undefined, tags: tagsOf(tags) };
  }));
  return asked.filter(({ exists, tags }) => !exists || stack.deployment === undefined || tags[DEPLOYMENT] !== stack.deployment);
}

/** The final snapshots of a server that is no more, the newest first. */
async function snapshotsOf(name, ask) {
  const asked = ['rds', 'describe-db-snapshots', '--db-instance-identifier', name, '--snapshot-type', 'manual', '--query', 'DBSnapshots'];
  return (await ask(asked).catch(() => []) ?? []).filter(({ DBSnapshotIdentifier: id }) => id.startsWith(`${name}-final-`))
    .map(({ DBSnapshotIdentifier: id, SnapshotCreateTime: time }) => ({ id, time: `${time}`.slice(0, 16) }))
    .sort((a, b) => b.time.localeCompare(a.time));
}

const indented = (ways) => ways.map((it) => `      ${it}`);

function refusal(found, snapshots, { region, folder }) {
  const isOurs = found.every(({ address, tags }) => tags[DEPLOYMENT] && tags[ADDRESS] === tagOf(address));
  return [
    'AWS has data under the names of this stack that Terraform\'s state does not know, mostly kept by an earlier deployment:',
    ...found.flatMap(({ type, name }) => [`  - ${HOLDERS[type].what} ${name}`, ...indented(HOLDERS[type].ways(name, region))]),
    ...snapshots.flatMap(({ id, time, of }) => [`  - snapshot ${id} of MySQL server ${of}, ${time}`, ...indented([
      'Use it: restore it, then database: DatabaseSource.existing({ … }), as docs/operations.md says under "Deploy again on kept data"',
      'Start with an empty database beside it: the same command again with --new-database',
      `Delete it: aws rds delete-db-snapshot --region ${region} --db-snapshot-identifier ${id}`,
    ])]),
    'Nothing was created.',
    ...(found.length > 0 && isOurs ? ['If no other stack uses it any more, take all of it up again, into this state:', `  npx cdktf-zenml-aws repair ${folder} --adopt`]
      : found.length > 0 ? ['It does not carry the tags of a stack like this one: choose another prefix if it is somebody else\'s.'] : []),
    'Or choose another prefix.',
  ].join('\n');
}

/**
 * Refuses to go on where data is kept. With `adopt` it is taken up instead, with all else that carries the same deployment's id: before the first apply of
 * a state that is this deployment from then on, and what follows imports its resources; later they are imported here, and get this one's id by the apply.
 */
export async function takeUpKept(ask, members, stack, { region, adopt, newDatabase, dryRun, say, carryOut, repairAs }) {
  const asked = await holders(ask, members, stack);
  const found = asked.filter(({ exists }) => exists);
  const ours = found.filter(({ address, tags }) => tags[DEPLOYMENT] && tags[ADDRESS] === tagOf(address));
  const ids = [...new Set(ours.map(({ tags }) => tags[DEPLOYMENT]))];
  if (adopt && dryRun) {
    ours.forEach(({ type, name }) => say(`To repair: ${type} ${name} was kept by an earlier deployment (import)`));
  } else if (adopt && stack.deployment === undefined && ids.length === 1) {
    const because = 'an earlier deployment has kept data';
    await carryOut({ do: 'import', address: 'terraform_data.StackDeployment', id: ids[0], because, isAws: true });
    say(`Repaired: ${because}, and this one takes it up (import)`);
    stack.deployment = ids[0];
    stack.refresh();
  } else if (adopt) {
    for (const id of ids) {
      await repairAs(id);
    }
  }
  const left = adopt ? found.filter((it) => !ours.includes(it)) : found;
  const gone = newDatabase ? [] : asked.filter(({ type, exists }) => type === 'aws_db_instance' && !exists);
  const snapshots = (await Promise.all(gone.map(async ({ name }) => (await snapshotsOf(name, ask)).map((it) => ({ ...it, of: name }))))).flat();
  if (left.length + snapshots.length > 0) {
    (dryRun ? say : fail)(refusal(left, snapshots, { region, folder: stack.folder }));
  }
}
