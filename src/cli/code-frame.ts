import type { Paint } from './paint.ts';
import { displayWidth, printable } from './printable.ts';

/** A range of a text; lines and columns count from 1. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Lines above the marked one that are shown for context. */
const CONTEXT = 1;

/** The line where a span starts, underlined, with a line of context. Long lines are cut around the span. */
export function codeFrame(text: string, span: Span, width: number, paint: Paint): string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|[\n\r\u2028\u2029]/u);
  const marked = lines[span.line - 1];
  if (marked === undefined) return [];

  const first = Math.max(1, span.line - CONTEXT);
  const gutter = String(span.line).length;
  const room = width - gutter - '>  | '.length;
  const numbered = (number: number, sign: string): string => `${sign} ${String(number).padStart(gutter)} |`;

  const frame: string[] = [];
  for (let number = first; number < span.line; number += 1) {
    const line = cut(lines[number - 1] ?? '', 0, room);
    frame.push(`${paint('dim', numbered(number, ' '))} ${paint('dim', line.text)}`.trimEnd());
  }

  const start = span.column - 1;
  const end = span.endLine === span.line ? span.endColumn - 1 : marked.trimEnd().length;
  const { text: shown, offset, prefix } = cut(marked, start, room);
  const before = prefix + printable(marked.slice(offset, start));
  const under = printable(marked.slice(start, Math.max(end, start + 1)));
  const indent = displayWidth(before);
  const carets = '^'.repeat(Math.max(1, Math.min(displayWidth(under), room - indent)));
  frame.push(`${paint('red', '>')}${paint('dim', numbered(span.line, '').padStart(gutter))} ${shown}`);
  frame.push(`${paint('dim', `${' '.repeat(gutter + 2)} |`)} ${' '.repeat(indent)}${paint(['red', 'bold'], carets)}`);
  return frame;
}

/** The part of a line that fits, so that `start` is in it: minified code has lines of many thousand columns. */
function cut(line: string, start: number, room: number): { text: string; offset: number; prefix: string } {
  if (displayWidth(printable(line)) <= room) return { text: printable(line), offset: 0, prefix: '' };
  const lead = Math.floor(room / 3);
  const offset = start + lead < room ? 0 : start - lead;
  const prefix = offset === 0 ? '' : '…';
  const characters: string[] = [];
  let used = prefix.length + '…'.length;
  let isCut = false;
  for (const character of printable(line.slice(offset, offset + room))) {
    used += displayWidth(character);
    isCut = used > room;
    if (isCut) break;
    characters.push(character);
  }
  const isEnd = !isCut && offset + room >= line.length;
  return { text: `${prefix}${characters.join('')}${isEnd ? '' : '…'}`, offset, prefix };
}
