import { NAMESPACE } from './server-defaults';
import { ClusterNamespace } from '../../kubernetes';
import { defined } from '../../validation/options';
import { ZenmlServerSource } from '../zenml-server-source';

/** Returns the source, with a prefix for the name of a namespace that the user does not set. */
export function prefixedServer(source: ZenmlServerSource, prefix: string): ZenmlServerSource {
  const { options } = source._source;
  const namespace = ClusterNamespace.create(`${prefix}-${NAMESPACE}`);
  return options === undefined ? source : ZenmlServerSource.create({ namespace, ...defined(options) });
}
