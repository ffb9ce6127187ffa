import {
  ALLOWED_CIDRS, cidrRemedy, ENDPOINT_URL, formatCidr, HOST, isCidr, isDnsLabel, isHostName, isPrivate, isVersion, isWithin, networkOf,
  parseCidr, PUBLIC_HOST,
} from '../../src/validation/rules';
import { problemsWith } from '../support/problems';

describe('isDnsLabel', () => {
  test.each(['a', '0', 'zenml', 'a-b', 'a--b', 'a'.repeat(63)])('allows %p', (value) => expect(isDnsLabel(value)).toBe(true));
  test.each(['', '-a', 'a-', 'A', 'a.b', 'a_b', 'ä', 'a\n', 'a'.repeat(64)])('refuses %p', (value) => expect(isDnsLabel(value)).toBe(false));
});

describe('isHostName', () => {
  test.each(['a', 'db.example.com', '10.0.0.1', [63, 63, 63, 61].map((n) => 'a'.repeat(n)).join('.')])('allows %p', (value) => {
    expect(isHostName(value)).toBe(true);
  });
  test.each(['', 'a..b', '.a', 'a.', 'a.-b', '*.example.com', 'mysql://a', 'a:1', [63, 63, 63, 62].map((n) => 'a'.repeat(n)).join('.')])(
    'refuses %p', (value) => expect(isHostName(value)).toBe(false));
  test('allows a wildcard as the first label, on request', () => {
    expect(isHostName('*.example.com', true)).toBe(true);
    expect(isHostName('a.*.com', true)).toBe(false);
  });
});

describe('parseCidr', () => {
  test.each([
    ['0.0.0.0/0', 0, 0],
    ['10.10.0.0/16', 10 * 2 ** 24 + 10 * 2 ** 16, 16],
    ['255.255.255.255/32', 2 ** 32 - 1, 32],
  ])('reads %s', (text, address, prefixLength) => {
    expect(parseCidr(text)).toEqual({ address, prefixLength });
    expect(formatCidr({ address, prefixLength })).toBe(text);
  });
  test.each(['', '10.0.0.0', '10.0.0/16', '256.0.0.0/8', '10.0.0.0/33', '010.0.0.0/8', '10.0.0.0/08', '10.0.0.0/16 ', '10.0.0.-1/8', '::/0'])(
    'does not read %p', (text) => expect(parseCidr(text)).toBeUndefined());
});

test('networkOf clears the bits after the prefix', () => {
  expect(formatCidr(networkOf(parseCidr('10.10.77.9/21')!))).toBe('10.10.72.0/21');
});

test.each([
  ['10.0.0.0/24', '10.0.0.0/16', true],
  ['10.0.0.0/16', '10.0.0.0/16', true],
  ['10.0.0.0/8', '10.0.0.0/16', false],
  ['10.1.0.0/24', '10.0.0.0/16', false],
  ['1.2.3.4/32', '0.0.0.0/0', true],
])('isWithin(%s, %s) is %p', (inner, outer, expected) => {
  expect(isWithin(parseCidr(inner)!, parseCidr(outer)!)).toBe(expected);
});

test.each([
  ['10.0.0.0/8', true], ['172.16.0.0/12', true], ['172.31.255.0/24', true], ['192.168.1.0/24', true],
  ['172.32.0.0/16', false], ['172.0.0.0/8', false], ['192.0.0.0/8', false], ['11.0.0.0/8', false], ['100.64.0.0/10', false],
])('isPrivate(%s) is %p', (range, expected) => {
  expect(isPrivate(parseCidr(range)!)).toBe(expected);
});

test.each([['10.10.0.0/16', true], ['10.10.0.1/32', true], ['10.10.0.1/16', false], ['10.10.0.0', false]])('isCidr(%s) is %p', (text, expected) => {
  expect(isCidr(text)).toBe(expected);
});

test.each([
  ['10.0.0.1', 'Did you mean "10.0.0.1/32"?'],
  ['10.10.77.9/16', 'Did you mean "10.10.0.0/16"?'],
  ['home', undefined],
  ['10.0.0.1/99', undefined],
])('cidrRemedy(%s) is %p', (text, expected) => {
  expect(cidrRemedy(text)).toBe(expected);
});

test('cidrRemedy suggests the length for a range without one', () => {
  expect(cidrRemedy('10.10.0.0', 16)).toBe('Did you mean "10.10.0.0/16"?');
});

test.each([['1.17.1', true], ['1.31.0-rc.0', true], ['1.17', false], ['v1.17.1', false], ['latest', false]])('isVersion(%s) is %p', (text, expected) => {
  expect(isVersion(text)).toBe(expected);
});

describe('HOST', () => {
  test.each(['db', 'DB.Example.com', '10.0.0.1'])('allows %s', (host) => expect(problemsWith(HOST, host)).toEqual([]));
  test.each(['mysql://db', 'db:3306', 'root@db', 'db/x'])('refuses %s', (host) => expect(problemsWith(HOST, host)).toEqual([
    `prop: got "${host}". Must be a host name or an IPv4 address. Give the name alone, without scheme, user, port or `
      + 'path.',
  ]));
});

describe('PUBLIC_HOST', () => {
  test('allows names in either case', () => expect(problemsWith(PUBLIC_HOST, 'MLflow.example.com')).toEqual([]));
  test('refuses an address', () => expect(problemsWith(PUBLIC_HOST, '203.0.113.7')).toEqual([
    'prop: got "203.0.113.7". Must be a name, not an address. Certificates and Host headers are for names.',
  ]));
});

test('ALLOWED_CIDRS are distinct ranges, and at least one', () => {
  expect(problemsWith(ALLOWED_CIDRS, ['203.0.113.0/24', '10.0.0.0/8'])).toEqual([]);
  expect(problemsWith(ALLOWED_CIDRS, [])).toEqual(['prop: got []. Must be a list of at least 1 element. Leave it out '
    + 'to allow every address.']);
  expect(problemsWith(ALLOWED_CIDRS, ['203.0.113.7', '10.0.0.0/8', '10.0.0.0/8'])).toEqual([
    'prop[0]: got "203.0.113.7". Must be an IPv4 range in CIDR notation that starts at its first address. Did you '
      + 'mean "203.0.113.7/32"?',
  ]);
  expect(problemsWith(ALLOWED_CIDRS, ['10.0.0.0/8', '10.0.0.0/8'])).toEqual([
    'prop: got "10.0.0.0/8" twice. Must name each element once.',
  ]);
});

test.each([['http://minio:9000', true], ['https://s3.example.com/', true], ['minio:9000', false], ['http://a/b', false]])('ENDPOINT_URL: %s %p', (url, good) =>
  expect(problemsWith(ENDPOINT_URL, url).length === 0).toBe(good));
