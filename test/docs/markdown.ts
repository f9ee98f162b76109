import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's directory, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const readDocument = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

/** A fenced block, without the indentation of its fence. */
export interface Fence {
  readonly language: string;
  readonly code: string;
  /** The nearest heading above it. */
  readonly heading: string;
  /** Line of its first fence, counting from 1. */
  readonly line: number;
}

/** Headings and fenced blocks of a document, and the prose with the blocks cut out. */
export interface Document {
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  readonly fences: readonly Fence[];
  readonly prose: string;
}

export function parseDocument(text: string): Document {
  const headings: { level: number; text: string }[] = [];
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: { indent: number; language: string; line: number; lines: string[] } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^(\s*)```(\S*)/.exec(line);
    if (open !== null) {
      if (fence === null) open.lines.push(line.slice(open.indent));
      else {
        fences.push({ language: open.language, code: `${open.lines.join('\n')}\n`, heading: headings.at(-1)?.text ?? '', line: open.line });
        open = null;
      }
    } else if (fence !== null) {
      open = { indent: fence[1]?.length ?? 0, language: fence[2] ?? '', line: index + 1, lines: [] };
    } else {
      const heading = /^(#+) (.+)$/.exec(line);
      if (heading !== null) headings.push({ level: heading[1]?.length ?? 0, text: heading[2] ?? '' });
      prose.push(line);
    }
  }
  if (open !== null) throw new Error(`The block opened at line ${String(open.line)} is not closed.`);
  return { headings, fences, prose: prose.join('\n') };
}

/** The paragraphs and tables between a heading and the next one of its level or above. */
export function sectionOf(text: string, heading: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start === -1) throw new Error(`There is no heading "${heading}".`);
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => (/^#+(?= )/.exec(line)?.[0].length ?? Infinity) <= level);
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
}

/** Rows of the first table of a text, each as its cells; the header and its rule are left out. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => row.slice(1, -1).split(' | ').map((cell) => cell.trim()));
}

/** The anchor that a heading gets: its words in lower case, joined by hyphens. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
}
