// What other folders use of this folder beside its public classes.
export { repositoryDiscovery, repositoryReadWrite } from './private/statements';
