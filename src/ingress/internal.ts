// What other folders use of this folder, in addition to its public classes.
export * from './private/ingress-route';
