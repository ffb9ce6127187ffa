import { AutoscalingAttachment } from '@cdktf/provider-aws/lib/autoscaling-attachment';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EntranceDomain } from './entrance-domain';
import { EntranceOptions, EntranceProps, EntranceServiceOptions, EntranceTls } from './entrance-options';
import { LoadBalancerScheme } from '../kubernetes';
import { markDeployment } from '../private/deployment';
import { entranceAccess } from './private/entrance-access';
import { entrancePorts } from './private/entrance-ports';
import { ownCertificate } from './private/own-authority';
import { compareDomain, comparePorts, DOMAIN, ENTRANCE_PROPS, ENTRANCE_SHAPE } from './private/validate-entrance';
import { Rule, Shape, validateProps } from '../private/shape';

/** TLS 1.3, and of 1.2 what has forward secrecy. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';
/** How long a connection may be silent unless the user says otherwise. */
const IDLE_TIMEOUT_SECONDS = 3600;

/**
 * The way into a cluster: one Application Load Balancer of Terraform's own in front of services on node ports.
 *
 * With a domain each service has a name of its own, at port 443, and plain HTTP is redirected. Without one they share
 * the load balancer's name, and each has a port. It is closed but for the cluster's own pods and for whom the options
 * name. Nodes admit it, and nobody else, to the node ports.
 */
export class Entrance extends Construct {
  /** What each option has to be, for what composes the construct. @internal */
  public static readonly _SHAPE: Shape<EntranceOptions> = ENTRANCE_SHAPE;
  /** @internal */
  public static readonly _DOMAIN: Rule<EntranceDomain> = DOMAIN;
  /** @internal */
  public static readonly _compareDomain = compareDomain;
  /** @internal */
  public static readonly _comparePorts = comparePorts;

  /** The load balancer's own name: what records in another DNS have to point to. */
  public readonly loadBalancerHostName: string;
  /** The URLs of the services by their names, without a slash at the end. */
  public readonly urls: { [service: string]: string };
  /** The certificate, in PEM, of the authority that signed the entrance's; undefined where clients know it anyway. */
  public readonly certificateAuthority?: string;
  /** When the certificate that it signed ends, in RFC 3339; an apply in the half-year before makes a new one. */
  public readonly certificateExpiry?: string;
  /** What to depend on if requests have to reach the cluster before and until after. */
  public readonly ready: ITerraformDependable[];

