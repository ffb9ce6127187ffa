import { TerraformProvider, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { ServiceExposure } from '..';
import { isSameCluster } from '../../terraform/same-cluster';
import { isUnknown, Validation } from '../../validation/validation';

/** Node ports of a Service, and its cluster. */
interface TakenPorts {
  readonly owner: IConstruct;
  readonly provider?: TerraformProvider;
  readonly ports: { readonly [prop: string]: number | undefined };
}

/** Node ports in use, by stack. */
const TAKEN = new WeakMap<TerraformStack, TakenPorts[]>();

/**
 * Reserves the node ports of an exposure on a cluster. Kubernetes assigns each to one Service.
 *
 * @throws Error if another Service of the stack uses one of them
 */
export function takeNodePorts(owner: IConstruct, exposure: ServiceExposure, provider?: TerraformProvider): void {
  const given = exposure._source.nodePort;
  if (!given) {
    return;
  }
  const stack = TerraformStack.of(owner);
  const others = TAKEN.get(stack) ?? [];
  const ports = { nodePort: given.nodePort, healthNodePort: given.healthNodePort };
  Validation.run(`${owner.constructor.name} '${owner.node.path}'`, (v) =>
    Object.entries(ports).filter(([, port]) => port !== undefined && !isUnknown(port)).forEach(([prop, port]) => {
      const other = others.find((it) => Object.values(it.ports).includes(port)
        && isSameCluster({ ...it, scope: it.owner }, { scope: owner, provider }));
      if (other) {
        v.at('exposure').add(prop,
          `got ${port}. Must differ from the ports of '${other.owner.node.path}' on the same cluster`,
          'Kubernetes gives a port of the nodes to one Service: name another.');
      }
    }));
  TAKEN.set(stack, [...others, { owner, provider, ports }]);
}
