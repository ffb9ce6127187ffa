/** A resource that is kept. */
export interface KeptResource {
  /** Its address in Terraform's state. */
  readonly address: string;
  /** Its name in AWS. */
  readonly name: string;
}

/** What a stack keeps. */
export interface Kept {
  /** The AWS region. */
  readonly region: string;
  /** The database, with the name of the snapshot that it leaves when it is deleted. */
  readonly database?: KeptResource & { readonly finalSnapshot: string };
  /** The bucket, with the addresses of its settings. */
  readonly bucket?: KeptResource & { readonly settings: string[] };
  /** The repositories. */
  readonly repositories?: KeptResource[];
}

/** What `destroy` says about the data it keeps, and how to get at it. */
export function keptDataText(kept: Kept): string {
  return [
    'DataRetention.KEEP: destroy takes away what can be made again, and stops with an error at what holds data. That is meant.',
    'To go on, do what is said below and destroy again. To delete all data instead: set DataRetention.DELETE and apply, before you destroy.',
    ...(kept.database ? databaseText(kept.region, kept.database) : []),
    ...(kept.bucket ? bucketText(kept.bucket) : []),
    ...(kept.repositories ?? []).flatMap(repositoryText),
  ].join('\n') + '\n';
}

function databaseText(region: string, { address, name, finalSnapshot }: NonNullable<Kept['database']>): string[] {
  return [
    '',
    `MySQL server ${name} (${address}) is protected from deletion: it runs on in its network, and costs what it did.`,
    '  To delete it and leave a final snapshot, turn the protection off and destroy again:',
    `    aws rds modify-db-instance --region ${region} --db-instance-identifier ${name} --no-deletion-protection --apply-immediately`,
    `  The snapshot is ${finalSnapshot}. To have the server again, with its user and password, in a network of your choice:`,
    `    aws rds restore-db-instance-from-db-snapshot --region ${region} --db-instance-identifier ${name}-restored`
    + ` --db-snapshot-identifier ${finalSnapshot} --db-subnet-group-name NAME --vpc-security-group-ids ID`,
    '  A stack uses it with DatabaseSource.existing(...). A lost password is replaced by: aws rds modify-db-instance --master-user-password',
  ];
}

function bucketText({ address, name, settings }: NonNullable<Kept['bucket']>): string[] {
  return [
    '',
    `S3 bucket ${name} stays if it holds objects. So that destroy ends:`,
    `    terraform state rm ${address}`,
    '  Its settings (no public access, TLS only, versions) go, unless they are taken out as well, before destroy:',
    `    terraform state rm ${settings.join(' ')}`,
    `  A later stack uses the bucket with ArtifactBucketSource.existing({ bucketName: '${name}' }), or takes it back:`,
    `    terraform import ${address} ${name}`,
  ];
}

function repositoryText({ address, name }: KeptResource): string[] {
  return [
    '',
    `ECR repository ${name} stays if it holds images. So that destroy ends:`,
    `    terraform state rm ${address}`,
    '  A later stack takes it back:',
    `    terraform import ${address} ${name}`,
  ];
}
