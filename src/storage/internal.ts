// What other folders use of this folder beside its public classes.
export { bucketHead, bucketRead, bucketReadWrite, bucketVersions } from './private/statements';
