import { TerraformVariable } from 'cdktf';
import { EksCluster, ICluster } from '../../src/cluster';
import { Entrance, EntranceDomain, EntranceProps, EntranceTls } from '../../src/ingress';
import { LoadBalancerScheme } from '../../src/kubernetes';
import { INetwork, Network } from '../../src/network';
import { EXISTING_NETWORK } from '../support/fixtures';
import { Block, messageOf, synth, Synthesized, TestStack } from '../support/synth';

const NETWORK: INetwork = {
  ...EXISTING_NETWORK,
  vpcCidrs: ['10.0.0.0/16'],
  egressCidrs: ['198.51.100.1/32', '198.51.100.2/32'],
  ready: [],
};
const CLUSTER: ICluster = {
  clusterName: 'acme',
  endpoint: 'https://acme.example.com',
  certificateAuthorityData: 'YQ==',
  securityGroupId: 'sg-0a1b2c3d4e5f60715',
  oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc.example.com',
  oidcIssuer: 'oidc.example.com',
  ready: [],
  autoScalingGroupNames: ['eks-nodes'],
};
const SERVICES = {
  zenml: { nodePort: 30080, healthCheckPath: '/health' },
  mlflow: { nodePort: 30081, healthCheckPath: '/health', healthyStatusCodes: '200,401' },
  models: { nodePort: 30082, healthCheckPath: '/healthz/ready', healthCheckNodePort: 30083 },
};
const PROPS: EntranceProps = { namePrefix: 'acme', network: NETWORK, cluster: CLUSTER, services: SERVICES };

/** A synthesized entrance, and what `use` adds to it. */
const entrance = (props: Partial<EntranceProps> = {}, use?: (entrance: Entrance) => void): Synthesized =>
  synth((scope) => {
    const made = new Entrance(scope, 'Entrance', { ...PROPS, ...props });
    use?.(made);
  });
const urls = (props: Partial<EntranceProps> = {}) => {
  let found: { [name: string]: string } = {};
  entrance(props, (it) => { found = it.urls; });
  return Object.fromEntries(Object.entries(found).map(([name, url]) => [name, url.replace(/\$\{TfToken\[TOKEN\.\d+\]\}/, '<lb>')]));
};
const listeners = (stack: Synthesized) => Object.values(stack.all('aws_lb_listener')).map(({ port, protocol, ssl_policy: policy }) =>
  [port, protocol, policy?.includes('TLS13')]).sort(([a], [b]) => a - b);
/** Allowed sources by port. */
const admitted = (stack: Synthesized) => {
  const rules = Object.values(stack.all('aws_vpc_security_group_ingress_rule')).filter(({ referenced_security_group_id: group }) => group === undefined);
  return Object.fromEntries([...new Set(rules.map(({ from_port: port }) => port))].map((port) => [port,
    rules.filter(({ from_port: from, to_port: to }) => from === port && to === port).map((rule) => rule.cidr_ipv4 ?? rule.prefix_list_id)]));
};

