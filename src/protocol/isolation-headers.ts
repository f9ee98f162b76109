import { slipsBetween } from './misspelt-header.ts';
import { RESOURCE_POLICIES } from './resource-policy-header.ts';

/** A header whose value is one of a few words, by which a page or an answer keeps other sites out. */
interface IsolationHeader {
  readonly words: readonly string[];
  /** Whether the value is a structured field: a token, behind which parameters may stand (RFC 9651, section 3.3.4). */
  readonly isStructured: boolean;
  /** What holds where browsers read no word. */
  readonly otherwise: string;
  /** Words of other headers, or of everyday language, in place of one of these. */
  readonly misnomers: Readonly<Record<string, string>>;
}

const NONE = { none: 'unsafe-none' };

/**
 * The headers, each with its words. All compare with case.
 * Fetch, section '`Cross-Origin-Resource-Policy` header' (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header);
 * HTML, sections 'Cross-origin opener policies' and 'Cross-origin embedder policies'
 * (https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies).
 */
const ISOLATION_HEADERS = {
  'Cross-Origin-Resource-Policy': { words: RESOURCE_POLICIES, isStructured: false, otherwise: 'no policy', misnomers: { self: 'same-origin' } },
  'Cross-Origin-Embedder-Policy': { words: ['unsafe-none', 'require-corp', 'credentialless'], isStructured: true, otherwise: "'unsafe-none'", misnomers: { ...NONE, 'require-cors': 'require-corp' } },
  'Cross-Origin-Opener-Policy': { words: ['unsafe-none', 'same-origin-allow-popups', 'same-origin', 'noopener-allow-popups'], isStructured: true, otherwise: "'unsafe-none'", misnomers: NONE },
} as const satisfies Record<string, IsolationHeader>;

/** The canonical name of one of these headers. */
export type IsolationHeaderName = keyof typeof ISOLATION_HEADERS;

/** Whether a canonical name is that of one of these headers. */
export function isIsolationHeader(name: string): name is IsolationHeaderName {
  return Object.hasOwn(ISOLATION_HEADERS, name);
}

/** The word that browsers read in a value; `null` where they read none, and take the header for missing. */
export function isolationWord(header: IsolationHeaderName, value: string): string | null {
  const { words, isStructured }: IsolationHeader = ISOLATION_HEADERS[header];
  const text = value.replace(/^[ \t]+|[ \t]+$/g, '');
  const word = isStructured ? text.replace(/[ \t]*;.*$/s, '') : text;
  return words.find((each) => each === word) ?? null;
}

/** What holds where browsers read no word, as messages say it. */
export function withoutIsolation(header: IsolationHeaderName): string {
  return ISOLATION_HEADERS[header].otherwise;
}

/** The words of a header. */
export function isolationWords(header: IsolationHeaderName): readonly string[] {
  return ISOLATION_HEADERS[header].words;
}

/** Most slips that still count as a misspelling of a word. */
const MAX_SLIPS = 2;

/**
 * The word that was meant by a value in which browsers read none: other case, quotes, underscores or no hyphens at all,
 * or up to two letters; `null` where none, or more than one, is near.
 */
export function meantIsolationWord(header: IsolationHeaderName, value: string): string | null {
  const { words, misnomers }: IsolationHeader = ISOLATION_HEADERS[header];
  const normal = value.trim().replace(/^["']+|["';,]+$/g, '').replace(/[\s_–—-]+/g, '-').toLowerCase();
  const exact = words.find((word) => word.replaceAll('-', '') === normal.replaceAll('-', '')) ?? (Object.hasOwn(misnomers, normal) ? misnomers[normal] : undefined);
  if (exact !== undefined) return exact;
  const near = words.filter((word) => slipsBetween(normal, word) <= MAX_SLIPS);
  return near.length === 1 ? (near[0] ?? null) : null;
}
