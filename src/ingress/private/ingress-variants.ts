import { prefixedIdentity } from './controller-identity';
import { ServiceExposure } from '../../kubernetes';
import { defined } from '../../validation/options';
import { Ingress } from '../ingress';

/** The same Ingress, with a prefix before the names of its controller that are not chosen. */
export function prefixedIngress(ingress: Ingress, prefix: string): Ingress {
  const { nginxOptions } = ingress._source;
  return nginxOptions ? Ingress.nginx({ ...prefixedIdentity(prefix), ...defined(nginxOptions) }) : ingress;
}

/** The same Ingress, with an exposure of its controller unless one is chosen. */
export function exposedIngress(ingress: Ingress, exposure?: ServiceExposure): Ingress {
  const { nginxOptions } = ingress._source;
  return nginxOptions ? Ingress.nginx({ ...nginxOptions, exposure: nginxOptions.exposure ?? exposure }) : ingress;
}
