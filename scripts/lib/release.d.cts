/** Whether a version is published. */
export const RELEASED: boolean;

/** What pages say next to commands that install a package, while none is published; by their paths. */
export const NOTICES: Readonly<Record<string, string>>;

/** Where in a page the notice is. */
export const MARKED: RegExp;

/** A page with its notice between the marks, or without it and them after the release. */
export function withNotice(text: string, notice: string, released?: boolean): string;

/** What is in the way of a release: pages, by their paths, that say that there is none. */
export function notices(pages: Record<string, string>): string[];

/** The version that a tag names, or undefined: "v0.1.0" is that of 0.1.0. */
export function versionOf(tag: string): string | undefined;

/** The newest version among the tags, but for the one that is asked about. */
export function lastRelease(version: string, tags: string[]): string | undefined;

/** What CHANGELOG.md says of a version: its date, its text, its groups. */
export function sectionOf(changelog: string, version: string): {
  readonly date?: string; readonly text: string; readonly groups: string[];
} | undefined;

/** What is in the way of releasing a tag; nothing, if it may go. */
export function problems(tag: string, changelog: string, tags: string[]): string[];

/** A section as the text of a release on GitHub. */
export function notes(text: string, tag: string, repository: string): string;
