import { Config } from './config';

const FILE = 'examples/eks-s3-rds/config.ts';

/** A field of config.ts: `vpcCidr`, `nodes.minSize`. */
type Field = { [K in keyof Config & string]: K | Member<K, NonNullable<Config[K]>> }[keyof Config & string];
type Member<Name extends string, T> = T extends object ? `${Name}.${keyof T & string}` : never;

/** Fields that app.ts hands on under another name, by which the library knows them. All others keep theirs. */
const FIELDS: { readonly [prop: string]: Field } = {
  'network.cidr': 'vpcCidr',
  'network.availabilityZoneCount': 'availabilityZoneCount',
  'network.natGateways': 'natGateways',
  'cluster.kubernetesVersion': 'kubernetesVersion',
  'cluster.endpointPublicAccessCidrs': 'endpointPublicAccessCidrs',
  'cluster.adminPrincipalArns': 'adminPrincipalArns',
  'cluster.nodeGroup': 'nodes',
  'cluster.nodeGroups.gpu': 'gpuNodes',
  'options': 'gpuNodes', // of NodeGroup.gpu()
  'clusterAutoscaler.enabled': 'clusterAutoscaler',
  'containerRegistry.enabled': 'containerRegistry',
  'entrance.allowedCidrs': 'allowedCidrs',
  'domain.zoneName': 'domain',
};

/** A message of the library with the names of config.ts: `'cluster.nodeGroup.minSize'` is `'nodes.minSize'` there. */
export function inNamesOfConfig(message: string): string {
  return message
    .replace(/'([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g, (name: string, path: string) => {
      const prop = Object.keys(FIELDS).find((it) => path === it || path.startsWith(`${it}.`));
      return prop === undefined ? name : `'${FIELDS[prop]}${path.slice(prop.length)}`;
    })
    .replace(/^\S+(?: '[^']*')? has (\d+ problems?) in its props:/, `${FILE} has $1:`);
}

/** What to print for an error: what the user can mend, without a stack trace, which would hide it. */
export function explain(error: unknown): string {
  const { name, message, stack, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) {
    return `The stack cannot be written in ${process.cwd()} (${message}): make the folder writable, or make room.`;
  }
  // Programs throw these, not users; ts-node's own error is the compiler's message.
  if (name !== 'Error' && name !== 'TSError') {
    return `This is a defect of the library or of app.ts, please report it: ${stack}`;
  }
  const text = inNamesOfConfig(message);
  return text.includes(FILE) ? text : `${FILE}: ${text}`;
}
