export * from './artifact-bucket';
export * from './artifact-bucket-options';
export * from './artifact-bucket-source';
export * from './lifecycle-rule-options';
