export * from './container-registry';
export * from './container-registry-source';
export * from './image-tag-mutability';
