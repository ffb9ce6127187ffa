// Data that an earlier deployment with the same names retained (DataRetention.KEEP): an apply would fail after it has
// created part of the stack, or create an empty database although a snapshot of the old one exists. With --adopt the
// data is imported; otherwise the run fails before anything is created.
import { Ask, Tags, tagsOf } from './aws-cli';
import { Attributes, Resource } from './documents';
import { AwsRepairOptions, report } from './repairs';
import { Stack } from './stack';
import { ADDRESS, DEPLOYMENT, tagOf } from './synthesized';
import { fail } from './terraform';

/** A type of resource that holds data. */
interface Holder {
  readonly name: (values: Attributes) => string | undefined;
  /** Its name in messages. */
  readonly what: string;
  /** Its tags; undefined if it does not exist. */
  readonly tags: (name: string, ask: Ask) => Promise<Tags | null | undefined>;
  /** How to use or delete it. */
  readonly ways: (name: string, region: string | undefined) => readonly string[];
}

const HOLDERS: Readonly<Record<string, Holder>> = {
  aws_db_instance: {
    name: ({ identifier }) => identifier,
    what: 'MySQL server',
    tags: async (name, ask) =>
      ask(['rds', 'describe-db-instances', '--db-instance-identifier', name, '--query', 'DBInstances[0].TagList']),
    ways: (name, region) => [
      'Use it as it is: database: DatabaseSource.existing({ host, username, password }), with its network: '
        + 'NetworkSource.existing({ … })',
      `Delete it: aws rds modify-db-instance --region ${region} --db-instance-identifier ${name} `
        + `--no-deletion-protection --apply-immediately, then aws rds delete-db-instance --region ${region} `
        + `--db-instance-identifier ${name} --final-db-snapshot-identifier ${name}-last`,
    ],
  },
  aws_s3_bucket: {
    name: ({ bucket }) => bucket,
    what: 'S3 bucket',
    tags: async (name, ask) => await ask<Tags>(['s3api', 'get-bucket-tagging', '--bucket', name, '--query', 'TagSet'])
      ?? (await ask(['s3api', 'head-bucket', '--bucket', name]) === undefined ? undefined : []),
    ways: (name, region) => [
      `Use it as it is: artifactBucket: ArtifactBucketSource.existing({ bucketName: '${name}', path: '' })`,
      'Delete it: empty it in the AWS console, old versions too, then aws s3api delete-bucket '
        + `--region ${region} --bucket ${name}`,
    ],
  },
  aws_ecr_repository: {
    name: ({ name }) => name,
    what: 'ECR repository',
    tags: async (name, ask) => {
      const query = 'repositories[0].repositoryArn';
      const arn = await ask<string>(['ecr', 'describe-repositories', '--repository-names', name, '--query', query]);
      return arn ? ask<Tags>(['ecr', 'list-tags-for-resource', '--resource-arn', arn, '--query', 'tags']) : undefined;
    },
    ways: (name, region) =>
      [`Delete it with its images: aws ecr delete-repository --region ${region} --repository-name ${name} --force`],
  },
};

