export * from './istio-options';
export * from './istio-source';
export * from './seldon-core-istio';
export * from './seldon-model-server';
export * from './seldon-core-istio-options';