  private readonly targetGroups: { [service: string]: LbTargetGroup };

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: EntranceProps) {
    super(scope, id);
    validateProps('Entrance', this, ENTRANCE_PROPS, props);
    markDeployment(this);
    const { network, cluster, domain, services, namePrefix: name } = props;
    const internal = props.scheme === LoadBalancerScheme.INTERNAL;
    const ports = entrancePorts(props);

    const group = entranceAccess(this, {
      name,
      vpcId: network.vpcId,
      nodeSecurityGroupIds: {
        Node: cluster.securityGroupId,
        ...Object.fromEntries((cluster.nodeSecurityGroupIds ?? []).map((it, index) => [`NodeGroup${index + 1}`, it])),
      },
      // Through NAT to a public load balancer, straight to one in the VPC.
      podCidrs: (internal ? network.vpcCidrs : network.egressCidrs) ?? [],
      allowedCidrs: props.allowedCidrs ?? [],
      allowedPrefixListIds: props.allowedPrefixListIds ?? [],
      ports: domain ? [443, 80] : Object.values(ports),
      nodePorts: [...new Set(Object.values(services).flatMap(({ nodePort, healthCheckNodePort }) =>
        [nodePort, ...(healthCheckNodePort === undefined ? [] : [healthCheckNodePort])]))],
    });
    const loadBalancer = new Lb(this, 'Resource', {
      // A generated name: what waits for it comes before the old one goes, and so does the load balancer. AWS takes no
      // longer prefixes.
      namePrefix: name.slice(0, 6),
      tags: { Name: name },
      loadBalancerType: 'application',
      internal,
      subnets: internal ? network.privateSubnetIds : network.publicSubnetIds,
      securityGroups: [group.id],
      idleTimeout: props.idleTimeoutSeconds ?? IDLE_TIMEOUT_SECONDS,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: props.deletionProtection ?? false,
      accessLogs: props.accessLogs && {
        enabled: true, bucket: props.accessLogs.bucketName, prefix: props.accessLogs.prefix,
      },
      dependsOn: network.ready,
    });
    this.loadBalancerHostName = loadBalancer.dnsName;
    this.targetGroups = Object.fromEntries(Object.entries(services).map(([service, options]) =>
      [service, this.targetGroup(service, options, network.vpcId)]));

    if (domain) {
      const { hostNames, certify } = domain._bind(this, Object.keys(services));
      this.urls = mapped(hostNames, (host) => `https://${host}`);
      this.ready = this.listenForNames(loadBalancer, hostNames, certify(loadBalancer));
    } else {
      const own = props.tls === EntranceTls.NONE ? undefined : ownCertificate(this, name, loadBalancer.dnsName);
      this.certificateAuthority = own?.certificateAuthority;
      this.certificateExpiry = own?.expiry;
      const scheme = own ? 'https' : 'http';
      const usual = own ? 443 : 80;
      this.urls = mapped(ports, (port) => `${scheme}://${loadBalancer.dnsName}${port === usual ? '' : `:${port}`}`);
      this.ready = this.listenAtPorts(loadBalancer, ports, own?.arn);
    }
    (cluster.autoScalingGroupNames ?? []).forEach((group_, index) =>
      this.ready.push(...this.attachments(`Nodes${index + 1}`, group_)));
  }

  /**
   * Leads to further nodes as well.
   *
   * @param id a name for them in this construct
   * @param autoScalingGroupName the nodes' auto scaling group
   */
  public addNodes(id: string, autoScalingGroupName: string): void {
    this.ready.push(...this.attachments(id, autoScalingGroupName));
  }

  private attachments(id: string, autoscalingGroupName: string): ITerraformDependable[] {
    return Object.entries(this.targetGroups).map(([service, { arn }]) =>
      new AutoscalingAttachment(this, `${id}-${service}`, { autoscalingGroupName, lbTargetGroupArn: arn }));
  }

  private targetGroup(service: string, options: EntranceServiceOptions, vpcId: string): LbTargetGroup {
    return new LbTargetGroup(this, `Targets-${service}`, {
      // A generated name lets the new one come before the old one goes. Longer prefixes AWS does not take.
      namePrefix: service.slice(0, 6),
      targetType: 'instance',
      port: options.nodePort,
      protocol: 'HTTP',
      vpcId,
      deregistrationDelay: '60',
      healthCheck: {
        path: options.healthCheckPath,
        port: `${options.healthCheckNodePort ?? options.nodePort}`,
        protocol: 'HTTP',
        matcher: options.healthyStatusCodes ?? '200',
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private listenForNames(
    { arn }: Lb, hostNames: { readonly [service: string]: string }, certificateArn: string,
  ): ITerraformDependable[] {
    const redirect = new LbListener(this, 'Redirect', {
      loadBalancerArn: arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } }],
    });
    const listener = new LbListener(this, 'Listener', {
      loadBalancerArn: arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: TLS_POLICY,
      certificateArn,
      // Who asks for another name is no client of ours.
      defaultAction: [{ type: 'fixed-response', fixedResponse: { contentType: 'text/plain', statusCode: '404' } }],
    });
    return [redirect, ...Object.entries(hostNames).map(([service, host]) =>
      new LbListenerRule(this, `Rule-${service}`, {
        listenerArn: listener.arn,
        condition: [{ hostHeader: { values: [host] } }],
        action: [{ type: 'forward', targetGroupArn: this.targetGroups[service].arn }],
      }))];
  }

  private listenAtPorts(
    { arn }: Lb, ports: { readonly [service: string]: number }, certificateArn?: string,
  ): ITerraformDependable[] {
    return Object.entries(ports).map(([service, port]) => new LbListener(this, `Listener-${service}`, {
      loadBalancerArn: arn,
      port,
      ...(certificateArn ? { protocol: 'HTTPS', sslPolicy: TLS_POLICY, certificateArn } : { protocol: 'HTTP' }),
      defaultAction: [{ type: 'forward', targetGroupArn: this.targetGroups[service].arn }],
    }));
  }
}

function mapped<V>(map: { readonly [name: string]: V }, change: (value: V) => string): { [name: string]: string } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
