import { Testing, Token } from 'cdktf';
import { ClusterSource } from '../../src/cluster';
import { EntranceDomain, EntranceTls, Ingress, NginxController } from '../../src/ingress';
import { ClusterNamespace, LoadBalancerScheme, LoadBalancerTls, ServiceExposure } from '../../src/kubernetes';
import { MlflowSource } from '../../src/mlflow';
import { NetworkSource } from '../../src/network';
import { IstioSource, SeldonSource } from '../../src/seldon';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../src/stack';
import { ZenmlServerSource } from '../../src/zenml';
import { EXISTING_NETWORK, PRIVATE_SUBNET_IDS, PUBLIC_SUBNET_IDS, VPC_ID } from '../support/fixtures';
import { Block, messageOf, ownTags, Synthesized, synthStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

const build = (props: Partial<ZenmlAwsStackProps> = {}) => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const stack = (props: Partial<ZenmlAwsStackProps> = {}) => synthStack(build(props));
const services = (of: Synthesized): Block => Object.fromEntries(Object.values(of.all('kubernetes_service_v1')).map(({ metadata, spec }) =>
  [metadata.name, [spec.type, ...spec.port.map((port: Block) => port.node_port)]]));
const NETWORK = NetworkSource.existing(EXISTING_NETWORK);

describe('by default', () => {
  const synthesized = stack();
  test('every service is behind one load balancer, on node ports', () => {
    expect(ownTags(synthesized.one('aws_lb').tags)).toEqual({ Name: 'acme' });
    expect(services(synthesized)).toEqual({
      'zenml-server-external': ['NodePort', 30080], 'nginx-controller': ['NodePort', 30081], 'istio-ingressgateway': ['NodePort', 30083, 30082],
    });
  });
  test('the load balancer checks health where the services answer', () => {
    const ports = Object.values(synthesized.all('aws_lb_target_group')).flatMap(({ port, health_check: { port: at } }) => [port, Number(at)]);
    const open = Object.values(services(synthesized)).flatMap((it) => (it as unknown[]).slice(1));
    expect([...new Set(ports)].sort()).toEqual(open.sort());
  });
  test('pods of pipelines trust its authority, and use the ZenML server\'s name inside the cluster', () => {
    const trust = synthesized.one('kubernetes_config_map_v1', 'PipelineTrust');
    expect(trust.data).toEqual({ 'ca.pem': `\${${synthesized.address('tls_self_signed_cert')}.cert_pem}` });
    const { registration } = synthesized.one('kubernetes_secret_v1', 'ZenmlRegistration').data;
    const settings = JSON.parse(/"pod_settings":(\{.*?\}\]\})/.exec(registration)![1]);
    expect(Object.fromEntries(settings.env.map(({ name, value }: Block) => [name, value]))).toEqual({
      ZENML_STORE_URL: 'http://zenml-server.zenml-server.svc.cluster.local',
      ZENML_STORE_VERIFY_SSL: 'true',
      MLFLOW_TRACKING_SERVER_CERT_PATH: '/etc/entrance/ca.pem',
      ENTRANCE_CA_FILE: '/etc/entrance/ca.pem',
    });
    expect(settings.volumes).toEqual([{ name: 'entrance', configMap: { name: trust.metadata.name } }]);
    expect(settings.volume_mounts).toEqual([{ name: 'entrance', mountPath: '/etc/entrance', readOnly: true }]);
    expect(settings.annotations).toEqual({ 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true' });
    expect(synthesized.outputs['zenml-stack-yaml'].value).not.toContain('ZENML_STORE_URL');
    expect(synthesized.outputs['zenml-stack-yaml'].value).toContain('cluster-autoscaler.kubernetes.io/safe-to-evict');
  });
});

test('with a domain no certificate authority is created or passed on', () => {
  const synthesized = stack({ entrance: { domain: EntranceDomain.route53({ zoneName: 'example.com' }) } });
  expect([Object.keys(synthesized.all('kubernetes_config_map_v1')).filter((name) => !/_Verdict_/.test(name)), synthesized.json.provider.tls]).toEqual([[], undefined]);
  expect(synthesized.outputs['mlflow-tracking-url'].value).toBe('https://mlflow.example.com');
  expect(JSON.stringify(Object.values(synthesized.all('helm_release')).map(({ values }) => values))).not.toContain('aws_lb.');
});

test('disabled parts have no listener and no port', () => {
  const synthesized = stack({ zenml: ZenmlServerSource.none(), seldon: SeldonSource.none() });
  expect(Object.values(synthesized.all('aws_lb_listener')).map(({ port }) => port)).toEqual([443]);
  expect(stack({ zenml: ZenmlServerSource.none(), seldon: SeldonSource.none(), mlflow: MlflowSource.none() }).all('aws_lb')).toEqual({});
});

test('a part with its own exposure is excluded', () => {
  const synthesized = stack({
    zenml: ZenmlServerSource.create({ exposure: ServiceExposure.clusterIp() }),
    mlflow: MlflowSource.create({ ingress: Ingress.nginx({ exposure: ServiceExposure.loadBalancer(), host: 'mlflow.example.com', tls: LoadBalancerTls.upstream() }) }),
  });
  expect(services(synthesized)).toEqual({ 'nginx-controller': ['LoadBalancer', undefined], 'istio-ingressgateway': ['NodePort', 30083, 30082] });
  expect(Object.keys(synthesized.all('aws_lb_target_group'))).toEqual([expect.stringContaining('models')]);
});

test('beside an existing Istio it forwards only to created gateway pods', () => {
  const made = stack({ seldon: SeldonSource.create({ istio: IstioSource.existing() }) });
  expect(services(made)['seldon-ingressgateway']).toEqual(['NodePort', 30083, 30082]);
  expect(Object.keys(made.all('aws_lb_target_group'))).toHaveLength(3);
  for (const istio of [IstioSource.existingIngressGateway(), IstioSource.existingGateway({ name: 'public', url: 'https://models.example.com' })]) {
    const theirs = stack({ seldon: SeldonSource.create({ istio }) });
    expect(Object.keys(theirs.all('aws_lb_target_group'))).toHaveLength(2);
    expect(Object.keys(services(theirs)).filter((name) => name.includes('gateway'))).toEqual([]);
  }
  expect(stack({ seldon: SeldonSource.create({ istio: IstioSource.existingGateway({ name: 'public', url: 'https://models.example.com' }) }) }).outputs['seldon-base-url'].value)
    .toBe('https://models.example.com');
  expect(stack({ seldon: SeldonSource.create({ istio: IstioSource.existingIngressGateway() }) }).outputs['seldon-base-url'].value)
    .toBe('http://istio-ingressgateway.istio-system.svc.cluster.local');
});

describe.each([[undefined, 3600], [60, 60], [4000, 4000]])('with an idle timeout of %j seconds', (idleTimeoutSeconds, idle) => {
  const synthesized = stack({ entrance: { idleTimeoutSeconds } });
  const valuesOf = (release: string) => Object.assign({}, ...[synthesized.one('helm_release', release).values].flat().map(parseDocument));
  test('every target keeps idle connections longer than the load balancer', () => {
    expect(synthesized.one('aws_lb').idle_timeout).toBe(idle);
    const kept = {
      zenml: Number(valuesOf('Zenml_').zenml.environment.UVICORN_TIMEOUT_KEEP_ALIVE),
      mlflow: Number(/^(\d+)s$/.exec(valuesOf('Mlflow_Nginx_').controller.config.entries['keepalive-timeout'])![1]),
      models: Number(/^(\d+)s$/.exec(valuesOf('Seldon_IngressGateway_').env.ISTIO_META_IDLE_TIMEOUT)![1]),
    };
    expect(kept).toEqual({ zenml: idle + 60, mlflow: idle + 60, models: idle + 60 });
    expect(Object.keys(synthesized.all('aws_lb_target_group'))).toHaveLength(Object.keys(kept).length);
  });
});
test('refuses a server that closes idle connections before the load balancer', () => {
  const server = (seconds: string) => ZenmlServerSource.create({ environment: { UVICORN_TIMEOUT_KEEP_ALIVE: seconds } });
  expect(messageOf(() => stack({ zenml: server('75') }))).toContain('environment.UVICORN_TIMEOUT_KEEP_ALIVE: got '
    + '"75". Must be at least 3660, longer than the load balancer keeps idle connections. Leave it out, or lower '
    + "'idleTimeoutSeconds' of the load balancer.");
  expect(build({ zenml: server('7200') }).zenmlServer).toBeDefined();
});
test('Services of type LoadBalancer are not configured for connection times', () => {
  expect(JSON.stringify(stack({ entrance: { enabled: false, allowedCidrs: ['203.0.113.7/32'] } }).all('helm_release')))
    .not.toMatch(/KEEP_ALIVE|keepalive-timeout|IDLE_TIMEOUT/);
});

describe('without an entrance Kubernetes creates load balancers', () => {
  const ranges = (of: Synthesized) => of.one('kubernetes_service_v1', 'Mlflow').spec.load_balancer_source_ranges;
  test('for the allowed ranges and pods', () => {
    const synthesized = stack({ entrance: { enabled: false, allowedCidrs: ['203.0.113.7/32'] } });
    expect(ranges(synthesized)).toEqual(['203.0.113.7/32', `\${${synthesized.address('aws_eip')}.public_ip}/32`]);
    const internal = stack({ entrance: { enabled: false, scheme: LoadBalancerScheme.INTERNAL } });
    expect(ranges(internal)).toEqual(['10.10.0.0/16']);
  });
  test('so does a cluster whose nodes are unknown', () => {
    const synthesized = stack({ network: NETWORK, cluster: ClusterSource.existing('theirs') });
    expect(synthesized.all('aws_lb')).toEqual({});
    expect(ranges(synthesized)).toMatch(/^\$\{concat\(\[\], local\./);
  });
});

describe('a VPC whose id is a token', () => {
  const inVpc = (props: Partial<ZenmlAwsStackProps>, egressCidrs?: string[]) => build({
    network: NetworkSource.existing({
      vpcId: Token.asString({ resolve: () => '${aws_vpc.A.id}' }),
      privateSubnetIds: PRIVATE_SUBNET_IDS,
      publicSubnetIds: PUBLIC_SUBNET_IDS,
      egressCidrs,
    }),
    ...props,
  });
  test.each([{}, { entrance: { enabled: false } }])('requires the addresses of its pods: %j', (props) => {
    expect(messageOf(() => inVpc(props))).toContain('network.egressCidrs: must be given where Terraform alone knows '
      + "'vpcId' and 'entrance.scheme' is not LoadBalancerScheme.INTERNAL. Name the public addresses from which "
      + 'the private subnets reach the internet as \'egressCidrs\', for example ["203.0.113.7/32"], or use '
      + 'LoadBalancerScheme.INTERNAL.');
  });
  test('accepts them, and requires none inside the VPC or if everyone is allowed', () => {
    const open = { entrance: { allowedCidrs: ['0.0.0.0/0'] } };
    const made = [inVpc({}, ['203.0.113.7/32']), inVpc({ entrance: { scheme: LoadBalancerScheme.INTERNAL } }), inVpc(open)];
    expect(made.map(({ entrance }) => entrance === undefined)).toEqual([false, false, false]);
  });
});

test('no Kubernetes load balancer is open to everyone because a list turns out to be empty', () => {
  const synthesized = stack({ network: NETWORK, cluster: ClusterSource.existing('theirs') });
  expect(synthesized.one('kubernetes_service_v1', 'Mlflow').lifecycle.precondition).toEqual([{
    condition: expect.stringMatching(/^\$\{\(length\(concat\(\[\], local\..*\)\) >= 1\)\}$/),
    error_message: '\'allowedCidrs\' of the load balancer "acme-nginx-controller" is empty, and Kubernetes would '
      + 'allow every address. Set the ranges that may connect, or, in an existing network without a public NAT '
      + "gateway, its 'egressCidrs'.",
  }]);
});

test('an existing cluster has one if its nodes are named', () => {
  const synthesized = stack({ network: NETWORK, cluster: ClusterSource.existing('theirs', { autoScalingGroupNames: ['eks-a', 'eks-b'] }) });
  expect(Object.values(synthesized.all('aws_autoscaling_attachment')).map(({ autoscaling_group_name: name }) => name).sort())
    .toEqual(['eks-a', 'eks-a', 'eks-a', 'eks-b', 'eks-b', 'eks-b']);
});

const DOMAIN = EntranceDomain.route53({ zoneName: 'example.com' });
const NODES = 'Name the auto scaling groups of its nodes: ClusterSource.existing(name, { autoScalingGroupNames }).';
const OWN = "Use 'entrance.domain', or give an 'exposure' as well: ServiceExposure.loadBalancer().";
const theirs = { network: NETWORK, cluster: ClusterSource.existing('theirs') };
describe('a network without public subnets', () => {
  const network = NetworkSource.existing({
    vpcId: VPC_ID, privateSubnetIds: PRIVATE_SUBNET_IDS, publicSubnetIds: [],
  });
  test('accepts an internal entrance', () => {
    expect(stack({ network, entrance: { scheme: LoadBalancerScheme.INTERNAL } }).one('aws_lb').internal).toBe(true);
  });
  test.each([{}, { entrance: { enabled: false } }])('refuses any other exposure: %j', (props) => {
    expect(messageOf(() => stack({ network, ...props })).split('\n  - ').slice(1))
      .toEqual(['entrance.scheme: must be LoadBalancerScheme.INTERNAL for a network without public subnets.']);
  });
  test('requires none if nothing is exposed', () => {
    expect(stack({ network, zenml: ZenmlServerSource.none(), mlflow: MlflowSource.none(), seldon: SeldonSource.none() }).all('aws_lb')).toEqual({});
  });
});

describe('a node port has one Service', () => {
  test('among those of a stack', () => {
    const server = ZenmlServerSource.create({ exposure: ServiceExposure.nodePort({ nodePort: 30081, url: 'http://localhost:30081' }) });
    expect(messageOf(() => stack({ zenml: server }))).toContain('exposure.nodePort: got 30081. Must differ from the '
      + "ports of 'acme/Zenml' on the same cluster. Kubernetes gives a port of the nodes to one Service: name "
      + 'another.');
    const gateway = { exposure: ServiceExposure.nodePort({ nodePort: 30090, healthNodePort: 30080 }) };
    expect(messageOf(() => stack({ seldon: SeldonSource.create({ gateway }) }))).toContain('exposure.healthNodePort: '
      + "got 30080. Must differ from the ports of 'acme/Zenml' on the same cluster.");
  });
  test('and among added ones', () => {
    const made = build();
    const add = (nodePort: number) => new NginxController(made, `Nginx${nodePort}`, {
      name: `second-${nodePort}`, className: `second-${nodePort}`, namespace: ClusterNamespace.create(`second-${nodePort}`), exposure: ServiceExposure.nodePort({ nodePort }),
    });
    expect(messageOf(() => add(30082))).toContain('exposure.nodePort: got 30082. Must differ from the ports of '
      + "'acme/Seldon' on the same cluster.");
    expect(add(30090).name).toBe('second-30090');
  });
});

test.each<[string, Partial<ZenmlAwsStackProps>, string[]]>([
  ['ports beside a domain', { entrance: { domain: EntranceDomain.route53({ zoneName: 'example.com' }), ports: { mlflow: 9443 } } },
    ['entrance.ports.mlflow: got 9443. Must be left out where there is a domain. With a domain, all services use '
      + 'port 443.']],
  ['a private range on the internet', { entrance: { allowedCidrs: ['192.168.0.0/24'] } },
    ['entrance.allowedCidrs: got "192.168.0.0/24". Must be public addresses where the load balancer is '
      + "internet-facing. Name the clients' public addresses, or set 'scheme' to LoadBalancerScheme.INTERNAL."]],
  ['more rules than a security group takes', { entrance: { allowedCidrs: Array.from({ length: 20 }, (_, index) => `203.0.113.${index}/32`) } },
    ['entrance.allowedCidrs: must have fewer ranges: with 3 ports they are 63 rules of a security group, which takes '
      + "60. Merge ranges, or raise the quota L-0EA8095F and set 'entrance.maxSecurityGroupRules'."]],
  ['an entrance to nodes that are not known', { ...theirs, entrance: { enabled: true } }, ['entrance.enabled: must '
    + `not be true for a cluster with unknown nodes. ${NODES}`]],
  ['what is for an entrance that is not there', { ...theirs, entrance: { tls: EntranceTls.NONE, domain: DOMAIN } },
    [`entrance.tls: must be left out where there is no entrance. ${NODES}`, 'entrance.domain: must be left out '
      + `where there is no entrance. ${NODES}`]],
  ['an option of a disabled entrance', { entrance: { enabled: false, idleTimeoutSeconds: 60 } },
    ["entrance.idleTimeoutSeconds: must be left out where there is no entrance. Remove 'entrance.enabled'."]],
  ['TLS beside a domain', { entrance: { domain: DOMAIN, tls: EntranceTls.NONE } }, ['entrance.tls: must be left out '
    + "where 'entrance.domain' is given. The domain has a certificate."]],
  ['names of MLflow\'s own', { mlflow: MlflowSource.create({ ingress: Ingress.nginx({ host: 'mlflow.example.com', tls: LoadBalancerTls.upstream() }) }) },
    ['host', 'tls'].map((name) => `mlflow.ingress.${name}: must be left out behind the entrance, which has the names `
      + `and terminates TLS. ${OWN}`)],
  ['names of the models\' own', { seldon: SeldonSource.create({ gateway: { hosts: ['models.example.com'] } }) },
    [`seldon.gateway.hosts: must be left out behind the entrance, which has the names and terminates TLS. ${OWN}`]],
  ['one port of nodes for two', { entrance: { nodePorts: { mlflow: 30083 } } }, ['entrance.nodePorts.modelsHealth: '
    + "got 30083, which 'mlflow' has. Must be another one."]],
  ['one port for two', { entrance: { ports: { models: 443 } } }, ["entrance.ports.models: got 443, which 'zenml' "
    + 'has. Must be another one.']],
  ['a certificate of another region', {
    entrance: { domain: EntranceDomain.certificate({ certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012', domainName: 'ml.example.com' }) },
  }, ['entrance.domain.certificateArn: got a certificate of AWS Certificate Manager of the region us-east-1. Must be '
    + 'one of eu-central-1. It can be used only in its region.']],
])('%s is refused', (_, props, problems) => {
  expect(messageOf(() => build(props)).split('\n  - ').slice(1)).toEqual(problems);
});