describe('by default', () => {
  const stack = entrance();
  test('is one internet-facing load balancer, which drops invalid headers and waits for slow uploads', () => {
    expect(stack.one('aws_lb')).toMatchObject({

      load_balancer_type: 'application',
      internal: false,
      subnets: NETWORK.publicSubnetIds,
      drop_invalid_header_fields: true,
      idle_timeout: 3600,
      enable_deletion_protection: false,
    });
  });
  test('each service has an HTTPS port with a current TLS policy', () => {
    expect(listeners(stack)).toEqual([[443, 'HTTPS', true], [8443, 'HTTPS', true], [8444, 'HTTPS', true]]);
    expect(urls()).toEqual({ zenml: 'https://<lb>', mlflow: 'https://<lb>:8443', models: 'https://<lb>:8444' });
  });
  test('the certificate is for the load balancer\'s own name, by a dedicated authority, and is replaced in time', () => {
    expect(stack.one('tls_cert_request').dns_names).toEqual([`\${${stack.address('aws_lb')}.dns_name}`]);
    expect(stack.one('tls_self_signed_cert')).toMatchObject({ is_ca_certificate: true, validity_period_hours: 87600, early_renewal_hours: 8760 });
    expect(stack.one('tls_locally_signed_cert')).toMatchObject({ validity_period_hours: 8760, early_renewal_hours: 4392 });
    expect(stack.one('aws_acm_certificate')).toMatchObject({
      certificate_body: `\${${stack.address('tls_locally_signed_cert')}.cert_pem}`, certificate_chain: `\${${stack.address('tls_self_signed_cert')}.cert_pem}`,
    });
  });
  test('the certificate\'s common name is a domain of at most 64 characters, as in AWS\' examples', () => {
    expect(stack.one('tls_cert_request').subject).toEqual([
      { common_name: `\${replace(${stack.address('aws_lb')}.dns_name, "/^[^.]+/", "*")}` },
    ]);
    // Source: botocore, data/endpoints.json, the longest region of each partition.
    const names = ['ap-southeast-7.elb.amazonaws.com', 'cn-northwest-1.elb.amazonaws.com.cn', 'us-gov-west-1.elb.amazonaws.com', 'us-iso-east-1.elb.c2s.ic.gov',
      'us-isob-west-1.elb.sc2s.sgov.gov', 'eu-isoe-west-1.elb.cloud.adc-e.uk', 'us-isof-south-1.elb.csp.hci.ic.gov', 'eusc-de-east-1.elb.amazonaws.eu'];
    expect(names.filter((name) => `*.${name}`.length > 64)).toEqual([]);
  });
  test('the certificate is imported once nodes exist, so that it is valid by then, and imported again on renewal', () => {
    const { depends_on: before, lifecycle } = stack.one('aws_acm_certificate');
    expect([...before].sort()).toEqual(Object.keys(stack.all('aws_autoscaling_attachment')).map((name) => `aws_autoscaling_attachment.${name}`).sort());
    expect(lifecycle).toEqual({ create_before_destroy: true, replace_triggered_by: [stack.address('tls_locally_signed_cert')] });
  });
  test('only the cluster\'s own pods are allowed in', () => {
    expect(admitted(stack)).toEqual({ 443: NETWORK.egressCidrs, 8443: NETWORK.egressCidrs, 8444: NETWORK.egressCidrs });
  });
  test('reaches only node ports, and nodes allow nothing else there', () => {
    const ports = [30080, 30081, 30082, 30083];
    const group = `\${${stack.address('aws_security_group')}.id}`;
    const out = Object.values(stack.all('aws_vpc_security_group_egress_rule'));
    expect(out.map((rule) => [rule.from_port, rule.to_port, rule.security_group_id, rule.referenced_security_group_id]))
      .toEqual(ports.map((port) => [port, port, group, CLUSTER.securityGroupId]));
    const nodes = Object.values(stack.all('aws_vpc_security_group_ingress_rule')).filter((rule) => rule.security_group_id === CLUSTER.securityGroupId);
    expect(nodes.map((rule) => [rule.from_port, rule.to_port, rule.referenced_security_group_id])).toEqual(ports.map((port) => [port, port, group]));
  });
  test('each service has a health check', () => {
    const checks = Object.values(stack.all('aws_lb_target_group')).map(({ port, health_check: { path, port: at, matcher } }: Block) => [port, path, at, matcher])
      .sort(([a], [b]) => a - b);
    expect(checks).toEqual([[30080, '/health', '30080', '200'], [30081, '/health', '30081', '200,401'], [30082, '/healthz/ready', '30083', '200']]);
  });
  test('the nodes\' group is attached to each service', () => {
    expect(Object.values(stack.all('aws_autoscaling_attachment')).map(({ autoscaling_group_name: name }) => name)).toEqual(['eks-nodes', 'eks-nodes', 'eks-nodes']);
  });
});

describe.each([{}, { domain: EntranceDomain.route53({ zoneName: 'example.com' }) }])('replaces without downtime: %j', (props) => {
  const stack = entrance(props, (it) => it.addNodes('Gpu', 'eks-gpu'));
  test('load balancer, listeners, rules, target groups and attachments are created before the old ones are deleted', () => {
    const types = ['aws_lb', 'aws_lb_listener', 'aws_lb_listener_rule', 'aws_lb_target_group', 'aws_autoscaling_attachment'];
    const made = types.flatMap((type) => Object.values(stack.all(type)));
    expect(made.filter(({ lifecycle }) => lifecycle?.create_before_destroy !== true)).toEqual([]);
  });
  test('requests are forwarded to a target group once its nodes are attached', () => {
    const forwards = (block: Block) => (block.default_action ?? block.action)[0].target_group_arn;
    const forwarding = [...Object.values(stack.all('aws_lb_listener')), ...Object.values(stack.all('aws_lb_listener_rule'))].filter(forwards);
    expect(forwarding).toHaveLength(3);
    forwarding.forEach((block) => {
      const attached = Object.entries(stack.all('aws_autoscaling_attachment')).filter(([, { lb_target_group_arn: arn }]) => arn === forwards(block));
      expect([...block.depends_on].sort()).toEqual(attached.map(([name]) => `aws_autoscaling_attachment.${name}`).sort());
      expect(attached).toHaveLength(2);
    });
  });
});

