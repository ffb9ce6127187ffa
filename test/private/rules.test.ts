import {
  cidrRemedy, formatCidr, isArn, isCidr, isDnsLabel, isHostName, isPrivate, isWithin, networkOf, parseCidr,
} from '../../src/private/rules';

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
  test('admits a wildcard as the first label, on request', () => {
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

test('networkOf clears the bits behind the prefix', () => {
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

describe('isArn', () => {
  test.each([
    ['arn:aws:kms:eu-central-1:111122223333:key/1', 'kms'],
    ['arn:aws-cn:iam::111122223333:role/a', 'iam'],
    ['arn:aws-us-gov:iam::aws:policy/A', 'iam'],
    ['arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy', 'iam'],
  ])('allows %s', (arn, service) => expect(isArn(arn, service)).toBe(true));
  test.each([
    ['arn:aws:kms:eu-central-1:111122223333:key/1', 'iam'],
    ['arn:aws:iam::1111:role/a', 'iam'],
    ['arn:aws:iam::111122223333:', 'iam'],
    ['arn:gcp:iam::111122223333:role/a', 'iam'],
    ['role/a', 'iam'],
  ])('refuses %s as one of %s', (arn, service) => expect(isArn(arn, service)).toBe(false));
});
