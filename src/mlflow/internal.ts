// What the stack uses of this folder, in addition to its public classes.
export { mlflowNamespaces } from './private/defaults';
