import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { Construct } from 'constructs';
import { INetwork, Network, NetworkOptions } from './network';
import { validateNetwork } from './private/validate';
import { isUnknown, Validation } from '../private/validation';

/** A VPC that exists. */
export interface ExistingNetworkOptions {
  /** The VPC's id. */
  readonly vpcId: string;
  /** Ids of private subnets in two zones at least, with a way to the internet, tagged `kubernetes.io/role/internal-elb = 1`. */
  readonly privateSubnetIds: string[];
  /** Ids of public subnets in two zones at least, tagged `kubernetes.io/role/elb = 1`. */
  readonly publicSubnetIds: string[];
}

/** @internal */
export interface NetworkContext {
  readonly prefix: string;
  readonly clusterName: string;
}

/** Where the stack's network comes from. */
export abstract class NetworkSource {
  /** A VPC of the stack's own. */
  public static create(options: NetworkOptions = {}): NetworkSource {
    return new CreatedNetwork(options);
  }

  /** A VPC that exists. A plan fails if a subnet is not in the VPC, or lacks the tag by which Kubernetes finds room for load balancers. */
  public static existing(options: ExistingNetworkOptions): NetworkSource {
    return new ExistingNetwork(options);
  }

  /** @internal */
  public abstract readonly _exists: boolean;
  /** @internal */
  public abstract _validate(v: Validation): void;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: NetworkContext): INetwork;
}

class CreatedNetwork extends NetworkSource {
  public readonly _exists = false;

  public constructor(private readonly options: NetworkOptions) {
    super();
  }

  public _validate(v: Validation): void {
    validateNetwork(v, this.options);
  }

  public _bind(scope: Construct, id: string, context: NetworkContext): INetwork {
    return new Network(scope, id, { ...this.options, name: context.prefix, clusterName: context.clusterName });
  }
}

class ExistingNetwork extends NetworkSource {
  public readonly _exists = true;

  public constructor(private readonly options: ExistingNetworkOptions) {
    super();
  }

  public _validate(v: Validation): void {
    v.check('vpcId', this.options.vpcId, (id) => /^vpc-[0-9a-f]{8,}$/.test(id), 'the id of a VPC, for example "vpc-0a1b2c3d4e5f60718"');
    for (const prop of ['privateSubnetIds', 'publicSubnetIds'] as const) {
      v.known(prop, this.options[prop], 'each subnet is looked up');
      v.check(prop, this.options[prop], (ids) => ids.length >= 2, 'at least two subnets, in two zones', 'EKS and RDS each need two zones.');
      v.checkEach(prop, this.options[prop], (id) => /^subnet-[0-9a-f]{8,}$/.test(id), 'the id of a subnet, for example "subnet-0a1b2c3d4e5f60718"');
    }
  }

  public _bind(scope: Construct, id: string): INetwork {
    const { vpcId, privateSubnetIds, publicSubnetIds } = this.options;
    const network = new Construct(scope, id);
    const vpc = isUnknown(vpcId) ? vpcId : JSON.stringify(vpcId);
    const subnets = (kind: string, ids: string[], tag: string) => ids.map((subnetId, index) =>
      new DataAwsSubnet(network, `${kind}Subnet${index + 1}`, {
        id: subnetId,
        lifecycle: {
          postcondition: [
            { condition: `\${self.vpc_id == ${vpc}}`, errorMessage: `Subnet ${subnetId} is not in VPC ${vpcId}.` },
            {
              condition: `\${contains(keys(self.tags), "${tag}")}`,
              errorMessage: `Subnet ${subnetId} has no tag ${tag}: load balancers would find no room. Tag it ${tag} = 1.`,
            },
          ],
        },
      }).id);
    return {
      vpcId,
      privateSubnetIds: subnets('Private', privateSubnetIds, 'kubernetes.io/role/internal-elb'),
      publicSubnetIds: subnets('Public', publicSubnetIds, 'kubernetes.io/role/elb'),
      ready: [],
    };
  }
}
