import { defined } from './resources';

/** The options with the defaults for members that are missing or undefined. */
export function withDefaults<D extends object, O extends object>(defaults: D, options: O): D & O {
  return { ...defaults, ...defined(options) } as D & O;
}
