import { prefixedIdentity } from './controller-identity';
import { ServiceExposure } from '../../kubernetes';
import { defined } from '../../validation/options';
import { Ingress } from '../ingress';

/** Returns the Ingress, with a prefix for the names of its controller that the user does not set. */
export function prefixedIngress(ingress: Ingress, prefix: string): Ingress {
  const { nginxOptions } = ingress._source;
  return nginxOptions ? Ingress.nginx({ ...prefixedIdentity(prefix), ...defined(nginxOptions) }) : ingress;
}

/** Returns the Ingress, with an exposure of its controller unless the user sets one. */
export function exposedIngress(ingress: Ingress, exposure?: ServiceExposure): Ingress {
  const { nginxOptions } = ingress._source;
  return nginxOptions ? Ingress.nginx({ ...nginxOptions, exposure: nginxOptions.exposure ?? exposure }) : ingress;
}