test('attaches nodes that are created later as well', () => {
  const stack = entrance({}, (it) => it.addNodes('Gpu', 'eks-gpu'));
  expect(Object.values(stack.all('aws_autoscaling_attachment')).filter(({ autoscaling_group_name: name }) => name === 'eks-gpu')).toHaveLength(3);
});

test('identifies a cluster of the library by its node group', () => {
  const stack = synth((scope) => {
    const network = new Network(scope, 'Network', { namePrefix: 'acme' });
    new Entrance(scope, 'Entrance', { ...PROPS, network, cluster: new EksCluster(scope, 'Cluster', { clusterName: 'acme', network }) });
  });
  const groups = Object.values(stack.all('aws_autoscaling_attachment')).map(({ autoscaling_group_name: name }) => name);
  expect(new Set(groups)).toEqual(new Set([`\${${stack.address('aws_eks_node_group')}.resources[0].autoscaling_groups[0].name}`]));
  expect(admitted(stack)[443]).toEqual([`\${${stack.address('aws_eip')}.public_ip}/32`]);
  expect(stack.reaches(stack.address('aws_lb'), stack.address('aws_internet_gateway'))).toBe(true);
});

describe('zones of its subnets', () => {
  const zones = {
    privateSubnetZones: ['eu-central-1a', 'eu-central-1b'], publicSubnetZones: ['eu-central-1a', 'eu-central-1b'],
  };
  const balancer = (stack: Synthesized) => stack.one('aws_lb');
  const local = (stack: Synthesized, name: string) =>
    Object.entries<any>(stack.json.locals).find(([key]) => key.startsWith(`Entrance_${name}_`))!;
  test('uses the first subnet of each zone', () => {
    const stack = entrance({ network: { ...NETWORK, ...zones } });
    const [[all], [of], [chosen, expression]] = ['AllSubnets', 'Zones', 'Subnets'].map((name) => local(stack, name));
    expect(balancer(stack).subnets).toBe(`\${local.${chosen}}`);
    expect(expression).toBe(`\${[for zone in distinct(local.${of}) : local.${all}[index(local.${of}, zone)]]}`);
    expect(local(stack, 'AllSubnets')[1]).toEqual(NETWORK.publicSubnetIds);
  });
  test('fails the plan if the subnets are in one zone, or in fewer zones than the nodes', () => {
    const { precondition } = balancer(entrance({ network: { ...NETWORK, ...zones } })).lifecycle;
    expect(precondition.map(({ error_message: message }: Block) => message.replace(/\$\{.*?\}/g, '…'))).toEqual([
      "'publicSubnetIds' has subnets in one zone (…). An Application Load Balancer needs subnets in two zones at least: add one in another zone.",
      "'privateSubnetIds', where nodes run, has subnets in …, and 'publicSubnetIds', where the load balancer is, has none there. The load balancer "
      + 'sends no requests to nodes in these zones: add a public subnet in each of them, or leave their private subnets out.',
    ]);
  });
  test('compares nothing in the private subnets', () => {
    const stack = entrance({ network: { ...NETWORK, ...zones }, scheme: LoadBalancerScheme.INTERNAL });
    expect(local(stack, 'AllSubnets')[1]).toEqual(NETWORK.privateSubnetIds);
    expect(balancer(stack).lifecycle.precondition).toHaveLength(1);
  });
  test('refuses zones whose number differs from the subnets\'', () => {
    expect(messageOf(() => entrance({ network: { ...NETWORK, publicSubnetZones: ['eu-central-1a'] } })))
      .toContain('- network.publicSubnetZones: got a list of 1 element. Must have one zone for each of '
        + "'publicSubnetIds' (2).");
  });
});

