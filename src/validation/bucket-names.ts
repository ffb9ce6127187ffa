import { Rule } from './shape';
import { text } from './values';

const RESERVED = 'No general purpose bucket has two dots side by side, the form of an IP address, a name that begins '
  + 'with "xn--" or "sthree-", or one that ends with "-s3alias", "--ol-s3", ".mrap", "--x-s3" or "--table-s3".';

const isWellFormed = (value: string) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(value);

/** A bucket that exists: old ones have names that S3 no longer gives. */
export const EXISTING_BUCKET_NAME: Rule<string> = text(
  'the name of an S3 bucket, without "s3://": 3 to 63 lower-case letters, digits, dots, hyphens and underscores',
  isBucketName, (name) => bucketNameRemedy(name) ?? (isWellFormed(name) ? RESERVED : undefined),
);

/**
 * Whether S3 has or had general purpose buckets of this name. Others have reserved beginnings and ends.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function isBucketName(value: string): boolean {
  return isWellFormed(value) && !value.includes('..')
    && !/^(\d{1,3}\.){3}\d{1,3}$/.test(value)
    && !/^(xn--|sthree-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(value);
}

/** The name of the bucket that a URI or an ARN is of, where one is given in place of the name. */
export function bucketNameRemedy(value: string): string | undefined {
  const name = /^(?:s3:\/\/|arn:aws[a-z-]*:s3:::)([^/]+)/i.exec(value)?.[1];
  return name !== undefined && isBucketName(name) ? `Did you mean "${name}"?` : undefined;
}
