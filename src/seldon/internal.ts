// What the stack uses of this folder, in addition to its public classes.
export { gatewayTakesExposure, seldonNamespaceNames } from './private/namespaces';
