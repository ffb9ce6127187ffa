/** A text without ranges of it, which must not overlap. */
export function cut(text: string, ranges: Iterable<readonly [from: number, to: number]>): string {
  return [...ranges].sort(([a], [b]) => b - a).reduce((all, [from, to]) => all.slice(0, from) + all.slice(to), text);
}
