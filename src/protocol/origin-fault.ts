import {
  isIpAddress, isLoopback, isPrivateNetwork, isSerializedOrigin, originOfUrl, SCHEMES_WITHOUT_ORIGIN, serializeOrigin,
} from './origin.ts';

/** Where a `*` stands. */
type WildcardPart = 'value' | 'scheme' | 'userinfo' | 'host' | 'port' | 'path';

/** What is wrong with a value that was meant to be compared with, or sent as, a serialized origin. */
type FaultDetail =
  | { readonly kind: 'empty' }
  /** A word of another API or a stringified value: `true`, `self`, `all`, `undefined`, `[object Object]`. */
  | { readonly kind: 'keyword'; readonly keyword: string }
  /** A regular expression in a string, or a template whose placeholder was never filled in. */
  | { readonly kind: 'pattern'; readonly syntax: 'regular-expression' | 'placeholder' }
  /** Several origins in one value, or one with the separators or brackets of a list. */
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A `*`; `value` means that it stands alone, which only `Access-Control-Allow-Origin` understands. */
  | { readonly kind: 'wildcard'; readonly part: WildcardPart }
  | { readonly kind: 'quotes' }
  | { readonly kind: 'whitespace'; readonly where: 'around' | 'inside' }
  /** The scheme is there, but not followed by `://`, as in `https:/example.com` or `http//example.com`. */
  | { readonly kind: 'scheme-separator'; readonly scheme: string }
  | { readonly kind: 'missing-scheme' }
  /** The scheme's documents never send an origin of their own: `file:`, `data:`, `ws:`. */
  | { readonly kind: 'scheme-without-origin'; readonly scheme: string }
  | { readonly kind: 'userinfo' }
  | { readonly kind: 'trailing-slash' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'query' }
  | { readonly kind: 'fragment' }
  | { readonly kind: 'invalid-port'; readonly port: string }
  /** Above 65535, or 0, which browsers refuse to connect to. */
  | { readonly kind: 'port-out-of-range'; readonly port: string }
  /** Browsers leave out the port that the scheme implies. */
  | { readonly kind: 'default-port'; readonly port: number }
  /** Leading zeros, or a colon without a number. */
  | { readonly kind: 'non-canonical-port'; readonly port: string }
  | { readonly kind: 'non-ascii' }
  | { readonly kind: 'percent-encoding' }
  | { readonly kind: 'non-canonical-ip'; readonly address: string }
  | { readonly kind: 'upper-case' }
  | { readonly kind: 'invalid-host'; readonly host: string };

/**
 * A {@link FaultDetail} and `canonical`: the serialized origin that was probably meant, with every fault of the
 * value repaired, not only the one named. It is `null` when the value names no single origin; `null`, the origin,
 * is never proposed, since any site can obtain it.
 */
export type OriginFault = FaultDetail & { readonly canonical: string | null };

/** Words found where an origin belongs: values of other headers and options, and what stringification leaves. */
const KEYWORDS = new Set([
  'true', 'false', 'yes', 'no', 'on', 'off', '0', '1', 'undefined', 'nan', 'nil', 'null', '[object object]',
  '[object promise]', '[object set]', '[object map]', 'self', 'none', 'same-origin', 'same-site', 'cross-origin',
  'same', 'all', 'any', 'anyone', 'everyone', 'everything', 'public', 'default', 'auto', 'origin', 'reflect',
  'request', 'unsafe-none',
]);

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/(?!\/)/i;
const SLOPPY_SCHEME = /^(https?)(?::\/*|\/\/+:?\/*)/i;
const REGULAR_EXPRESSION = /^\^|\$$|^\/[^/].*\/[dgimsuvy]*$|\\[./dwsbS]|\(\?|\.\+|\[\^?[a-z0-9]-[a-z0-9]|\([^)]*\|[^)]*\)|\/\.\*/i;
const PLACEHOLDER = /\$?\{[^}]*\}|<[^>]*>|\[(?:your|my|domain|host|origin)\b[^\]]*\]/i;
const WEB_DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** A value cut at the delimiters of a URL, without the normalization that a URL parser would do. */
interface RawUrl {
  readonly scheme: string;
  readonly userinfo: boolean;
  readonly host: string;
  /** Text after the host's colon; `null` without a colon. */
  readonly port: string | null;
  /** From the first `/`, `\`, `?` or `#` on. */
  readonly tail: string;
}

