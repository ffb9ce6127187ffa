// Internals of this folder that the stack uses.
export { mlflowNamespaces } from './private/defaults';