describe('if only Terraform knows the addresses of pods', () => {
  const conditionOf = (props: Partial<EntranceProps>) => {
    const stack = synth((scope) => {
      const egressCidrs = new TerraformVariable(scope, 'Egress', { type: 'list(string)' }).listValue;
      new Entrance(scope, 'Entrance', { ...PROPS, network: { ...NETWORK, egressCidrs }, ...props });
    });
    return stack.one('aws_ec2_managed_prefix_list', 'Pods').lifecycle?.precondition;
  };
  test('a plan without any fails, and names egressCidrs', () => {
    expect(conditionOf({})).toEqual([{
      condition: '${(length(var.Egress) >= 1)}',
      error_message: "egressCidrs: missing. Must be given where the VPC has no public NAT gateway. The cluster's own "
        + 'pods reach the load balancer over the internet, and it would reject them. Name the public addresses '
        + 'from which the private subnets reach the internet as \'egressCidrs\', for example ["203.0.113.7/32"], '
        + 'or use LoadBalancerScheme.INTERNAL.',
    }]);
  });
  test('requires none if everyone is allowed', () => {
    expect(conditionOf({ allowedCidrs: ['0.0.0.0/0'] })).toBeUndefined();
  });
});

test('needs no public subnets inside the VPC', () => {
  const network = { ...PROPS.network, publicSubnetIds: [] };
  expect(entrance({ scheme: LoadBalancerScheme.INTERNAL, network }).one('aws_lb').internal).toBe(true);
});

test('uses the private subnets inside the VPC, and allows its ranges', () => {
  const stack = entrance({ scheme: LoadBalancerScheme.INTERNAL });
  expect(stack.one('aws_lb')).toMatchObject({ internal: true, subnets: NETWORK.privateSubnetIds });
  expect(admitted(stack)[443]).toEqual(NETWORK.vpcCidrs);
});

describe('names of more than 64 characters are in the certificate', () => {
  const labels = { zenml: 'z'.repeat(60), mlflow: 'm'.repeat(60), models: 'o'.repeat(60) };
  const certificate = (stack: Synthesized) => stack.one('aws_acm_certificate');
  const names = Object.values(labels).map((label) => `${label}.ml.example.com`);
  test('under a short name among them', () => {
    const stack = entrance({ domain: EntranceDomain.route53({ zoneName: 'example.com', subdomain: 'ml', labels: { ...labels, models: 'models' } }) });
    expect(certificate(stack)).toMatchObject({ domain_name: 'models.ml.example.com', subject_alternative_names: names.slice(0, 2) });
    expect(Object.keys(stack.all('aws_route53_record'))).toHaveLength(6);
  });
  test('under their domain, which is validated as well', () => {
    const stack = entrance({ domain: EntranceDomain.route53({ zoneName: 'example.com', subdomain: 'ml', labels }) });
    expect(certificate(stack)).toMatchObject({ domain_name: 'ml.example.com', subject_alternative_names: names });
    const proof = stack.one('aws_route53_record', 'DomainProof');
    expect(proof.name).toContain('it.domain_name == "ml.example.com"');
    expect(stack.one('aws_acm_certificate_validation').validation_record_fqdns).toContain(`\${${stack.address('aws_route53_record', 'DomainProof')}.fqdn}`);
  });
  test('under the zone if the domain is too long as well', () => {
    const subdomain = `${'s'.repeat(30)}.${'t'.repeat(30)}`;
    const stack = entrance({ domain: EntranceDomain.route53({ zoneName: 'example.com', subdomain }) });
    expect(certificate(stack).domain_name).toBe('example.com');
  });
});

describe('two entrances in an app', () => {
  const both = (one: EntranceDomain, other: EntranceDomain) => synth((scope) => {
    new Entrance(scope, 'One', { ...PROPS, domain: one });
    new Entrance(scope, 'Other', { ...PROPS, namePrefix: 'other', domain: other });
  });
  const zone = (subdomain?: string, zoneName = 'example.com') => EntranceDomain.route53({ zoneName, subdomain });
  test.each([[zone(), zone()], [zone('ml'), zone(undefined, 'ml.example.com')]])('refuses shared names: %#', (one, other) => {
    expect(messageOf(() => both(one, other))).toMatch(/- domain: results in "zenml\.(ml\.)?example\.com", which 'test\/One' has\. Must result in unique names\. Give one of them a /);
  });
  test('refuses shared names in a zone that is known by its id', () => {
    const byId = () => EntranceDomain.route53({ zoneId: 'Z0123456789' });
    expect(messageOf(() => both(byId(), byId()))).toContain('- domain: results in "zenml in Z0123456789", which '
      + "'test/One' has. Must result in unique names.");
  });
  test('allows a shared zone', () => {
    expect(Object.keys(both(zone('dev'), zone('prod')).all('aws_lb'))).toHaveLength(2);
  });
});

