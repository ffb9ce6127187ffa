import { Construct } from 'constructs';
import { ClusterNamespace } from '../../../kubernetes';
import { Validation } from '../../../validation/validation';
import { BoundIstio, IstioContext } from '../istio-parts';

/** A kind of Istio source, as Seldon Core uses it. */
export interface IstioSourceKind {
  /** Whether gateway pods are created, so that the stack can set their exposure. */
  readonly hasOwnGateway: boolean;
  /** Names of the existing Istio's namespaces, which must not be created. */
  readonly theirNamespaces: string[];
  /** Adds problems of the options. */
  validate(v: Validation, prop: string): void;
  /** Adds props that have no effect with this source. */
  compare(v: Validation, options: IstioContext): void;
  /** Namespaces to create, by the prop that sets each. */
  namespaces(options: IstioContext): [prop: string, namespace: ClusterNamespace][];
  /** Creates everything that does not exist. */
  bind(scope: Construct, context: IstioContext): BoundIstio;
}
