export * from './data-retention';
export * from './deployment-mark';
export * from './inner-resource';
export * from './policy-statement';
