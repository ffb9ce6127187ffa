/** Prints the usage of a script and exits, if --help is among the arguments. */
export function helpIfAsked(usage: string): void {
  if (process.argv.slice(2).some((it) => it === '--help' || it === '-h')) {
    console.log(usage);
    process.exit(0);
  }
}
