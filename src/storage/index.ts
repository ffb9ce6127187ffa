export * from './artifact-bucket';
export * from './artifact-bucket-source';
