// What other folders use of this folder beside its public classes.
export { REGISTRY_MIRROR } from './private/validate-mirror';
