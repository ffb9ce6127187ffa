import { EntranceProps, EntranceTls } from '../entrance-options';

/** Ports of an entrance without a domain, by service. */
export function entrancePorts(
  { services, tls }: Pick<EntranceProps, 'services' | 'tls'>,
): { [service: string]: number } {
  const [first, further] = tls === EntranceTls.NONE ? [80, 8080] : [443, 8443];
  return Object.fromEntries(Object.entries(services).map(([service, { port }], index) =>
    [service, port ?? (index === 0 ? first : further + index - 1)]));
}
