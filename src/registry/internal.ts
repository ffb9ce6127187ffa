// Exports for other folders, besides the public classes.
export { repositoryDiscovery, repositoryReadWrite } from './private/statements';
