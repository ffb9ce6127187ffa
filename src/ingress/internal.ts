// What other folders use of this folder beside its public classes.
export * from './private/ingress-route';
