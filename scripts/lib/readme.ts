// The instructions of README.md for a user's repository.

const TITLE = 'Use it in your own repository';

/** The part about your own repository, without the other languages, which are folded. */
export function ownRepository(readme: string): string {
  const part = readme.split(/^## /m).find((text) => text.startsWith(`${TITLE}\n`));
  if (part === undefined) {
    throw new Error(`README.md has no part "${TITLE}".`);
  }
  return part.replace(/^<details>.*?^<\/details>$/gms, '');
}

/** The texts of its code blocks in a language, in order. */
export function blocksOf(readme: string, language: string): string[] {
  const fences = ownRepository(readme).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  return [...fences].map(([, text]) => text);
}

/** Its program, which is also valid JavaScript. */
export function snippetOf(readme: string): string {
  const [program, ...others] = blocksOf(readme, 'ts');
  if (program === undefined || others.length > 0) {
    const count = others.length + (program ? 1 : 0);
    throw new Error(`README.md has ${count} programs in "${TITLE}". Exactly one is allowed.`);
  }
  return program;
}
