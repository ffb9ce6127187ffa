// Policy statements, composed from grants.

/** The operators of a condition, each with its keys. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}

/** Global services: their calls have the region of their endpoint. */
const GLOBAL = ['iam', 'route53', 'freetier'];

const PARTITIONS: Readonly<Record<string, string>> = {
  'cn-': 'aws-cn',
  'us-gov-': 'aws-us-gov',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'us-isof-': 'aws-iso-f',
  'eu-isoe-': 'aws-iso-e',
};

/** The partition of a region. */
export const partitionOf = (region: string): string =>
  Object.entries(PARTITIONS).find(([start]) => region.startsWith(start))?.[1] ?? 'aws';

/** Actions with the same resources and the same condition. */
interface Grant {
  readonly service: string;
  readonly resources: readonly string[];
  readonly condition: Condition;
  readonly actions: ReadonlySet<string>;
}

/** Allowed actions of one service, on the given resources, or on all resources in the region if there are none. */
export interface Allowed {
  readonly service: string;
  readonly region: string;
  readonly resources: readonly string[];
  /** Names without the service, separated by spaces. */
  readonly actions: string;
  readonly condition?: Condition;
}

/** Grants, collected one by one. */
export class Grants {
  private readonly all = new Map<string, Grant & { readonly actions: Set<string> }>();

  public constructor(private readonly account: string) {}

  public add({ service, region, resources: names, actions, condition: given = {} }: Allowed): void {
    const isEverything = names.length === 0;
    const isRegional = isEverything && region !== '*' && !GLOBAL.includes(service);
    const regional: Condition = isRegional ? { StringEquals: { 'aws:RequestedRegion': region } } : {};
    const operators = [...new Set([...Object.keys(regional), ...Object.keys(given)])];
    const condition = Object.fromEntries(operators.map((it) => [it, { ...regional[it], ...given[it] }]));
    const resources = isEverything ? ['*'] : this.arns(service, region, names).sort();
    const key = JSON.stringify([service, resources, condition]);
    const grant = this.all.get(key) ?? { service, resources, condition, actions: new Set<string>() };
    this.all.set(key, grant);
    actions.split(' ').forEach((action) => grant.actions.add(`${service}:${action}`));
  }

  public statements(): Statement[] {
    const counts: Record<string, number> = {};
    return this.together().sort((a, b) => a.service.localeCompare(b.service))
      .map(({ service, actions, resources, condition }) => {
        counts[service] = (counts[service] ?? 0) + 1;
        return {
          Sid: `${service[0].toUpperCase()}${service.slice(1)}${counts[service]}`,
          Effect: 'Allow',
          Action: actions,
          Resource: resources.length === 1 ? resources[0] : resources,
          ...(Object.keys(condition).length > 0 && { Condition: condition }),
        };
      });
  }

  private arns(service: string, region: string, resources: readonly string[]): string[] {
    const regionPart = GLOBAL.includes(service) ? '' : region;
    const accountPart = service === 'route53' ? '' : this.account;
    const place = service === 's3' ? ':' : `${regionPart}:${accountPart}`;
    return resources.map((it) => (it.startsWith('arn:') ? it : `arn:${partitionOf(region)}:${service}:${place}:${it}`));
  }

  /** Grants of the same actions, as one. */
  private together(): Array<Omit<Grant, 'actions'> & { readonly actions: readonly string[] }> {
    const all = new Map<string, Omit<Grant, 'actions'> & { readonly actions: readonly string[] }>();
    for (const { service, actions: set, resources, condition } of this.all.values()) {
      const actions = [...set].sort();
      const key = JSON.stringify([actions, condition]);
      const together = [...new Set([...all.get(key)?.resources ?? [], ...resources])].sort();
      all.set(key, { service, actions, condition, resources: together });
    }
    return [...all.values()];
  }
}
