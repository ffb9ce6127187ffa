import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** All files of the repository that git does not ignore. */
export const FILES: string[] = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .stdout.trim().split('\n');

/** A block of code, with the number of its first line and its language. */
export interface Fence { readonly page: string; readonly line: number; readonly language: string; readonly code: string }

/** A link or an image, with its line and target. */
export interface Link { readonly page: string; readonly line: number; readonly target: string }

const FENCE = /^( *)(```+|~~~+) *(\S*).*$/;

/** A Markdown page: its blocks of code, its links and its anchors. */
export class Page {
  public readonly fences: Fence[] = [];
  public readonly links: Link[] = [];
  public readonly anchors = new Set<string>();
  /** The text without blocks of code; line numbers are those of the page. */
  public readonly text: string;

  public constructor(public readonly path: string, content = readFileSync(join(ROOT, path), 'utf8')) {
    this.text = this.takeFences(content.split('\n')).join('\n').replace(/<!--[^]*?-->/g, (it) => it.replace(/[^\n]/g, ' '));
    this.findAnchors();
    this.findLinks();
  }

  private takeFences(lines: string[]): string[] {
    let open: { fence: string; language: string; line: number; indent: string; code: string[] } | undefined;
    return lines.map((text, index) => {
      const [, indent, fence, language] = FENCE.exec(text) ?? [];
      if (open !== undefined) {
        if (text.trim() === open.fence) {
          this.fences.push({ page: this.path, line: open.line, language: open.language, code: open.code.join('\n') + '\n' });
          open = undefined;
        } else {
          open.code.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
        }
        return '';
      }
      if (fence) {
        open = { fence, language, indent, line: index + 2, code: [] };
        return '';
      }
      return text;
    });
  }

  /** As GitHub derives them from headings: https://docs.github.com/get-started/writing-on-github/basic-writing-and-formatting-syntax#section-links */
  private findAnchors(): void {
    const seen = new Map<string, number>();
    for (const [, heading] of this.text.matchAll(/^ {0,3}#{1,6} +(.+?)(?: +#+)? *$/gm)) {
      const words = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]+>/g, '').replace(/[`*]|(?<!\w)_|_(?!\w)/g, '');
      const slug = words.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replace(/ /g, '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      this.anchors.add(times === 0 ? slug : `${slug}-${times}`);
    }
    for (const [, name] of this.text.matchAll(/<\w+ [^>]*(?:name|id)="([^"]+)"/g)) {
      this.anchors.add(name);
    }
  }

  private findLinks(): void {
    this.text.split('\n').forEach((line, index) => {
      const add = (target: string) => this.links.push({ page: this.path, line: index + 1, target });
      const text = line.replace(/(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, (_, __, code) => ' '.repeat(code.length) + '`');
      // [text](target "title"), images, also nested; definitions; HTML; bare URLs.
      [...text.matchAll(/\]\(\s*(<[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\s*\)/g)].forEach((it) => add(it[1].replace(/^<|>$/g, '')));
      [...text.matchAll(/^ {0,3}\[[^\]]+\]: +(\S+)/g)].forEach((it) => add(it[1]));
      [...text.matchAll(/<\w+ [^>]*(?:href|src|srcset)="([^"]+)"/g)].forEach((it) => add(it[1]));
      [...text.matchAll(/(?<![("=\]]|: )<?(https?:\/\/[^\s>)"]*[^\s>)".,:;!?'])/g)].forEach((it) => add(it[1]));
    });
  }
}

/** All pages of the repository. */
export const PAGES: Page[] = FILES.filter((file) => file.endsWith('.md')).map((file) => new Page(file));
