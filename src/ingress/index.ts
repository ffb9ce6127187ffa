export * from './basic-auth';
export * from './ingress';
