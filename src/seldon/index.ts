export * from './seldon-core-istio';
export * from './seldon-core-istio-options';
