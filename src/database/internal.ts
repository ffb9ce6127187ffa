// What the stack uses of this folder, in addition to its public classes.
export type { DatabaseNames } from './private/names';
