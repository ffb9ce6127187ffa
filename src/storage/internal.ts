// Exports for other folders, besides the public classes.
export { bucketHead, bucketRead, bucketReadWrite, bucketVersions } from './private/statements';
