import { Kept, KeptBucket, KeptDatabase, KeptResource } from '../../../terraform/kept';

/** Message of `destroy` about the data that it keeps, and how to access it. */
export function keptDataText(kept: Kept): string {
  const lines = [
    'DataRetention.KEEP: this stack contains data. Destroy is refused, and nothing is changed.',
    'To delete everything, including the data: set DataRetention.DELETE, apply, then destroy.',
    'To keep the data and destroy everything else: follow the steps below for each resource, then let destroy '
      + 'continue, and destroy again:',
    `    terraform state rm ${kept.guard}`,
    ...(kept.database ? databaseText(kept.region, kept.database) : []),
    ...(kept.encryptionKey ? encryptionKeyText(kept.encryptionKey) : []),
    ...(kept.bucket ? bucketText(kept.bucket) : []),
    ...(kept.repositories ?? []).flatMap(repositoryText),
  ];
  return `${lines.join('\n')}\n`;
}

function databaseText(region: string, database: KeptDatabase): string[] {
  const { address, name, finalSnapshot, databaseName, hasMlflow } = database;
  const names = hasMlflow ? ", mlflowDatabaseName: 'mlflow', mlflowUsername: 'mlflow'" : '';
  return [
    '',
    `MySQL server ${name} (${address}) has deletion protection: destroy stops at it. It continues to run in its `
      + 'network, at the same cost.',
    '  To delete it and keep a final snapshot, disable the protection:',
    `    aws rds modify-db-instance --region ${region} --db-instance-identifier ${name} --no-deletion-protection`
    + ' --apply-immediately',
    `  The snapshot is ${finalSnapshot}. To restore the server with its user and password, in a network of your `
      + 'choice:',
    `    aws rds restore-db-instance-from-db-snapshot --region ${region} --db-instance-identifier ${name}-restored`
    + ` --db-snapshot-identifier ${finalSnapshot} --db-subnet-group-name NAME --vpc-security-group-ids ID`,
    '  A stack with the same prefix uses its data with DatabaseSource.existing({ host, username, password, '
      + `databaseName: '${databaseName}', zenmlUsername: 'zenml'${names} }).`,
    '  To reset a lost password: aws rds modify-db-instance --master-user-password',
  ];
}

function encryptionKeyText(key: string): string[] {
  return [
    '',
    "Secrets in ZenML's database are encrypted with a key in the state, which is deleted with the state. The "
      + "database also contains the key, and a later stack restores it if the password of the server's "
      + 'administrator has not changed. To read it:',
    `    echo 'nonsensitive(${key})' | terraform console`,
    '  To use it in a later ZenML server: ZenmlServerSource.create({ encryptionKey })',
  ];
}

function bucketText({ address, name, settings }: KeptBucket): string[] {
  return [
    '',
    `S3 bucket ${name} is kept if it contains objects. Destroy stops at it unless you remove it from the state:`,
    `    terraform state rm ${address}`,
    '  Its settings (no public access, TLS only, versions) are deleted unless you remove them from the state as '
      + 'well, before destroy:',
    `    terraform state rm ${settings.join(' ')}`,
    `  A later stack uses the bucket with ArtifactBucketSource.existing({ bucketName: '${name}', path: '' }), or `
      + 'imports it:',
    `    terraform import ${address} ${name}`,
  ];
}

function repositoryText({ address, name }: KeptResource): string[] {
  return [
    '',
    `ECR repository ${name} is kept if it contains images. Destroy stops at it unless you remove it from the state:`,
    `    terraform state rm ${address}`,
    '  A later stack imports it:',
    `    terraform import ${address} ${name}`,
  ];
}
