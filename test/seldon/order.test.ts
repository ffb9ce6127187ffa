import { DataResource } from 'cdktf';
import { ClusterNamespace } from '../../src/kubernetes';
import { SeldonCoreIstio, SeldonCoreIstioProps } from '../../src/seldon';
import { synth, Synthesized } from '../support/synth';

/** The construct after a barrier, with all optional parts. */
function build(props: SeldonCoreIstioProps = {}): Synthesized {
  return synth((stack) => {
    const barrier = new DataResource(stack, 'Barrier');
    new SeldonCoreIstio(stack, 'Seldon', { dependsOn: [barrier], deployers: [{ namespace: 'zenml', name: 'runner' }], ...props });
  });
}

const made = build();
const existing = build({
  istioNamespace: ClusterNamespace.existing('istio-system'),
  seldonNamespace: ClusterNamespace.existing('seldon-system'),
  workloadNamespace: ClusterNamespace.existing('models'),
});

const BARRIER = 'terraform_data.Barrier';
const BASE = made.address('helm_release', 'IstioBase');
const ISTIOD = made.address('helm_release', 'Istiod');
const INGRESS_GATEWAY = made.address('helm_release', 'IngressGateway');
const GATEWAY = made.address('helm_release', 'Seldon_Gateway');
const OPERATOR = 'helm_release.Seldon_30AFE9AB';
const ISTIO_NAMESPACE = made.address('kubernetes_namespace_v1', 'IstioNamespace');
const SELDON_NAMESPACE = made.address('kubernetes_namespace_v1', 'SeldonNamespace');
const WORKLOADS = made.address('kubernetes_namespace_v1', 'WorkloadNamespace');
const ROLE = made.address('kubernetes_role_v1');
const BINDING = made.address('kubernetes_role_binding_v1');
const SERVICE = made.address('kubernetes_service_v1');

/** The resource that is created later and deleted earlier, what it needs, and the edge that ensures it. */
const RULES: [string, Synthesized, string, string, string][] = [
  ['Istio\'s namespace waits for the cluster', made, ISTIO_NAMESPACE, BARRIER, `${ISTIO_NAMESPACE} -> ${BARRIER}`],
  ['the operator\'s namespace waits for the cluster', made, SELDON_NAMESPACE, BARRIER, `${SELDON_NAMESPACE} -> ${BARRIER}`],
  ['Istio waits for the cluster where its namespace exists', existing, BASE, BARRIER, `${BASE} -> ${BARRIER}`],
  ['istiod needs the definitions', made, ISTIOD, BASE, `${ISTIOD} -> ${BASE}`],
  ['gateway pods need istiod\'s injection', made, INGRESS_GATEWAY, ISTIOD, `${INGRESS_GATEWAY} -> ${ISTIOD}`],
  ['the Gateway goes while istiod lives', made, GATEWAY, ISTIOD, `${GATEWAY} -> ${INGRESS_GATEWAY}`],
  ['the Gateway needs its definition', made, GATEWAY, BASE, `${GATEWAY} -> ${INGRESS_GATEWAY}`],
  ['the operator watches VirtualServices', made, OPERATOR, BASE, `${OPERATOR} -> ${BASE}`],
  ['models come when predictions can reach them', made, WORKLOADS, GATEWAY, `${WORKLOADS} -> ${GATEWAY}`],
  ['models are cleared while the operator lives', made, WORKLOADS, OPERATOR, `${WORKLOADS} -> ${OPERATOR}`],
  ['deployers come when models can be deployed', existing, ROLE, OPERATOR, `${ROLE} -> ${OPERATOR}`],
  ['the binding needs the role', made, BINDING, ROLE, `${BINDING} -> ${ROLE}`],
  ['Istio looks at the Service for the pods\' ports', made, INGRESS_GATEWAY, SERVICE, `${INGRESS_GATEWAY} -> ${SERVICE}`],
  ['the load balancer goes while the cluster lives', existing, SERVICE, BARRIER, `${SERVICE} -> ${BARRIER}`],
];

test.each(RULES)('%s', (_, stack, later, earlier) => {
  expect(stack.reaches(later, earlier)).toBe(true);
});

test.each(RULES)('%s: not without the edge', (_, stack, later, earlier, edge) => {
  expect(stack.reaches(later, earlier, [edge])).toBe(false);
});

test.each([
  [BASE, ISTIO_NAMESPACE], [ISTIOD, ISTIO_NAMESPACE], [INGRESS_GATEWAY, ISTIO_NAMESPACE], [GATEWAY, ISTIO_NAMESPACE], [SERVICE, ISTIO_NAMESPACE],
  [OPERATOR, SELDON_NAMESPACE], [ROLE, WORKLOADS], [BINDING, WORKLOADS],
])('%s references the name of %s, and so outlives it', (inside, namespace) => {
  expect(made.dependencies(inside)).toContain(namespace);
});

test.each([['made', made], ['existing', existing]])('with %s namespaces every resource on the cluster depends on it', (_, stack) => {
  for (const address of stack.addresses.filter((other) => !other.startsWith('terraform_data.'))) {
    expect([address, stack.reaches(address, BARRIER)]).toEqual([address, true]);
  }
});
