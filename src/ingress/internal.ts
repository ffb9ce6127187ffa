// Internals of this folder that other folders use.
export * from './private/egress';
export * from './private/ingress-route';
export * from './private/ingress-variants';
export {
  compareDomain, compareSecurityGroupRules, compareServicePorts, ENTRANCE_DOMAIN, ENTRANCE_SHAPE,
} from './private/validate-entrance';
