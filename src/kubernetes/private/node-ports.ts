import { TerraformProvider, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { ServiceExposure } from '..';
import { isUnknown, Validation } from '../../validation/validation';

/** Ports of nodes that a Service takes, and the cluster that it is on, as far as a stack knows. */
interface TakenPorts {
  readonly owner: IConstruct;
  readonly alias?: string;
  readonly ports: { readonly [prop: string]: number | undefined };
}

/** By stacks. */
const TAKEN = new WeakMap<TerraformStack, TakenPorts[]>();

/**
 * Takes the ports of an exposure on the nodes of a cluster: Kubernetes gives each to one Service.
 *
 * @throws Error if another Service of the stack has one of them
 */
export function takeNodePorts(owner: IConstruct, { _nodePort }: ServiceExposure, provider?: TerraformProvider): void {
  if (!_nodePort) {
    return;
  }
  const stack = TerraformStack.of(owner);
  const others = TAKEN.get(stack) ?? [];
  // The default provider has no alias.
  const alias = provider?.alias;
  const ports = { nodePort: _nodePort.nodePort, healthNodePort: _nodePort.healthNodePort };
  Validation.run(`${owner.constructor.name} '${owner.node.path}'`, (v) =>
    Object.entries(ports).filter(([, port]) => port !== undefined && !isUnknown(port)).forEach(([prop, port]) => {
      const other = others.find((it) => it.alias === alias && Object.values(it.ports).includes(port));
      if (other) {
        v.at('exposure').add(prop,
          `must differ from the ports of '${other.owner.node.path}' on the same cluster, got ${port}`,
          'Kubernetes gives a port of the nodes to one Service: name another.');
      }
    }));
  TAKEN.set(stack, [...others, { owner, alias, ports }]);
}
