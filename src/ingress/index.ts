export * from './basic-auth';
export * from './entrance';
export * from './entrance-domain';
export * from './entrance-domain-options';
export * from './entrance-options';
export * from './ingress';
export * from './ingress-options';
export * from './nginx-controller';
