// Exports for other folders, besides the public classes.
export { REGISTRY_MIRROR } from './private/validate-mirror';
