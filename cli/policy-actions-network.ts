// policy: actions for the network, the load balancer, certificates and records.
import { ActionTable } from './policy-table';

const TAGS = ' CreateTags DeleteTags';
const ELB_TAGS = ' AddTags RemoveTags';

const rule = (direction: 'Ingress' | 'Egress') => ({
  ec2: `AuthorizeSecurityGroup${direction} RevokeSecurityGroup${direction} ModifySecurityGroupRules `
    + `DescribeSecurityGroupRules${TAGS}`,
});
const ofBalancer = (name: string) => `elasticloadbalancing ${['loadbalancer', 'listener', 'listener-rule']
  .map((it) => `${it}/*/{${name}}/*`).join(' ')}`;

export const NETWORK_ACTIONS: ActionTable = {
  'aws_vpc': {
    'ec2': 'CreateVpc ModifyVpcAttribute DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables '
      + `DescribeSecurityGroups DescribeVpcEndpoints${TAGS}`,
    'ec2/tagged': 'DeleteVpc',
    'ec2/guardduty': 'DeleteVpcEndpoints DeleteSecurityGroup',
  },
  'aws_subnet': {
    'ec2': `CreateSubnet ModifySubnetAttribute DescribeSubnets DescribeNetworkInterfaces${TAGS}`,
    'ec2/tagged': 'DeleteSubnet',
  },
  'aws_internet_gateway': {
    'ec2': `CreateInternetGateway AttachInternetGateway DetachInternetGateway DescribeInternetGateways${TAGS}`,
    'ec2/tagged': 'DeleteInternetGateway',
  },
  'aws_eip': {
    'ec2': `AllocateAddress DisassociateAddress DescribeAddresses DescribeAddressesAttribute${TAGS}`,
    'ec2/tagged': 'ReleaseAddress',
  },
  'aws_nat_gateway': { 'ec2': `CreateNatGateway DescribeNatGateways${TAGS}`, 'ec2/tagged': 'DeleteNatGateway' },
  'aws_route_table': {
    'ec2': `CreateRouteTable DescribeRouteTables DisassociateRouteTable${TAGS}`,
    'ec2/tagged': 'DeleteRouteTable',
  },
  'aws_route': { ec2: 'CreateRoute ReplaceRoute DeleteRoute DescribeRouteTables' },
  'aws_route_table_association': {
    ec2: 'AssociateRouteTable ReplaceRouteTableAssociation DisassociateRouteTable DescribeRouteTables',
  },
  'aws_vpc_endpoint': {
    'ec2': `CreateVpcEndpoint ModifyVpcEndpoint DescribeVpcEndpoints DescribePrefixLists${TAGS}`,
    'ec2/tagged': 'DeleteVpcEndpoints',
    '?private_dns_enabled route53': 'AssociateVPCWithHostedZone',
  },
  'aws_default_security_group': {
    ec2: 'DescribeSecurityGroups DescribeSecurityGroupRules RevokeSecurityGroupIngress '
      + `RevokeSecurityGroupEgress${TAGS}`,
  },
  'aws_security_group': {
    // AWS adds a rule to each new group, which the provider takes away.
    'ec2': 'CreateSecurityGroup DescribeSecurityGroups DescribeSecurityGroupRules DescribeNetworkInterfaces '
      + `RevokeSecurityGroupIngress RevokeSecurityGroupEgress${TAGS}`,
    'ec2/tagged': 'DeleteSecurityGroup',
    '?ingress ec2': 'AuthorizeSecurityGroupIngress',
    '?egress ec2': 'AuthorizeSecurityGroupEgress',
  },
  'aws_vpc_security_group_ingress_rule': rule('Ingress'),
  'aws_vpc_security_group_egress_rule': rule('Egress'),
  'aws_ec2_managed_prefix_list': {
    'ec2': 'CreateManagedPrefixList ModifyManagedPrefixList DescribeManagedPrefixLists '
      + `GetManagedPrefixListEntries${TAGS}`,
    'ec2/tagged': 'DeleteManagedPrefixList',
  },
  'data.aws_availability_zones': { ec2: 'DescribeAvailabilityZones' },
  'data.aws_vpc': { ec2: 'DescribeVpcs DescribeVpcAttribute DescribeRouteTables' },
  'data.aws_subnet': { ec2: 'DescribeSubnets' },
  'data.aws_nat_gateway': { ec2: 'DescribeNatGateways' },
  'data.aws_nat_gateways': { ec2: 'DescribeNatGateways' },
  'data.aws_vpc_security_group_rule': { ec2: 'DescribeSecurityGroupRules' },
  'data.aws_vpc_security_group_rules': { ec2: 'DescribeSecurityGroupRules' },

};

export const ENTRANCE_ACTIONS: ActionTable = {
  // The service reads the network in the caller's name:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html; that page lacks
  // GetSecurityGroupsForVpc: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3917
  'aws_lb': {
    [ofBalancer('@')]: 'CreateLoadBalancer ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType '
      + `DeleteLoadBalancer${ELB_TAGS}`,
    elasticloadbalancing: 'DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeCapacityReservation '
      + 'DescribeTags',
    ec2: 'DescribeAccountAttributes DescribeAddresses DescribeInternetGateways DescribeNetworkInterfaces '
      + 'DescribeSecurityGroups DescribeSubnets DescribeVpcs GetSecurityGroupsForVpc',
  },
  'aws_lb_target_group': {
    'elasticloadbalancing targetgroup/{@}/*': 'CreateTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes '
      + `DeleteTargetGroup${ELB_TAGS}`,
    'elasticloadbalancing': 'DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags',
    'ec2': 'DescribeInternetGateways DescribeVpcs',
  },
  'aws_lb_listener': {
    [ofBalancer('@')]: `CreateListener ModifyListener ModifyListenerAttributes DeleteListener${ELB_TAGS}`,
    elasticloadbalancing: 'DescribeListeners DescribeListenerAttributes DescribeTags',
  },
  'aws_lb_listener_rule': {
    [ofBalancer('listener_arn')]: `CreateRule ModifyRule SetRulePriorities DeleteRule${ELB_TAGS}`,
    elasticloadbalancing: 'DescribeRules DescribeTags',
  },
  'aws_acm_certificate': {
    '?private_key acm': 'ImportCertificate',
    '?domain_name acm': 'RequestCertificate UpdateCertificateOptions',
    'acm': 'DescribeCertificate ListTagsForCertificate AddTagsToCertificate RemoveTagsFromCertificate',
    'acm/tagged': 'DeleteCertificate',
  },
  'aws_acm_certificate_validation': { acm: 'DescribeCertificate' },
  'aws_route53_record': {
    'route53/names hostedzone/{zone_id}': 'ChangeResourceRecordSets',
    'route53 hostedzone/{zone_id}': 'GetHostedZone ListResourceRecordSets',
    'route53 change/*': 'GetChange',
  },
  'data.aws_route53_zone': {
    'route53': 'ListHostedZones ListHostedZonesByName',
    'route53 hostedzone/{@}': 'GetHostedZone ListTagsForResource',
  },
};
