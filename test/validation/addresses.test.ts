import { Database } from '../../src/database';
import { ServiceExposure, LoadBalancerScheme } from '../../src/kubernetes';
import { isEveryAddress, isNotPublic } from '../../src/validation/addresses';
import { isPort } from '../../src/validation/rules';
import { PRIVATE_SUBNET_IDS, PUBLIC_SUBNET_IDS, VPC_ID } from '../support/fixtures';
import { problemsOf } from '../support/problems';
import { messageOf, TestStack } from '../support/synth';

describe('ranges that cover every address', () => {
  test.each([[['0.0.0.0/0']], [['0.0.0.0/1', '128.0.0.0/1']], [['128.0.0.0/2', '0.0.0.0/1', '192.0.0.0/2']]])('%j', (ranges) => {
    expect(isEveryAddress(ranges)).toBe(true);
  });
  test.each([[[]], [['0.0.0.0/1']], [['0.0.0.0/1', '128.0.0.0/2']], [['128.0.0.0/1']], [['0.0.0.0/1', 'nothing']]])('but not %j', (ranges) => {
    expect(isEveryAddress(ranges)).toBe(false);
  });
});

test.each([['10.1.0.0/16', true], ['100.64.0.0/10', true], ['169.254.169.254/32', true], ['203.0.113.7/32', false], ['0.0.0.0/0', false], ['8.0.0.0/7', false]])(
  'no address of %s is public: %s', (range, expected) => {
    expect(isNotPublic(range)).toBe(expected);
  });

test.each([[undefined, true], ['1', true], ['65535', true], ['65536', false], ['0', false], ['99999', false]])('%s is a valid port: %s', (port, expected) => {
  expect(isPort(port)).toBe(expected);
});

describe('a Kubernetes load balancer', () => {
  const problems = (scheme?: LoadBalancerScheme) =>
    problemsOf((v) => ServiceExposure.loadBalancer({ allowedCidrs: ['10.0.0.0/8'], scheme })._validate(v, 'exposure'));
  test('on the internet refuses private ranges', () => {
    expect(problems()).toEqual(['exposure.allowedCidrs: got "10.0.0.0/8". Must be public addresses where the load '
      + "balancer is internet-facing. Name the clients' public addresses, or set 'scheme' to "
      + 'LoadBalancerScheme.INTERNAL.']);
  });
  test('allows them inside the network', () => expect(problems(LoadBalancerScheme.INTERNAL)).toEqual([]));
});

test('a URL with a port beyond 65535 is refused', () => {
  const exposure = ServiceExposure.nodePort({ nodePort: 30080, url: 'http://localhost:70000' });
  expect(problemsOf((v) => exposure._validate(v, 'exposure'))).toEqual(['exposure.url: got "http://localhost:70000". '
    + 'Must be a URL with a port from 1 to 65535.']);
});

test('a database refuses the internet in two halves', () => {
  const network = {
    vpcId: VPC_ID,
    ready: [],
    privateSubnetIds: PRIVATE_SUBNET_IDS,
    publicSubnetIds: PUBLIC_SUBNET_IDS,
  };
  expect(messageOf(() => new Database(new TestStack(), 'Database', { identifier: 'acme', network, clientCidrs: ['0.0.0.0/1', '128.0.0.0/1'] })))
    .toContain('clientCidrs: got ranges that together cover all addresses. Must be narrower than the whole internet.');
});
