export * from './basic-auth';
export * from './ingress';
export * from './ingress-options';