test.each([[0, 0], [1, 0], [10, 0], [11, 1], [60, 1], [100, 1], [101, 2], [300, 3]])('puts %i ranges into %i prefix lists', (count, lists) => {
  const allowedCidrs = Array.from({ length: count }, (_, index) => `203.0.${Math.floor(index / 256)}.${index % 256}/32`);
  const stack = entrance({ allowedCidrs, maxSecurityGroupRules: 1000 });
  const made = Object.values(stack.all('aws_ec2_managed_prefix_list'));
  expect(made).toHaveLength(lists);
  expect(made.flatMap(({ entry }) => entry.map(({ cidr }: Block) => cidr))).toEqual(lists === 0 ? [] : allowedCidrs);
  expect(made.map(({ max_entries: most, entry }) => most === entry.length && most <= 100)).toEqual(made.map(() => true));
  expect(admitted(stack)[443]).toHaveLength(2 + (lists === 0 ? count : lists));
});

test('allows custom prefix lists', () => {
  expect(admitted(entrance({ allowedPrefixListIds: ['pl-0123456789abcdef0'] }))[8443]).toEqual(['pl-0123456789abcdef0', ...NETWORK.egressCidrs!]);
});

test('puts ranges that only Terraform knows into a list of their number', () => {
  const stack = synth((scope) => {
    const egressCidrs = new TerraformVariable(scope, 'ranges', { type: 'list(string)' }).listValue;
    new Entrance(scope, 'Entrance', { ...PROPS, network: { ...NETWORK, egressCidrs } });
  });
  expect(stack.one('aws_ec2_managed_prefix_list')).toMatchObject({
    max_entries: '${max(1, length(var.ranges))}', dynamic: { entry: { for_each: '${toset(var.ranges)}' } },
  });
});

test('without TLS every URL is http', () => {
  const stack = entrance({ tls: EntranceTls.NONE });
  expect(listeners(stack)).toEqual([[80, 'HTTP', undefined], [8080, 'HTTP', undefined], [8081, 'HTTP', undefined]]);
  expect(urls({ tls: EntranceTls.NONE })).toEqual({ zenml: 'http://<lb>', mlflow: 'http://<lb>:8080', models: 'http://<lb>:8081' });
  expect(stack.all('tls_private_key')).toEqual({});
});

test('accepts all other options', () => {
  const stack = entrance({
    idleTimeoutSeconds: 60,
    deletionProtection: true,
    accessLogs: { bucketName: 'logs', prefix: 'acme' },
    services: { web: { ...SERVICES.zenml, port: 9443 } },
  });
  expect(stack.one('aws_lb')).toMatchObject({ idle_timeout: 60, enable_deletion_protection: true, access_logs: { enabled: true, bucket: 'logs', prefix: 'acme' } });
  expect(stack.one('aws_lb_listener').port).toBe(9443);
});

