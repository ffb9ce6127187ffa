import { Construct } from 'constructs';
import { ClusterNamespace } from '../../../kubernetes';
import { Validation } from '../../../validation/validation';
import { BoundIstio, IstioContext } from '../istio-parts';

/** A kind of Istio source, as Seldon Core sees it. */
export interface IstioSourceKind {
  /** Whether gateway pods are created, so that the stack can choose their exposure. */
  readonly hasOwnGateway: boolean;
  /** Names of the namespaces of the existing Istio, which must not be created. */
  readonly theirNamespaces: string[];
  /** Adds problems of the options. */
  validate(v: Validation, prop: string): void;
  /** Adds the props that have no effect with it. */
  compare(v: Validation, options: IstioContext): void;
  /** The namespaces that it creates, by the prop that chooses each. */
  namespaces(options: IstioContext): [prop: string, namespace: ClusterNamespace][];
  /** Creates what does not exist. */
  bind(scope: Construct, context: IstioContext): BoundIstio;
}
