const UP_TO_16 = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];
const UP_TO_24 = [...UP_TO_16, '24xlarge'];
const UP_TO_32 = [...UP_TO_24, '32xlarge'];
const UP_TO_48 = [...UP_TO_24, '48xlarge'];
const BURSTABLE = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'];

/**
 * Sizes of the instance families that RDS supports for a single instance of MySQL 8.4. Source:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const SIZES: { readonly [family: string]: string[] } = {
  ...families(BURSTABLE, 't3', 't4g'),
  ...families(UP_TO_16, 'm6g', 'm6gd', 'm7g', 'r6g', 'r6gd', 'r7g', 'x2g'),
  ...families(UP_TO_24, 'm5', 'm5d', 'r5', 'r5b', 'r5d'),
  ...families(UP_TO_32, 'm6i', 'm6id', 'm6idn', 'm6in', 'r6i', 'r6id', 'r6idn', 'r6in'),
  ...families(UP_TO_48, 'm7i', 'm8g', 'm8gd', 'r7i', 'r8g', 'r8gd'),
  x2idn: ['16xlarge', '24xlarge', '32xlarge'],
  x2iedn: ['xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge', '24xlarge', '32xlarge'],
};

/** First generation of each kind whose families may be missing in the table, because RDS may have added them since. */
const NEWEST: { readonly [kind: string]: number } = { t: 5, m: 8, r: 8, x: 3 };

function families(sizes: string[], ...names: string[]): { [family: string]: string[] } {
  return Object.fromEntries(names.map((name) => [name, sizes]));
}

/** Splits an instance class such as `db.t4g.small`; undefined for any other string. */
function split(instanceClass: string): { family: string; size: string } | undefined {
  const [, family, size] = /^db\.([a-z]+\d+[a-z-]*)\.(micro|small|medium|large|\d*xlarge)$/.exec(instanceClass) ?? [];
  return family === undefined ? undefined : { family, size };
}

/** Whether a name has the form of an instance class. */
export function isInstanceClass(name: string): boolean {
  return split(name) !== undefined;
}

/** Whether RDS supports a class for MySQL 8.4. Families that are newer than the table are allowed. */
export function isMysqlClass(name: string): boolean {
  const { family, size } = split(name)!;
  const [, kind, generation] = /^([a-z]+)(\d+)/.exec(family)!;
  return SIZES[family]?.includes(size) ?? Number(generation) >= (NEWEST[kind] ?? Infinity);
}

/** Remedy for an unsupported class. */
export function classRemedy(name: string): string {
  const sizes = SIZES[split(name)?.family ?? ''];
  return sizes ? `Its sizes are ${sizes.join(', ')}.`
    : 'Use for example "db.t4g.small" or "db.m7g.large".';
}
