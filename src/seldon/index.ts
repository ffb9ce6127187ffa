export * from './seldon-core-istio';
export * from './seldon-core-istio-options';
export * from './seldon-core-istio-props';
