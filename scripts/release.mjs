// The decisions of the release workflow, for a tag that is pushed or is going to be:
//   node scripts/release.mjs check v0.1.0      whether it may be released
//   node scripts/release.mjs version v0.1.0    puts its version into package.json
//   node scripts/release.mjs compare v0.1.0    what is compiled with the last release; --before FOLDER takes another one
//   node scripts/release.mjs notes v0.1.0      prints its section of CHANGELOG.md as GitHub shows it
//   node scripts/release.mjs pages             writes into pages that nothing is released yet, or takes it out: RELEASED in lib/release.cjs
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, quietNode, root, run } from './lib/project.mjs';
import { lastRelease, notes, NOTICES, notices, problems, sectionOf, versionOf, withNotice } from './lib/release.cjs';

const commands = { check, version, compare, notes: printNotes, pages };
const { positionals: [command, tag = ''], values } = parseArgs({
  allowPositionals: true, options: { before: { type: 'string' } },
});
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const tags = git('tag', '--list', 'v*').stdout.split('\n');

if (commands[command] === undefined) {
  fail(`node scripts/release.mjs ${Object.keys(commands).join('|')} vX.Y.Z`);
}
commands[command]();

function check() {
  const found = [...problems(tag, changelog, tags), ...notices(Object.fromEntries(Object.keys(NOTICES).map((page) => [page, read(page)])))];
  // A tag may be pushed on any commit, but what is released has been looked at.
  if (tags.includes(tag) && git('merge-base', '--is-ancestor', tag, 'origin/main').status !== 0) {
    found.push(`${tag} is on no commit of main: delete it (git push --delete origin ${tag}), and tag one that is`);
  }
  if (found.length > 0) {
    fail([`${tag} is not released:`, ...found.map((problem) => `  - ${problem}`)].join('\n'));
  }
  console.log(`${tag} may be released: its section is there, and the last release is ${lastRelease(versionOf(tag), tags) ?? 'none'}.`);
}

function version() {
  const path = join(root, 'package.json');
  chmodSync(path, 0o644); // projen writes it so that nobody edits it by mistake
  writeFileSync(path, `${JSON.stringify({ ...manifest, version: released() }, undefined, 2)}\n`);
}

function compare() {
  const last = lastRelease(released(), tags);
  const before = values.before ?? (last && `npm:${manifest.name}@${last}`);
  if (before === undefined) {
    console.log(`There is no release before ${released()}: nothing to compare with.`);
    return;
  }
  // Everything is experimental in 0.x, and yet somebody's code breaks.
  const { status, stderr } = run(process.execPath, [
    join(root, 'node_modules', 'jsii-diff', 'bin', 'jsii-diff'), '--error-on', 'all', before, root,
  ], { quiet: true, env: quietNode });
  if (status > 1 || status === null || /Skipping analysis/.test(stderr)) {
    fail(`${before} could not be compared with: ${stderr.trim()}`);
  }
  if (status === 0) {
    console.log(`Whoever uses ${before} can use this.`);
  } else if (sectionOf(changelog, released())?.groups.includes('Breaking')) {
    console.log('CHANGELOG.md tells of it under Breaking.');
  } else {
    fail(`This breaks what ${before} promised, see above. Take it back, or tell what users have to change under `
      + `"### Breaking" in the section of ${released()} in CHANGELOG.md.`);
  }
}

function printNotes() {
  const section = sectionOf(changelog, released());
  if (section === undefined) {
    fail(`CHANGELOG.md has no section of ${released()}.`);
  }
  console.log(notes(section.text, tag, manifest.homepage));
}

function pages() {
  Object.entries(NOTICES).forEach(([page, notice]) => writeFileSync(join(root, page), withNotice(read(page), notice)));
}

function read(page) {
  return readFileSync(join(root, page), 'utf8');
}

function released() {
  return versionOf(tag) ?? fail(problems(tag, changelog, tags)[0]);
}

function git(...args) {
  return run('git', args, { quiet: true });
}
