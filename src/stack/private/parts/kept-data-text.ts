import { Kept, KeptBucket, KeptDatabase, KeptResource } from '../../../terraform/kept';

/** Message of `destroy` about the data that it keeps, and how to access it. */
export function keptDataText(kept: Kept): string {
  const lines = [
    'DataRetention.KEEP: this stack holds data. A destroy is refused, and changes nothing.',
    'To delete everything, the data too: set DataRetention.DELETE, apply, then destroy.',
    'To destroy what can be made again and keep data: do what is said below for each, then let destroy go on, and'
    + ' destroy again:',
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
    `MySQL server ${name} (${address}) is protected from deletion: destroy stops at it. It runs on in its network, and`
    + ' costs what it did.',
    '  To delete it and leave a final snapshot, turn the protection off:',
    `    aws rds modify-db-instance --region ${region} --db-instance-identifier ${name} --no-deletion-protection`
    + ' --apply-immediately',
    `  The snapshot is ${finalSnapshot}. To have the server again, with its user and password, in a network of your`
    + ' choice:',
    `    aws rds restore-db-instance-from-db-snapshot --region ${region} --db-instance-identifier ${name}-restored`
    + ` --db-snapshot-identifier ${finalSnapshot} --db-subnet-group-name NAME --vpc-security-group-ids ID`,
    '  A stack of the same prefix takes up its data with DatabaseSource.existing({ host, username, password,'
    + ` databaseName: '${databaseName}', zenmlUsername: 'zenml'${names} }).`,
    '  A lost password is replaced by: aws rds modify-db-instance --master-user-password',
  ];
}

function encryptionKeyText(key: string): string[] {
  return [
    '',
    'Secrets in ZenML\'s database are encrypted with a key that is in the state, and goes with it. The database has it'
    + ' as well, and a later stack restores it, as long as the server\'s administrator has the password of today. To'
    + ' read it:',
    `    echo 'nonsensitive(${key})' | terraform console`,
    '  A later server of ZenML takes it: ZenmlServerSource.create({ encryptionKey })',
  ];
}

function bucketText({ address, name, settings }: KeptBucket): string[] {
  return [
    '',
    `S3 bucket ${name} stays if it holds objects; destroy stops at it, unless it is taken out of the state:`,
    `    terraform state rm ${address}`,
    '  Its settings (no public access, TLS only, versions) go, unless they are taken out as well, before destroy:',
    `    terraform state rm ${settings.join(' ')}`,
    `  A later stack uses the bucket with ArtifactBucketSource.existing({ bucketName: '${name}', path: '' }), or`
    + ' takes it back:',
    `    terraform import ${address} ${name}`,
  ];
}

function repositoryText({ address, name }: KeptResource): string[] {
  return [
    '',
    `ECR repository ${name} stays if it holds images; destroy stops at it, unless it is taken out of the state:`,
    `    terraform state rm ${address}`,
    '  A later stack takes it back:',
    `    terraform import ${address} ${name}`,
  ];
}
