// What README.md tells users to type for a repository of their own.

const TITLE = 'Use it in your own repository';

/** The part about your own repository, without the other languages, which are folded. */
export function ownRepository(readme) {
  const part = readme.split(/^## /m).find((text) => text.startsWith(`${TITLE}\n`));
  if (part === undefined) {
    throw new Error(`README.md has no part "${TITLE}".`);
  }
  return part.replace(/^<details>.*?^<\/details>$/gms, '');
}

/** The texts of its blocks in a language, in their order. */
export function blocksOf(readme, language) {
  return [...ownRepository(readme).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text);
}

/** Its program, which is valid as JavaScript, too. */
export function snippetOf(readme) {
  const [program, ...others] = blocksOf(readme, 'ts');
  if (program === undefined || others.length > 0) {
    throw new Error(`README.md has ${others.length + (program ? 1 : 0)} programs in "${TITLE}" where one is expected.`);
  }
  return program;
}
