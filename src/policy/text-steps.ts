import { isCheapPattern } from '../pattern-cost.ts';
import { domainPart, type DomainLibrary, type DomainPart } from './hosting.ts';

/** The parts that `new URL(origin)` offers. */
export type OriginPart = 'protocol' | 'host' | 'hostname' | 'port';

/**
 * One thing that code makes of a text.
 *
 * | step | the text becomes |
 * | --- | --- |
 * | `url` | a part of what `new URL` parses; `href` has a slash at the end, `origin` is the same again |
 * | `legacy-url` | a part of what Node's `url.parse` parses, which cuts the host at characters that `new URL` keeps |
 * | `upper-case` | upper case; lower case changes nothing in a browser's origin |
 * | `replace` | the text with the first match, or all matches, replaced |
 * | `split` | the piece at `from`, or the pieces from there to `to`, joined again |
 * | `slice` | what `slice`, `substring` or `substr` cuts out; with `fromLength`, the start counts from the text's length |
 * | `reverse` | the text backwards |
 * | `cut` | what stands from the place of another text on: `slice(indexOf(text) + offset)` |
 * | `around` | the text with others before and after it |
 * | `group` | what a group of a pattern matched, by its number or name |
 * | `domain` | what a library for the Public Suffix List finds: the registrable domain, its suffix, the label before that, the host |
 */
export type TextStep =
  | { readonly step: 'url'; readonly part: OriginPart | 'href' | 'origin' }
  | { readonly step: 'legacy-url'; readonly part: OriginPart }
  | { readonly step: 'upper-case' }
  | { readonly step: 'replace'; readonly what: string; readonly flags: string | null; readonly by: string; readonly all: boolean }
  | { readonly step: 'split'; readonly separator: string; readonly from: number; readonly to: number | null; readonly joiner: string | null }
  | { readonly step: 'slice'; readonly method: 'slice' | 'substring' | 'substr'; readonly start: number; readonly end: number | null; readonly fromLength?: boolean }
  | { readonly step: 'reverse' }
  | { readonly step: 'cut'; readonly method: 'slice' | 'substring' | 'substr'; readonly search: 'indexOf' | 'lastIndexOf'; readonly text: string; readonly offset: number }
  | { readonly step: 'around'; readonly before: string; readonly after: string }
  | { readonly step: 'group'; readonly source: string; readonly flags: string; readonly index: number | string }
  | { readonly step: 'domain'; readonly part: DomainPart; readonly by: DomainLibrary };

/** Longest text that a pattern is run on here. */
const MAX_TEXT_LENGTH = 300;

/** What a step gives: a text, `undefined` or `null`, an exception, or something that is not followed. */
export type Made = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'nothing' | 'throws' | 'unknown' };

const made = (text: string | null | undefined): Made => (typeof text === 'string' ? { kind: 'text', text } : { kind: 'nothing' });

/** The text after one step. */
export function applyStep(step: TextStep, text: string): Made {
  switch (step.step) {
    case 'url':
      return URL.canParse(text) ? made(new URL(text)[step.part]) : { kind: 'throws' };
    case 'legacy-url':
      return made(legacyPart(text, step.part));
    case 'upper-case':
      return made(text.toUpperCase());
    case 'replace': {
      const replaced = replace(step, text);
      return replaced === null ? { kind: 'unknown' } : made(replaced);
    }
    case 'split':
      return made(pick(text.split(step.separator), step));
    case 'slice':
      return made(sliced(step, text));
    case 'reverse':
      return made(text.split('').reverse().join(''));
    case 'cut':
      return made(sliced({ step: 'slice', method: step.method, start: text[step.search](step.text) + step.offset, end: null }, text));
    case 'around':
      return made(step.before + text + step.after);
    case 'group': {
      if (!isCheapPattern(step.source) || text.length > MAX_TEXT_LENGTH) return { kind: 'unknown' };
      const match = run(step.source, step.flags.replace('g', ''))?.exec(text);
      // Without a match the code asks `null` for a group.
      return match === undefined ? { kind: 'unknown' } : match === null ? { kind: 'throws' } : made(typeof step.index === 'number' ? match[step.index] : match.groups?.[step.index]);
    }
    case 'domain':
      return made(domainPart(text, step.part, step.by));
  }
}

function sliced({ method, start: written, end, fromLength }: Extract<TextStep, { step: 'slice' }>, text: string): string {
  const start = fromLength === true ? text.length + written : written;
  return method === 'slice' ? text.slice(start, end ?? undefined) : method === 'substring' ? text.substring(start, end ?? undefined) : substr(text, start, end);
}

function replace({ what, flags, by, all }: Extract<TextStep, { step: 'replace' }>, text: string): string | null {
  if (flags === null) return all ? text.replaceAll(what, by) : text.replace(what, by);
  if (!isCheapPattern(what) || text.length > MAX_TEXT_LENGTH) return null;
  const expression = run(what, flags);
  return expression === null ? null : text.replace(expression, by);
}

function run(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

function pick(pieces: readonly string[], { from, to, joiner }: Extract<TextStep, { step: 'split' }>): string | undefined {
  return joiner === null ? pieces.at(from) : pieces.slice(from, to ?? undefined).join(joiner);
}

function substr(text: string, start: number, length: number | null): string {
  const from = start < 0 ? Math.max(text.length + start, 0) : start;
  return text.slice(from, length === null ? undefined : from + Math.max(length, 0));
}

/**
 * What `url.parse` finds: the host ends at the first character that it takes for one of those that never stand in a URL,
 * or at a delimiter (Node, `lib/url.js`, `Url.prototype.parse`).
 */
function legacyPart(text: string, part: OriginPart): string | null {
  const [, protocol, rest] = /^([a-z0-9.+-]+:)\/\/(.*)$/i.exec(text) ?? [];
  if (protocol === undefined || rest === undefined) return null;
  const host = /^[^\t\n\r "'`<>{}|\\^;/?#]*/.exec(rest)?.[0].toLowerCase() ?? '';
  switch (part) {
    case 'protocol':
      return protocol.toLowerCase();
    case 'host':
      return host;
    case 'hostname':
      return host.replace(/:\d*$/, '');
    case 'port':
      return /:(\d*)$/.exec(host)?.[1] ?? null;
  }
}
