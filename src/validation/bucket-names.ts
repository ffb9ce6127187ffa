import { Rule } from './shape';
import { text } from './values';

const RESERVED = 'No general purpose bucket has two dots side by side, the form of an IP address, a name that begins '
  + 'with "xn--" or "sthree-", or one that ends with "-s3alias", "--ol-s3", ".mrap", "--x-s3" or "--table-s3".';

const isWellFormed = (value: string) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(value);

/** Rules for the name of an existing bucket: old buckets have names that S3 no longer allows. */
export const EXISTING_BUCKET_NAME: Rule<string> = text(
  'the name of an S3 bucket, without "s3://": 3 to 63 lower-case letters, digits, dots, hyphens and underscores',
  isBucketName, (name) => bucketNameRemedy(name) ?? (isWellFormed(name) ? RESERVED : undefined),
);

/**
 * Whether a name is or was allowed for general purpose buckets. Reserved prefixes and suffixes are not. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function isBucketName(value: string): boolean {
  return isWellFormed(value) && !value.includes('..')
    && !/^(\d{1,3}\.){3}\d{1,3}$/.test(value)
    && !/^(xn--|sthree-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(value);
}

/** Remedy for a URI or an ARN instead of a bucket name. */
export function bucketNameRemedy(value: string): string | undefined {
  const name = /^(?:s3:\/\/|arn:aws[a-z-]*:s3:::)([^/]+)/i.exec(value)?.[1];
  return name !== undefined && isBucketName(name) ? `Did you mean "${name}"?` : undefined;
}
