export * from './istio-options';
export * from './istio-source';
export * from './seldon-core-istio';
export * from './seldon-core-istio-options';
export * from './seldon-model-server';
export * from './seldon-source';
