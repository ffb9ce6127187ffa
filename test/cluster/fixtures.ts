import { TerraformVariable } from 'cdktf';
import { ICluster } from '../../src/cluster';
import { NETWORK, PRIVATE_SUBNET_IDS, PUBLIC_SUBNET_IDS } from '../support/fixtures';
import { messageOf, TestStack } from '../support/synth';

export { NETWORK };
export const [PRIVATE_1, PRIVATE_2, PUBLIC_1, PUBLIC_2] = [...PRIVATE_SUBNET_IDS, ...PUBLIC_SUBNET_IDS];

/** A cluster from attributes. */
export const CLUSTER: ICluster = {
  clusterName: 'acme-eks',
  endpoint: 'https://eks.example.com',
  certificateAuthorityData: 'Q0E=',
  securityGroupId: 'sg-0a1b2c3d4e5f60718',
  oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1',
  oidcIssuer: 'oidc.example.com/id/1',
  ready: [],
};

export const POLICY = JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

/** A value that only Terraform knows. */
export const variable = () => new TerraformVariable(new TestStack(), 'Value', {});

/** The problems in an error. */
export const problemsOf = (build: () => unknown) => messageOf(build).split('\n  - ').slice(1);