describe('with a Route 53 zone', () => {
  const domain = EntranceDomain.route53({ zoneName: 'Example.com', subdomain: 'ml', labels: { models: 'predict' } });
  const stack = entrance({ domain });
  test('each service has a name, and HTTP is redirected', () => {
    expect(urls({ domain })).toEqual({ zenml: 'https://zenml.ml.example.com', mlflow: 'https://mlflow.ml.example.com', models: 'https://predict.ml.example.com' });
    expect(listeners(stack)).toEqual([[80, 'HTTP', undefined], [443, 'HTTPS', true]]);
    expect(stack.one('aws_lb_listener', 'Redirect').default_action).toEqual([{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } }]);
    expect(Object.values(stack.all('aws_lb_listener_rule')).map(({ condition: [{ host_header: { values } }] }) => values[0]).sort())
      .toEqual(['mlflow.ml.example.com', 'predict.ml.example.com', 'zenml.ml.example.com']);
    expect(admitted(stack)).toEqual({ 443: NETWORK.egressCidrs, 80: NETWORK.egressCidrs });
  });
  test('the certificate covers all names, is validated in the zone, and used once it is valid', () => {
    expect(stack.one('aws_acm_certificate')).toMatchObject({
      domain_name: 'zenml.ml.example.com', subject_alternative_names: ['mlflow.ml.example.com', 'predict.ml.example.com'], validation_method: 'DNS',
    });
    const proof = stack.one('aws_route53_record', 'Proof-mlflow');
    expect(proof.name).toBe(`\${one([for it in ${stack.address('aws_acm_certificate')}.domain_validation_options : it.resource_record_name if it.domain_name == "mlflow.ml.example.com"])}`);
    expect(stack.one('aws_lb_listener', 'Entrance_Listener').certificate_arn).toBe(`\${${stack.address('aws_acm_certificate_validation')}.certificate_arn}`);
    expect(stack.one('aws_acm_certificate_validation').validation_record_fqdns).toHaveLength(3);
  });
  test('the names point to the load balancer', () => {
    expect(stack.one('aws_route53_record', 'Record-models')).toMatchObject({
      name: 'predict.ml.example.com',
      type: 'A',
      zone_id: expect.stringMatching(/^\$\{data\.aws_route53_zone\.\w+\.zone_id\}$/),
      alias: { name: `\${${stack.address('aws_lb')}.dns_name}`, evaluate_target_health: false },
    });
  });
  test('a zone with an id is not looked up', () => {
    const given = entrance({ domain: EntranceDomain.route53({ zoneName: 'example.com', zoneId: 'Z0123456789' }) });
    expect(given.json.data?.aws_route53_zone).toBeUndefined();
    expect(given.one('aws_route53_record', 'Record-zenml').zone_id).toBe('Z0123456789');
  });
  test('the zone\'s id is enough to look up its name', () => {
    const props = { domain: EntranceDomain.route53({ zoneId: 'Z0123456789', subdomain: 'ML' }) };
    const given = entrance(props);
    const zone = `data.aws_route53_zone.${Object.keys(given.json.data.aws_route53_zone)[0]}.name`;
    expect(Object.values(given.json.data.aws_route53_zone)).toEqual([expect.objectContaining({ zone_id: 'Z0123456789' })]);
    expect(given.one('aws_acm_certificate').domain_name).toBe(`zenml.ml.\${${zone}}`);
    expect(given.one('aws_route53_record', 'Proof-zenml').name).toContain(`it.domain_name == join("", ["zenml.ml.", ${zone}])])}`);
    expect(given.one('aws_lb_listener_rule', 'Rule-zenml').condition).toEqual([{ host_header: { values: [`zenml.ml.\${${zone}}`] } }]);
  });
});

describe('in a private zone', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
  const domain = EntranceDomain.route53({ zoneName: 'corp.example', privateZone: true, certificateArn });
  const stack = entrance({ domain, scheme: LoadBalancerScheme.INTERNAL });

  test('creates records, and uses the given certificate', () => {
    expect(stack.data('aws_route53_zone')).toEqual({ name: 'corp.example', private_zone: true });
    expect(Object.values(stack.all('aws_route53_record')).map(({ name }) => name).sort())
      .toEqual(['mlflow.corp.example', 'models.corp.example', 'zenml.corp.example']);
    expect([stack.all('aws_acm_certificate'), stack.all('aws_acm_certificate_validation')]).toEqual([{}, {}]);
    expect(stack.one('aws_lb_listener', 'Entrance_Listener').certificate_arn).toBe(certificateArn);
  });
  test('refuses to create the certificate, which ACM could not validate', () => {
    expect(messageOf(() => entrance({ domain: EntranceDomain.route53({ zoneName: 'corp.example', privateZone: true }) }))).toContain(
      "- domain.certificateArn: missing. Must be given where 'privateZone' is true. AWS Certificate Manager "
        + 'validates names in public DNS: give a certificate that was validated in a public zone of the domain, '
        + 'imported, or issued by AWS Private CA.');
  });
  test('refuses an invalid certificate ARN', () => {
    const other = EntranceDomain.route53({ zoneName: 'corp.example', privateZone: true, certificateArn: 'arn:aws:acm:eu-central-1:1:certificate/x' });
    expect(messageOf(() => entrance({ domain: other }))).toContain('- domain.certificateArn: got "arn:aws:acm:eu-central-1:1:certificate/x". '
      + 'Must be the ARN of a certificate of AWS Certificate Manager.');
  });
  test('allows long names, which the given certificate may contain', () => {
    const zoneName = `${'a'.repeat(60)}.example.com`;
    expect(() => entrance({ domain: EntranceDomain.route53({ zoneName, privateZone: true, certificateArn }) })).not.toThrow();
  });
  test('distinguishes zones of one name in two VPCs', () => {
    const inZone = (zoneId: string) => EntranceDomain.route53({ zoneName: 'corp.example', zoneId, privateZone: true, certificateArn });
    expect(inZone('Z1')._source.identities(['zenml'])).not.toEqual(inZone('Z2')._source.identities(['zenml']));
    expect(inZone('Z1')._source.identities(['zenml'])).toEqual(inZone('Z1')._source.identities(['zenml']));
  });
});

