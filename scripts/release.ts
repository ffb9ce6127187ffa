// The decisions of the release workflow, for a tag that is pushed or will be.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpIfAsked } from './lib/help';
import { fail, readJson, root, run, runTool } from './lib/project';
import { lastRelease, notes, NOTICE, notices, PAGES, problems, sectionOf, versionOf } from './lib/release';

const USAGE = `Usage: node scripts/run.mjs release check|version|compare|notes|pages vX.Y.Z

  check     whether the tag may be released
  version   writes its version into package.json
  compare   compares the compiled API with that of the last release, or of --before FOLDER
  notes     prints its section of CHANGELOG.md as GitHub shows it
  pages     removes the notices that nothing is released from the pages, before the first release`;

const git = (...args: string[]) => run('git', args, { quiet: true });
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const releasedTags = () => git('tag', '--list', 'v*').stdout.split('\n');
const changelog = () => read('CHANGELOG.md');
const manifest = () => readJson(join(root, 'package.json'));
/** The version of a tag; fails if it has none. */
const versionIn = (tag: string) => versionOf(tag) ?? fail(problems(tag, changelog(), releasedTags())[0]);

function check(tag: string): void {
  const tags = releasedTags();
  const pagesByPath = Object.fromEntries(PAGES.map((page) => [page, read(page)]));
  const found = [...problems(tag, changelog(), tags), ...notices(pagesByPath)];
  // A tag can be pushed on any commit, but a release must be reviewed.
  if (tags.includes(tag) && git('merge-base', '--is-ancestor', tag, 'origin/main').status !== 0) {
    found.push(`${tag} is not on a commit of main: delete it (git push --delete origin ${tag}), and tag one that is`);
  }
  if (found.length > 0) {
    fail([`${tag} may not be released:`, ...found.map((problem) => `  - ${problem}`)].join('\n'));
  }
  console.log(`${tag} may be released: its section exists, `
    + `and the last release is ${lastRelease(versionOf(tag), tags) ?? 'none'}.`);
}

function version(tag: string): void {
  const path = join(root, 'package.json');
  chmodSync(path, 0o644); // projen makes it read-only, against changes by mistake
  writeFileSync(path, `${JSON.stringify({ ...manifest(), version: versionIn(tag) }, undefined, 2)}\n`);
}

function compare(tag: string, given?: string): void {
  const released = versionIn(tag);
  const last = lastRelease(released, releasedTags());
  const before = given ?? (last && `npm:${manifest().name}@${last}`);
  if (before === undefined) {
    console.log(`There is no release before ${released}: nothing to compare with.`);
    return;
  }
  // Everything is experimental in 0.x, and yet a change breaks users' code.
  const args = ['--error-on', 'all', before, root];
  const { status, stderr } = runTool('jsii-diff/bin/jsii-diff', args, { quiet: true });
  if (status === null || status > 1 || /Skipping analysis/.test(stderr)) {
    fail(`The API cannot be compared with ${before}: ${stderr.trim()}`);
  }
  if (status === 0) {
    console.log(`The API is compatible with ${before}.`);
  } else if (sectionOf(changelog(), released)?.groups.includes('Breaking')) {
    console.log('CHANGELOG.md describes it under Breaking.');
  } else {
    fail(`The API breaks ${before}, see above. Revert that, or describe what users have to change under `
      + `"### Breaking" in section ${released} of CHANGELOG.md.`);
  }
}

function printNotes(tag: string): void {
  const released = versionIn(tag);
  const section = sectionOf(changelog(), released) ?? fail(`CHANGELOG.md has no section ${released}.`);
  console.log(notes(section.text, tag, manifest().homepage));
}

function pages(): void {
  PAGES.forEach((page) => writeFileSync(join(root, page), read(page).replace(NOTICE, '')));
}

function main(): void {
  helpIfAsked(USAGE);
  const { positionals: [command, tag = ''], values } = parseArgs({
    allowPositionals: true, options: { before: { type: 'string' } },
  });
  const commands: Record<string, () => void> = {
    check: () => check(tag),
    version: () => version(tag),
    compare: () => compare(tag, values.before),
    notes: () => printNotes(tag),
    pages,
  };
  (commands[command] ?? (() => fail(USAGE)))();
}

main();
