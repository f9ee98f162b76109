/**
 * The form that a header's value must have.
 * Fetch, section 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export type HeaderGrammar =
  | 'origin' | 'origin-or-wildcard' | 'true' | 'method' | 'method-list' | 'field-name-list' | 'delta-seconds'
  | 'unspecified';

/** One header of the CORS protocol. */
export interface CorsHeader {
  /** As the standards spell it. Names compare without case. */
  readonly name: string;
  /** Which message carries it: a browser's request or a server's response. */
  readonly direction: 'request' | 'response';
  readonly grammar: HeaderGrammar;
  /** Whether it means something on a preflight request or on the answer to one. */
  readonly preflight: boolean;
  /** Whether it means something on the request that a script makes or on the answer to that. */
  readonly actual: boolean;
  /** `null` while browsers heed the header; else why they do not. */
  readonly obsolete: string | null;
  /** Where it is defined. */
  readonly source: string;
}

const FETCH_REQUESTS = 'https://fetch.spec.whatwg.org/#http-requests';
const FETCH_RESPONSES = 'https://fetch.spec.whatwg.org/#http-responses';
const ORIGIN = 'https://fetch.spec.whatwg.org/#origin-header';
const PRIVATE_NETWORK = {
  preflight: true,
  actual: false,
  obsolete:
    'Browsers gave up Private Network Access; its successor, Local Network Access, asks the user and reads no header.',
  source: 'https://wicg.github.io/local-network-access/',
} as const;

/**
 * The headers of the CORS protocol, those that browsers no longer or never came to heed among them.
 * Fetch, sections 'HTTP requests' and 'HTTP responses' (https://fetch.spec.whatwg.org/#http-cors-protocol).
 */
export const CORS_HEADERS = [
  {
    name: 'Origin', direction: 'request', grammar: 'origin',
    preflight: true, actual: true, obsolete: null, source: ORIGIN,
  },
  {
    name: 'Access-Control-Request-Method', direction: 'request', grammar: 'method',
    preflight: true, actual: false, obsolete: null, source: FETCH_REQUESTS,
  },
  {
    name: 'Access-Control-Request-Headers', direction: 'request', grammar: 'field-name-list',
    preflight: true, actual: false, obsolete: null, source: FETCH_REQUESTS,
  },
  {
    name: 'Access-Control-Allow-Origin', direction: 'response', grammar: 'origin-or-wildcard',
    preflight: true, actual: true, obsolete: null, source: FETCH_RESPONSES,
  },
  {
    name: 'Access-Control-Allow-Credentials', direction: 'response', grammar: 'true',
    preflight: true, actual: true, obsolete: null, source: FETCH_RESPONSES,
  },
  {
    name: 'Access-Control-Allow-Methods', direction: 'response', grammar: 'method-list',
    preflight: true, actual: false, obsolete: null, source: FETCH_RESPONSES,
  },
  {
    name: 'Access-Control-Allow-Headers', direction: 'response', grammar: 'field-name-list',
    preflight: true, actual: false, obsolete: null, source: FETCH_RESPONSES,
  },
  {
    name: 'Access-Control-Max-Age', direction: 'response', grammar: 'delta-seconds',
    preflight: true, actual: false, obsolete: null, source: FETCH_RESPONSES,
  },
  {
    name: 'Access-Control-Expose-Headers', direction: 'response', grammar: 'field-name-list',
    preflight: false, actual: true, obsolete: null, source: FETCH_RESPONSES,
  },
  { name: 'Access-Control-Request-Private-Network', direction: 'request', grammar: 'true', ...PRIVATE_NETWORK },
  { name: 'Access-Control-Allow-Private-Network', direction: 'response', grammar: 'true', ...PRIVATE_NETWORK },
  { name: 'Access-Control-Request-Local-Network', direction: 'request', grammar: 'true', ...PRIVATE_NETWORK },
  { name: 'Access-Control-Allow-Local-Network', direction: 'response', grammar: 'true', ...PRIVATE_NETWORK },
  { name: 'Access-Control-Request-External', direction: 'request', grammar: 'true', ...PRIVATE_NETWORK },
  { name: 'Access-Control-Allow-External', direction: 'response', grammar: 'true', ...PRIVATE_NETWORK },
  { name: 'Private-Network-Access-ID', direction: 'response', grammar: 'unspecified', ...PRIVATE_NETWORK },
  { name: 'Private-Network-Access-Name', direction: 'response', grammar: 'unspecified', ...PRIVATE_NETWORK },
] as const satisfies readonly CorsHeader[];

/** The canonical spelling of a header in {@link CORS_HEADERS}. */
export type CorsHeaderName = (typeof CORS_HEADERS)[number]['name'];

/** The entry of {@link CORS_HEADERS} called `name` in any case, or `null`. */
export function corsHeader(name: string): (CorsHeader & { readonly name: CorsHeaderName }) | null {
  const wanted = name.toLowerCase();
  return CORS_HEADERS.find((header) => header.name.toLowerCase() === wanted) ?? null;
}

/** The canonical spelling of `name` if it is a header of the CORS protocol in any case, else `null`. */
export function canonicalHeaderName(name: string): CorsHeaderName | null {
  return corsHeader(name)?.name ?? null;
}
