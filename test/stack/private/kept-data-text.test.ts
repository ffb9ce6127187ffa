import { keptDataText } from '../../../src/stack/private/parts/kept-data-text';
import { Kept } from '../../../src/terraform/kept';

const DATABASE = { address: 'aws_db_instance.Db', name: 'acme-mysql', finalSnapshot: 'acme-mysql-final-0a1b', databaseName: 'meta', hasMlflow: true };
const BUCKET = { address: 'aws_s3_bucket.B', name: 'acme-store', settings: ['aws_s3_bucket_policy.P', 'aws_s3_bucket_versioning.V'] };
const REPOSITORY = { address: 'aws_ecr_repository.R', name: 'acme-images' };
const text = (kept: Partial<Kept>) => keptDataText({ region: 'eu-central-1', guard: 'terraform_data.Guard', ...kept });
const commands = (kept: Partial<Kept>) => text(kept).split('\n').filter((line) => line.startsWith('    ')).map((line) => line.trim()).filter((line) => !line.endsWith('.Guard'));

test('begins with the effect, how to delete everything, and how to continue', () => {
  expect(text({})).toBe([
    'DataRetention.KEEP: this stack contains data. Destroy is refused, and nothing is changed.',
    'To delete everything, including the data: set DataRetention.DELETE, apply, then destroy.',
    'To keep the data and destroy everything else: follow the steps below for each resource, then let destroy '
      + 'continue, and destroy again:',
    '    terraform state rm terraform_data.Guard',
    '',
  ].join('\n'));
});

test('the database: its protection, its snapshot, how to restore it', () => {
  expect(text({ database: DATABASE })).toContain('MySQL server acme-mysql (aws_db_instance.Db) has deletion protection');
  expect(text({ database: DATABASE })).toContain("DatabaseSource.existing({ host, username, password, databaseName: 'meta', zenmlUsername: 'zenml', mlflowDatabaseName: 'mlflow', mlflowUsername: 'mlflow' })");
  expect(commands({ database: DATABASE })).toEqual([
    'aws rds modify-db-instance --region eu-central-1 --db-instance-identifier acme-mysql --no-deletion-protection --apply-immediately',
    'aws rds restore-db-instance-from-db-snapshot --region eu-central-1 --db-instance-identifier acme-mysql-restored'
    + ' --db-snapshot-identifier acme-mysql-final-0a1b --db-subnet-group-name NAME --vpc-security-group-ids ID',
  ]);
});

test('the bucket: how to remove it from the state and import it, with or without its settings', () => {
  expect(text({ bucket: BUCKET })).toContain('ArtifactBucketSource.existing({ bucketName: \'acme-store\', path: \'\' })');
  expect(commands({ bucket: BUCKET })).toEqual([
    'terraform state rm aws_s3_bucket.B',
    'terraform state rm aws_s3_bucket_policy.P aws_s3_bucket_versioning.V',
    'terraform import aws_s3_bucket.B acme-store',
  ]);
});

test('each repository: how to remove it from the state and import it', () => {
  expect(commands({ repositories: [REPOSITORY, { address: 'aws_ecr_repository.S', name: 'team/other' }] })).toEqual([
    'terraform state rm aws_ecr_repository.R', 'terraform import aws_ecr_repository.R acme-images',
    'terraform state rm aws_ecr_repository.S', 'terraform import aws_ecr_repository.S team/other',
  ]);
});

test('contains no Terraform template', () => {
  expect(text({ database: DATABASE, bucket: BUCKET, repositories: [REPOSITORY] })).not.toMatch(/[$%]\{/);
});