interface Held {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly exists: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** Existing resources with data that are missing from the state, without those of this deployment. */
async function holders(ask: Ask, members: readonly Resource[], stack: Stack): Promise<Held[]> {
  const asked = await Promise.all(members.map(async ({ address, type, values }): Promise<Held[]> => {
    const holder = stack.known.has(address) ? undefined : HOLDERS[type];
    const name = holder?.name(stack.resolve(values));
    if (!holder || !name) {
      return [];
    }
    // For a bucket in another account or region, AWS only returns that access is denied.
    const tags = await holder.tags(name, ask).catch(() => undefined);
    return [{ address, type, name, exists: tags !== undefined, tags: tagsOf(tags) }];
  }));
  return asked.flat().filter(({ exists, tags }) =>
    !exists || stack.deployment === undefined || tags[DEPLOYMENT] !== stack.deployment);
}

interface Snapshot { readonly id: string; readonly time: string; readonly server: string }
interface DescribedSnapshot { readonly DBSnapshotIdentifier: string; readonly SnapshotCreateTime: string }

/** The final snapshots of a database that no longer exists, the newest first. */
async function snapshotsOf(server: string, ask: Ask): Promise<Snapshot[]> {
  const question = [
    'rds', 'describe-db-snapshots', '--db-instance-identifier', server, '--snapshot-type', 'manual',
    '--query', 'DBSnapshots',
  ];
  const found = await ask<DescribedSnapshot[]>(question).catch(() => []) ?? [];
  return found.filter(({ DBSnapshotIdentifier: id }) => id.startsWith(`${server}-final-`))
    .map(({ DBSnapshotIdentifier: id, SnapshotCreateTime: time }) => ({ id, time: `${time}`.slice(0, 16), server }))
    .sort((a, b) => b.time.localeCompare(a.time));
}

const indented = (ways: readonly string[]) => ways.map((it) => `      ${it}`);

/** How to use or delete a snapshot. */
const waysOf = ({ id }: Snapshot, region: string | undefined) => [
  'Use it: restore it, then database: DatabaseSource.existing({ … }), as described in docs/operations.md under '
    + '"Deploy again on kept data"',
  'Start with an empty database beside it: run the same command again with --new-database',
  `Delete it: aws rds delete-db-snapshot --region ${region} --db-snapshot-identifier ${id}`,
];

/** Whether an earlier deployment of the same configuration has created a resource. */
const isOurs = ({ address, tags }: Held): boolean => Boolean(tags[DEPLOYMENT]) && tags[ADDRESS] === tagOf(address);

function refusal(
  found: readonly Held[], snapshots: readonly Snapshot[],
  { region, folder }: { readonly region: string | undefined; readonly folder: string },
): string {
  return [
    'AWS has data under the names of this stack that is not in Terraform\'s state. In most cases an earlier deployment '
      + 'has kept it:',
    ...found.flatMap(({ type, name }) =>
      [`  - ${HOLDERS[type].what} ${name}`, ...indented(HOLDERS[type].ways(name, region))]),
    ...snapshots.flatMap((it) => [
      `  - snapshot ${it.id} of MySQL server ${it.server}, ${it.time}`, ...indented(waysOf(it, region)),
    ]),
    'Nothing was created.',
    ...(found.length === 0 ? [] : found.every(isOurs)
      ? [
        'If no other stack uses the data, import all of it into this state:',
        `  npx cdktf-zenml-aws repair ${folder} --adopt`,
      ]
      : ['It lacks the tags of a stack like this one: choose another prefix if it belongs to somebody else.']),
    'Or choose another prefix.',
  ].join('\n');
}

export interface KeptOptions extends AwsRepairOptions {
  readonly region: string | undefined;
  /** Repairs the stack as if it were the deployment with an id. */
  readonly repairAs: (deployment: string) => Promise<void>;
}

/**
 * Imports kept data, and all other resources with the same deployment id. Before the first apply, the state takes that
 * deployment's id, and the following steps import its resources. Later, they are imported here, and the apply tags them
 * with this deployment's id.
 */
async function adopt(ours: readonly Held[], stack: Stack, options: KeptOptions): Promise<void> {
  const ids = [...new Set(ours.map(({ tags }) => tags[DEPLOYMENT]))];
  if (options.dryRun) {
    ours.forEach(({ type, name }) => report(options, `${type} ${name} was kept by an earlier deployment`, 'import'));
  } else if (stack.deployment === undefined && ids.length === 1) {
    const [id] = ids;
    const because = 'an earlier deployment has kept data';
    await options.carryOut({ do: 'import', address: 'terraform_data.StackDeployment', id, because, isAws: true });
    report(options, `${because}, and this one takes it over`, 'import');
    stack.deployment = id;
    stack.refresh();
  } else {
    for (const id of ids) {
      await options.repairAs(id);
    }
  }
}

/** Fails if kept data exists, or imports the data with `adopt`. */
export async function takeUpKept(
  ask: Ask, members: readonly Resource[], stack: Stack, options: KeptOptions,
): Promise<void> {
  const asked = await holders(ask, members, stack);
  const found = asked.filter(({ exists }) => exists);
  if (options.adopt) {
    await adopt(found.filter(isOurs), stack, options);
  }
  const left = options.adopt ? found.filter((it) => !isOurs(it)) : found;
  const gone = options.newDatabase ? [] : asked.filter(({ type, exists }) => type === 'aws_db_instance' && !exists);
  const snapshots = (await Promise.all(gone.map(async ({ name }) => snapshotsOf(name, ask)))).flat();
  if (left.length + snapshots.length > 0) {
    (options.dryRun ? options.say : fail)(refusal(left, snapshots, { region: options.region, folder: stack.folder }));
  }
}
