// Internals of this folder that the stack uses.
export { gatewayTakesExposure, seldonNamespaceNames } from './private/namespaces';
