export * from './gateway-tls';
export * from './options';
export * from './seldon-core-istio';
export * from './seldon-core-istio-props';
