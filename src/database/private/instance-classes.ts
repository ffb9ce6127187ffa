const UP_TO_16 = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];
const UP_TO_24 = [...UP_TO_16, '24xlarge'];
const UP_TO_32 = [...UP_TO_24, '32xlarge'];
const UP_TO_48 = [...UP_TO_24, '48xlarge'];
const BURSTABLE = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'];

/**
 * Sizes of the families that RDS has for a single instance of MySQL 8.4. Source:
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

/** The generation of each kind from which on RDS may have families by now that are not in the table. */
const NEWEST: { readonly [kind: string]: number } = { t: 5, m: 8, r: 8, x: 3 };

function families(sizes: string[], ...names: string[]): { [family: string]: string[] } {
  return Object.fromEntries(names.map((name) => [name, sizes]));
}

/** Splits `db.t4g.small`; undefined if it is no instance class. */
function split(instanceClass: string): { family: string; size: string } | undefined {
  const [, family, size] = /^db\.([a-z]+\d+[a-z-]*)\.(micro|small|medium|large|\d*xlarge)$/.exec(instanceClass) ?? [];
  return family === undefined ? undefined : { family, size };
}

/** Whether a name has the form of an instance class. */
export function isInstanceClass(name: string): boolean {
  return split(name) !== undefined;
}

/** Whether RDS has a class for MySQL 8.4: families that are newer than the table are let through. */
export function isMysqlClass(name: string): boolean {
  const { family, size } = split(name)!;
  const [, kind, generation] = /^([a-z]+)(\d+)/.exec(family)!;
  return SIZES[family]?.includes(size) ?? Number(generation) >= (NEWEST[kind] ?? Infinity);
}

/** What to use in place of a class that RDS has not. */
export function classRemedy(name: string): string {
  const sizes = SIZES[split(name)?.family ?? ''];
  return sizes ? `Its sizes are ${sizes.join(', ')}.`
    : 'Use for example "db.t4g.small" or "db.m7g.large".';
}
