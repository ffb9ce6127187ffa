// Rules of a release: its tag, its section of CHANGELOG.md, the releases before it.

/** Pages with commands that install a package. Before the first release each has a notice that it is not published. */
export const PAGES = [
  'README.md', 'docs/cdktn.md', 'examples/python/README.md', 'examples/csharp/README.md', 'examples/go/README.md',
];

/** The notice in a page, with its marks. */
export const NOTICE = /^<!-- not released -->\n.*?^<!-- \/not released -->\n\n?/ms;

/** Problems with a release: pages that say that there is none. @param pages texts by path */
export function notices(pages: Record<string, string>): string[] {
  const found = Object.keys(pages).filter((page) => NOTICE.test(pages[page]));
  const verb = found.length === 1 ? 'says' : 'say';
  return found.length === 0 ? [] : [`${found.join(', ')} ${verb} that nothing is released: `
    + 'run node scripts/run.mjs release pages, which removes that, and commit'];
}

/** The sections of https://keepachangelog.com, and Breaking for changes that require action. */
const GROUPS = ['Breaking', 'Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** The version that a tag names, or undefined: "v0.1.0" names 0.1.0. */
export const versionOf = (tag: string): string | undefined =>
  /^v((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/.exec(tag)?.[1];

const partsOf = (version: string) => version.split('.').map(Number);

/** Negative if the first version is the older one. */
function order(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The newest version among the tags other than the given one. */
export function lastRelease(version: string | undefined, tags: string[]): string | undefined {
  return tags.map(versionOf).filter((it) => it !== undefined).filter((it) => it !== version).sort(order).at(-1);
}

/** The next version that can have breaking changes: the next minor version of 0.x, or the next major version. */
function nextBreaking(last: string): string {
  const [major, minor] = partsOf(last);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** A section of CHANGELOG.md. */
export interface Section {
  readonly date?: string;
  readonly text: string;
  readonly groups: string[];
}

/** The section of a version in CHANGELOG.md, or undefined. */
export function sectionOf(changelog: string, version: string): Section | undefined {
  const HEADING = /^## \[(.+?)\](?: - (.*))?$/m;
  const found = changelog.split(/^(?=## )/m).find((it) => HEADING.exec(it)?.[1] === version);
  if (found === undefined) {
    return undefined;
  }
  const text = found.slice(found.indexOf('\n') + 1).trim();
  const groups = [...text.matchAll(/^### (.*)$/gm)].map(([, group]) => group.trim());
  return { date: HEADING.exec(found)?.[2], text, groups };
}

/** Problems with releasing a tag. */
export function problems(tag: string, changelog: string, tags: string[]): string[] {
  const version = versionOf(tag);
  if (version === undefined) {
    return [`"${tag}" is not a version tag. Tags are vX.Y.Z, for example v0.1.0`];
  }
  const last = lastRelease(version, tags);
  const old = last !== undefined && order(version, last) < 0
    ? [`${version} is older than ${last}, which is released`] : [];
  const section = sectionOf(changelog, version);
  return [...old, ...(section === undefined
    ? [`CHANGELOG.md has no section ${version}: rename "## [Unreleased]" to "## [${version}] - YYYY-MM-DD", `
      + 'and add an empty one above it']
    : problemsOf(section, version, last))];
}

function problemsOf({ date, text, groups }: Section, version: string, last?: string): string[] {
  const unknown = groups.filter((group) => !GROUPS.includes(group));
  const breaksTooEarly = last !== undefined && groups.includes('Breaking') && order(version, nextBreaking(last)) < 0;
  const where = `section ${version} of CHANGELOG.md`;
  return [
    ...(/^\d{4}-\d\d-\d\d$/.test(date ?? '') ? []
      : [`${where} has no date: write "## [${version}] - YYYY-MM-DD"`]),
    ...(text === '' ? [`${where} is empty: describe what changes`] : []),
    ...unknown.map((group) => `${where} has an unknown group "${group}". Allowed: ${GROUPS.join(', ')}`),
    ...(breaksTooEarly
      ? [`${version} has a group Breaking: after ${last} breaking changes need ${nextBreaking(last)}`] : []),
  ];
}

/**
 * A section as the text of a release on GitHub: links lead to the files of its tag, and a paragraph is one line,
 * because GitHub shows the end of a line as a line break.
 */
export function notes(text: string, tag: string, repository: string): string {
  return text.replace(/([^\n])\n(?![\n#|>]| *[-*] )[ \t]*/g, '$1 ')
    .replace(/\]\((?!https?:|#)([^)]+)\)/g, `](${repository}/blob/${tag}/$1)`);
}
