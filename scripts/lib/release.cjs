// What is true of a release: its tag, its section of CHANGELOG.md, the releases before it. CommonJS, so that jest can
// load it too.

/**
 * Whether a version is published. With the first release this becomes true, and `node scripts/release.mjs pages` takes
 * what NOTICES says out of the pages.
 */
const RELEASED = false;

/** What pages say next to commands that install a package, while there is none. */
const NOTICES = {
  'README.md': `**Not released yet:** no registry has the packages. In a clone, \`npm ci && npm run compile && npm run package:js\` writes
the npm package to \`dist/js\`; install that file instead of \`cdktf-zenml-aws\` below. \`package:python\`, \`package:go\` and
\`package:dotnet\` write the packages of the other languages.`,
  'docs/cdktn.md': `**Not released yet:** no registry has the packages. In a clone, run \`npm ci && npm run compile\`. Then
\`npm run package:js\` writes \`cdktf-zenml-aws\` to \`dist/js\`, and \`npx projen cdktn\` compiles \`cdktn-zenml-aws\` in
\`build/cdktn\`, where \`npm pack\` writes its package.`,
  'examples/python/README.md': `**Not released yet:** PyPI does not have the package. At the root of the clone, run
\`npm ci && npm run compile && npm run package:python\`, which writes it to \`dist/python\`. Then run
\`pip install ../../dist/python/*.whl\` before you install \`requirements.txt\`.`,
  'examples/csharp/README.md': `**Not released yet:** NuGet does not have the package. At the root of the clone, run
\`npm ci && npm run compile && npm run package:dotnet\`, which writes it to \`dist/dotnet\`. Then add this folder with
\`dotnet nuget add source\`.`,
  'examples/go/README.md': `**Not released yet:** the Go module is not published. At the root of the clone, run
\`npm ci && npm run compile && npm run package:go\`, which writes it to \`dist/go\`. Then point to it with
\`go mod edit -replace\`.`,
};

const MARKED = /^<!-- not released -->\n.*?^<!-- \/not released -->\n/ms;

/** A page with its notice between the marks, or without it and them after the release. */
function withNotice(text, notice, released = RELEASED) {
  return text.replace(released ? new RegExp(`${MARKED.source}\\n`, 'ms') : MARKED, released ? '' : `<!-- not released -->\n${notice}\n<!-- /not released -->\n`);
}

/** What is in the way of a release: pages that say that there is none. */
function notices(pages) {
  const found = Object.keys(pages).filter((page) => MARKED.test(pages[page]));
  return found.length === 0 ? [] : [`${found.join(', ')} ${found.length === 1 ? 'says' : 'say'} that nothing is released: `
    + 'set RELEASED in scripts/lib/release.cjs to true, run node scripts/release.mjs pages, and commit'];
}

/** Those of https://keepachangelog.com, and one for what a user has to change. */
const GROUPS = ['Breaking', 'Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** The version that a tag names, or undefined: "v0.1.0" is that of 0.1.0. */
const versionOf = (tag) => /^v((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/.exec(tag)?.[1];

const partsOf = (version) => version.split('.').map(Number);

/** Below zero if the first is the older one. */
function order(one, other) {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The newest version among the tags, but for the one that is asked about. */
function lastRelease(version, tags) {
  return tags.map(versionOf).filter((it) => it !== undefined && it !== version).sort(order).at(-1);
}

/** The version that may break what the last one promised: the next minor of 0.x, the next major of others. */
function nextBreaking(last) {
  const [major, minor] = partsOf(last);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** What CHANGELOG.md says of a version: its date, its text, its groups. */
function sectionOf(changelog, version) {
  const sections = changelog.split(/^(?=## )/m).map((text) => ({ text, heading: /^## \[(.+?)\](?: - (.*))?$/m.exec(text) }));
  const found = sections.find(({ heading }) => heading?.[1] === version);
  if (found === undefined) {
    return undefined;
  }
  const text = found.text.slice(found.text.indexOf('\n') + 1).trim();
  return { date: found.heading[2], text, groups: [...text.matchAll(/^### (.*)$/gm)].map(([, group]) => group.trim()) };
}

/** What is in the way of releasing a tag; nothing, if it may go. */
function problems(tag, changelog, tags) {
  const version = versionOf(tag);
  if (version === undefined) {
    return [`"${tag}" names no version: tags are vX.Y.Z, for example v0.1.0`];
  }
  const last = lastRelease(version, tags);
  const old = last !== undefined && order(version, last) < 0 ? [`${version} is older than ${last}, which is released`] : [];
  const section = sectionOf(changelog, version);
  if (section === undefined) {
    return [...old, `CHANGELOG.md has no section of ${version}: make "## [Unreleased]" "## [${version}] - YYYY-MM-DD", `
      + 'and begin a new one above it'];
  }
  const unknown = section.groups.filter((group) => !GROUPS.includes(group));
  const patch = last !== undefined && section.groups.includes('Breaking') && order(version, nextBreaking(last)) < 0;
  return [
    ...old,
    ...(/^\d{4}-\d\d-\d\d$/.test(section.date ?? '') ? []
      : [`the section of ${version} in CHANGELOG.md has no date: make it "## [${version}] - YYYY-MM-DD"`]),
    ...(section.text === '' ? [`the section of ${version} in CHANGELOG.md is empty: say what is new in it`] : []),
    ...unknown.map((group) => `the section of ${version} in CHANGELOG.md has a group "${group}": there are ${GROUPS.join(', ')}`),
    ...(patch ? [`${version} has a group Breaking, which after ${last} only ${nextBreaking(last)} may have`] : []),
  ];
}

/**
 * A section as the text of a release on GitHub: links lead to the files of its tag, and a paragraph is one line, because
 * GitHub shows the end of a line there.
 */
function notes(text, tag, repository) {
  return text.replace(/([^\n])\n(?![\n#|>]| *[-*] )[ \t]*/g, '$1 ')
    .replace(/\]\((?!https?:|#)([^)]+)\)/g, `](${repository}/blob/${tag}/$1)`);
}

module.exports = { lastRelease, MARKED, notes, NOTICES, notices, problems, RELEASED, sectionOf, versionOf, withNotice };