test('a public zone accepts a given certificate as well', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
  const stack = entrance({ domain: EntranceDomain.route53({ zoneName: 'example.com', certificateArn }) });
  expect(Object.keys(stack.all('aws_route53_record'))).toHaveLength(3);
  expect(stack.all('aws_acm_certificate')).toEqual({});
});

test('creates no record with a custom certificate', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
  const stack = entrance({ domain: EntranceDomain.certificate({ certificateArn, domainName: 'ml.example.com' }) });
  expect([stack.all('aws_route53_record'), stack.all('aws_acm_certificate')]).toEqual([{}, {}]);
  expect(stack.one('aws_lb_listener', 'Entrance_Listener').certificate_arn).toBe(certificateArn);
});

const DOMAIN = EntranceDomain.route53({ zoneName: 'example.com' });
test.each<[string, Partial<EntranceProps>, string]>([
  ['a network without public subnets on the internet', { network: { ...PROPS.network, publicSubnetIds: [] } },
    "network.publicSubnetIds: got []. Must have at least two where 'scheme' is not LoadBalancerScheme.INTERNAL. Load "
      + 'balancers need two zones.'],
  ['a name with a space', { namePrefix: 'a b' }, 'namePrefix: got "a b". Must be 1 to 30 letters, digits and '
    + 'hyphens, a letter or digit first.'],
  ['a service in upper case', { services: { Web: SERVICES.zenml } }, 'services: got "Web". Must be keyed by names of '
    + '1 to 20 lower-case letters, digits and hyphens, a letter first.'],
  ['a port that is none of nodes', { services: { web: { ...SERVICES.zenml, nodePort: 80 } } },
    'services.web.nodePort: got 80. Must be a whole number from 30000 to 32767. Kubernetes allows no other node '
      + 'ports.'],
  ['one node port for two', { services: { a: SERVICES.zenml, b: SERVICES.zenml } }, 'services.b.nodePort: got 30080, '
    + "which 'a' has. Must be another one."],
  ['one port for two', { services: { ...SERVICES, zenml: { ...SERVICES.zenml, port: 8443 } } },
    "services.mlflow.port: got 8443, which 'zenml' has. Must be another one."],
  ['a path that is none', { services: { web: { ...SERVICES.zenml, healthCheckPath: 'health' } } },
    'services.web.healthCheckPath: got "health". Must be a path that begins with "/".'],
  ['TLS beside a domain', { domain: DOMAIN, tls: EntranceTls.NONE }, "tls: must be left out where 'domain' is given. "
    + 'The domain has a certificate.'],
  ['a label of nothing', { domain: EntranceDomain.route53({ zoneName: 'example.com', labels: { web: 'a' } }) },
    'domain.labels: got "web". Must be keyed by the names of services (zenml, mlflow, models).'],
  ['one name for two', { domain: EntranceDomain.route53({ zoneName: 'example.com', labels: { mlflow: 'zenml' } }) },
    'domain: got "zenml.example.com", which \'zenml\' has. Must be another one.'],
  ['a name that is too long', { domain: EntranceDomain.route53({ zoneName: 'example.com', subdomain: `${'a'.repeat(60)}.${'b'.repeat(60)}` }), services: { web: SERVICES.zenml } },
    `domain: results in "web.${'a'.repeat(60)}.${'b'.repeat(60)}.example.com" of 137 characters. Must result in `
      + 'names of at most 128 characters. Load balancers support no longer host names.'],
  ['a zone that is too long for a certificate', { domain: EntranceDomain.route53({ zoneName: `${'a'.repeat(60)}.example.com` }) },
    `domain: got "${'a'.repeat(60)}.example.com" of 72 characters. Must have a zone of at most 64 characters where `
      + 'no name of a service is shorter. A certificate has one name of that length, its common name.'],
  ['a port beside a domain', { domain: EntranceDomain.route53({ zoneName: 'example.com' }), services: { web: { ...SERVICES.zenml, port: 8443 } } },
    'services.web.port: got 8443. Must be left out where there is a domain. With a domain, all services use port 443.'],
  ['a status code beyond 499', { services: { web: { ...SERVICES.zenml, healthyStatusCodes: '200,500' } } },
    'services.web.healthyStatusCodes: got "200,500". Must be status codes from 200 to 499 such as "200", "200,401" '
      + 'or "200-399".'],
  ['a range of status codes from the end', { services: { web: { ...SERVICES.zenml, healthyStatusCodes: '399-200' } } },
    'services.web.healthyStatusCodes: got "399-200". Must be status codes from 200 to 499 such as "200", "200,401" '
      + 'or "200-399".'],
  ['a private range on the internet', { allowedCidrs: ['203.0.113.7/32', '10.0.0.0/8'] },
    'allowedCidrs: got "10.0.0.0/8". Must be public addresses where the load balancer is internet-facing. Name the '
      + "clients' public addresses, or set 'scheme' to LoadBalancerScheme.INTERNAL."],
  ['more rules than a security group takes', { allowedCidrs: Array.from({ length: 19 }, (_, index) => `203.0.113.${index}/32`) },
    'allowedCidrs: must have fewer ranges: with 3 ports they are 63 rules of a security group, which takes 60. Merge '
      + "ranges, or raise the quota L-0EA8095F and set 'maxSecurityGroupRules'."],
  ['everyone as the pods of the cluster', { network: { ...NETWORK, egressCidrs: ['0.0.0.0/0'] } },
    'network.egressCidrs[0]: got "0.0.0.0/0". Must be narrower than the whole internet. Use the public addresses of '
      + 'your egress.'],
  ['everyone in two halves as the pods of the cluster', { network: { ...NETWORK, egressCidrs: ['0.0.0.0/1', '128.0.0.0/1'] } },
    'network.egressCidrs: got ranges that together cover all addresses. Must be narrower than the whole internet. '
      + 'Use the public addresses of your egress.'],
  ['a zone without name and id', { domain: EntranceDomain.route53({}) }, 'domain.zoneName: missing, and so is '
    + "'zoneId'. Set one of them."],
  ['one name for two in a zone of an id', { domain: EntranceDomain.route53({ zoneId: 'Z0123456789', labels: { mlflow: 'zenml' } }) },
    'domain: got "zenml", which \'zenml\' has. Must be another one.'],
  ['a top-level domain', { domain: EntranceDomain.route53({ zoneName: 'com' }) }, 'domain.zoneName: got "com". Must '
    + 'be a domain, for example "example.com".'],
  ['a subdomain that is none', { domain: EntranceDomain.route53({ zoneName: 'example.com', subdomain: 'a_b' }) },
    'domain.subdomain: got "a_b". Must be a DNS label, or several joined by dots.'],
  ['a prefix list that is none', { allowedPrefixListIds: ['sg-0123456789abcdef0'] },
    'allowedPrefixListIds[0]: got "sg-0123456789abcdef0". Must be the id of a managed prefix list, for example '
      + '"pl-0123456789abcdef0".'],
  ['logs in the folder of AWS', { accessLogs: { bucketName: 'logs', prefix: 'AWSLogs' } },
    'accessLogs.prefix: got "AWSLogs". Must be a path without "AWSLogs", spaces and a slash first or last.'],
  ['an idle time beyond AWS\'s', { idleTimeoutSeconds: 4001 }, 'idleTimeoutSeconds: got 4001. Must be a whole number '
    + 'from 60 to 4000 seconds.'],
])('%s is refused', (_, props, problem) => {
  expect(messageOf(() => new Entrance(new TestStack(), 'Entrance', { ...PROPS, ...props })).split('\n  - ').slice(1)).toEqual([problem]);
});
