// Exports for the stack, besides the public classes.
export type { DatabaseNames } from './private/names';