function cut(text: string): RawUrl {
  const scheme = SCHEME.exec(text)?.[1] ?? '';
  const rest = scheme === '' ? text : text.slice(scheme.length + 3);
  const end = rest.search(/[/\\?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const at = authority.lastIndexOf('@');
  const [, host = '', port = null] = /^(\[[^\]]*\]?|[^:]*)(?::(.*))?$/s.exec(authority.slice(at + 1)) ?? [];
  return { scheme: scheme.toLowerCase(), userinfo: at >= 0, host, port, tail: end < 0 ? '' : rest.slice(end) };
}

/**
 * Questions in the order in which they are put. The first that answers names the fault, so the ones that see the
 * author's intent (a list, a pattern) come before those that see its consequence (a space, a bad host).
 */
const DETECTORS: readonly ((text: string) => FaultDetail | null)[] = [
  (text) => (unquote(text) === '' ? { kind: 'empty' } : null),
  keyword,
  (text) => (REGULAR_EXPRESSION.test(text) ? { kind: 'pattern', syntax: 'regular-expression' } : null),
  (text) => (PLACEHOLDER.test(text) ? { kind: 'pattern', syntax: 'placeholder' } : null),
  list,
  (text) => (text.includes('*') ? { kind: 'wildcard', part: wildcardPart(text.trim()) } : null),
  (text) => (/^\s*["'`]/.test(text) ? { kind: 'quotes' } : null),
  (text) => (/\s/.test(text) ? { kind: 'whitespace', where: /\s/.test(text.trim()) ? 'inside' : 'around' } : null),
  schemeFault,
  (text) => (cut(text).userinfo ? { kind: 'userinfo' } : null),
  (text) => tailFault(cut(text).tail),
  (text) => portFault(cut(text)),
  hostFault,
];

/**
 * Why `text` can never equal the `Origin` header of a browser, or `null` when it can.
 *
 * A few values are faulted although a URL parser would let a host hold them, because written in code they mean
 * something else: a `*`, a list with commas, a filled or unfilled template, a regular expression, port 0.
 * Fetch, section '`Origin` header' (https://fetch.spec.whatwg.org/#origin-header); RFC 6454 for the idea.
 */
export function originFault(text: string): OriginFault | null {
  if (text === 'null') return null;
  for (const detect of DETECTORS) {
    const detail = detect(text);
    if (detail !== null) return { ...detail, canonical: probableOrigin(text) };
  }
  return null;
}

function keyword(text: string): FaultDetail | null {
  const word = unquote(text).toLowerCase();
  return KEYWORDS.has(word) ? { kind: 'keyword', keyword: word } : null;
}

function list(text: string): FaultDetail | null {
  const items = listItems(text);
  const marked = /[,;|]/.test(text) || isBracketed(text.trim());
  return items.length > 0 && (items.length > 1 || marked) && items.every(namesOrigin) ? { kind: 'list', items } : null;
}

function wildcardPart(text: string): WildcardPart {
  if (unquote(text) === '*') return 'value';
  if (/^\*:/.test(text) || /^[^:/]*\*[^:/]*:\/\//.test(text)) return 'scheme';
  const { host, port, tail } = cut(text);
  if (host.includes('*')) return 'host';
  if (port?.includes('*') === true) return 'port';
  return tail.includes('*') ? 'path' : 'userinfo';
}

function schemeFault(text: string): FaultDetail | null {
  const bare = /^([a-z][a-z-]*):/i.exec(text)?.[1]?.toLowerCase();
  const without = SCHEMES_WITHOUT_ORIGIN.find((scheme) => scheme === bare);
  if (without !== undefined) return { kind: 'scheme-without-origin', scheme: without };
  if (SCHEME.test(text)) return null;
  const sloppy = SLOPPY_SCHEME.exec(text)?.[1];
  if (sloppy !== undefined) return { kind: 'scheme-separator', scheme: sloppy.toLowerCase() };
  return { kind: 'missing-scheme' };
}

function tailFault(tail: string): FaultDetail | null {
  if (tail === '') return null;
  if (tail === '/') return { kind: 'trailing-slash' };
  if (tail.startsWith('?')) return { kind: 'query' };
  if (tail.startsWith('#')) return { kind: 'fragment' };
  return { kind: 'path', path: tail };
}

function portFault({ scheme, port }: RawUrl): FaultDetail | null {
  if (port === null) return null;
  if (port === '') return { kind: 'non-canonical-port', port };
  if (!/^\d+$/.test(port)) return { kind: 'invalid-port', port };
  const number = Number(port);
  if (number > 65535 || number === 0) return { kind: 'port-out-of-range', port };
  if (number === WEB_DEFAULT_PORTS[scheme]) return { kind: 'default-port', port: number };
  return port === String(number) ? null : { kind: 'non-canonical-port', port };
}

function hostFault(text: string): FaultDetail | null {
  if (isSerializedOrigin(text)) return null;
  const { host } = cut(text);
  if (/[^\u0000-\u007F]/.test(host)) return { kind: 'non-ascii' };
  if (host.includes('%')) return { kind: 'percent-encoding' };
  const parsed = parsedUrl(text)?.hostname ?? null;
  if (parsed?.toLowerCase() === host.toLowerCase()) return { kind: 'upper-case' };
  if (parsed !== null && isIpAddress(parsed)) return { kind: 'non-canonical-ip', address: host };
  return { kind: 'invalid-host', host };
}

function probableOrigin(text: string): string | null {
  const [item, ...others] = listItems(text);
  if (item === undefined || others.length > 0) return null;
  if (REGULAR_EXPRESSION.test(text) || PLACEHOLDER.test(text)) return null;
  const url = completedUrl(item);
  if (url === null) return null;
  const serialized = serializeOrigin(originOfUrl(url));
  return serialized !== 'null' && DETECTORS.every((detect) => detect(serialized) === null) ? serialized : null;
}

/** `item` as a URL, with the scheme it lacks or misspells; `null` when it names no host. */
function completedUrl(item: string): URL | null {
  const { scheme } = cut(item);
  if (scheme === 'ws' || scheme === 'wss') return parsedUrl(item.replace(/^ws/i, 'http'));
  if (scheme !== '') return parsedUrl(item);
  const sloppy = SLOPPY_SCHEME.exec(item);
  if (sloppy !== null) return parsedUrl(`${sloppy[1] ?? ''}://${item.slice(sloppy[0].length)}`);
  if (!namesOrigin(item)) return null;
  const rest = item.replace(/^\/\//, '');
  const secure = parsedUrl(`https://${rest}`);
  if (secure === null) return null;
  const origin = originOfUrl(secure);
  // Development machines and private networks rarely have certificates.
  const plain = isLoopback(origin) || isPrivateNetwork(origin) || secure.port === '80';
  return plain ? parsedUrl(`http://${rest}`) : secure;
}

function parsedUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Whether `item` looks like an entry of an origin list: an origin, a wildcard, `null`, or a host. */
function namesOrigin(item: string): boolean {
  return item === '*' || item === 'null' || item.includes('://')
    || /^(?:\/\/)?(?:localhost|\[[0-9a-f:.]+\]|[^\s/?#:@.][^\s/?#:@]*\.[^\s/?#:@]+|[^\s/?#:@.]+(?=:\d))(?::\d*)?(?:[/?#]|$)/i.test(item);
}

function listItems(text: string): readonly string[] {
  const bare = text.trim();
  const inner = isBracketed(bare) ? bare.slice(1, -1) : unquote(bare);
  return inner.split(/[\s,;|]+/).map(unquote).filter((item) => item !== '');
}

/** Whether `text` is an array literal, rather than an IPv6 address. */
function isBracketed(text: string): boolean {
  return /^\[.*(?:["']|:\/\/).*\]$/s.test(text);
}

function unquote(text: string): string {
  return text.trim().replace(/^["'`]+|["'`]+$/g, '').trim();
}
