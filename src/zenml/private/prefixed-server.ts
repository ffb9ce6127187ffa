import { NAMESPACE } from './server-defaults';
import { ClusterNamespace } from '../../kubernetes';
import { defined } from '../../validation/options';
import { ZenmlServerSource } from '../zenml-server-source';

/** The same source, with a prefix before the name of a namespace that is not chosen. */
export function prefixedServer(source: ZenmlServerSource, prefix: string): ZenmlServerSource {
  const { options } = source._source;
  const namespace = ClusterNamespace.create(`${prefix}-${NAMESPACE}`);
  return options === undefined ? source : ZenmlServerSource.create({ namespace, ...defined(options) });
}
