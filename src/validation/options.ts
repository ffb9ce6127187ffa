/** Returns the members that are defined. */
export function defined<T extends object>(from: T): Record<string, any> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined));
}

/** Returns the options, with defaults for members that are missing or undefined. */
export function withDefaults<D extends object, O extends object>(defaults: D, options: O): D & O {
  return { ...defaults, ...defined(options) } as D & O;
}
