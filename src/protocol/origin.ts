/**
 * Who a request comes from. `opaque` is what a browser sends as `null`: sandboxed frames, `data:` and `file:`
 * documents, cross-origin redirects. Any site can make one, so it identifies nobody.
 * HTML, section 'Origin' (https://html.spec.whatwg.org/multipage/browsers.html#concept-origin).
 */
export type Origin = { readonly kind: 'opaque' } | TupleOrigin;

/** An origin with an identity of its own. */
export interface TupleOrigin {
  readonly kind: 'tuple';
  /** Lower case, without the colon. */
  readonly scheme: string;
  /** As serialized: punycode, canonical IPv4, or IPv6 in brackets. */
  readonly host: string;
  /** `null` stands for the scheme's default port. */
  readonly port: number | null;
}

/**
 * Schemes whose documents never have an origin of their own to send. A page opens `ws:` connections under the
 * origin of the page; the others are serialized as `null`.
 * URL, section 'Origin' (https://url.spec.whatwg.org/#concept-url-origin).
 */
export const SCHEMES_WITHOUT_ORIGIN = [
  'about', 'blob', 'data', 'file', 'filesystem', 'ftp', 'javascript', 'mailto', 'view-source', 'ws', 'wss',
] as const;

// Scheme, host, port; the host is only cut out here and judged by the URL parser.
const SERIALIZED =
  /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:]+\]|[^\s/?#\\@:[\]%\u0080-\uFFFF]+)(?::(0|[1-9][0-9]{0,4}))?$/;

/**
 * The origin that `text` serializes, or `null` when no browser sends `text` as its `Origin` header.
 *
 * For `http` and `https` the URL parser decides, so hosts with an underscore or other odd characters count, which
 * the grammar of Fetch, section '`Origin` header' (https://fetch.spec.whatwg.org/#origin-header) leaves out but
 * browsers send. Other schemes, such as `chrome-extension` and `capacitor`, have an opaque host, whose case the URL
 * parser keeps.
 */
export function parseOrigin(text: string): Origin | null {
  if (text === 'null') return { kind: 'opaque' };
  const [, scheme, host, port] = SERIALIZED.exec(text) ?? [];
  if (scheme === undefined || host === undefined || isSchemeWithoutOrigin(scheme) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const canonical = isWebScheme(scheme) ? url.origin : `${scheme}://${url.host}`;
  if (canonical !== text) return null;
  return { kind: 'tuple', scheme, host, port: port === undefined ? null : Number(port) };
}

/**
 * The `Origin` header that stands for `origin`; `null` for an opaque one.
 * HTML, section 'Origin', serialization
 * (https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin).
 */
export function serializeOrigin(origin: Origin): string {
  if (origin.kind === 'opaque') return 'null';
  return `${origin.scheme}://${origin.host}${origin.port === null ? '' : `:${String(origin.port)}`}`;
}

/** Whether `text`, byte for byte, is an origin that a browser can send. See {@link parseOrigin}. */
export function isSerializedOrigin(text: string): boolean {
  return parseOrigin(text) !== null;
}

/** Schemes of URLs that have an origin, though no document of that origin exists. */
const CONNECTION_SCHEMES: readonly string[] = ['ftp', 'ws', 'wss'];

/**
 * The origin of `url`. The standard makes every scheme outside the web's own opaque; runtimes that
 * serve pages from a scheme of their own (`capacitor:`, `tauri:`, extensions) give them a tuple origin, and so
 * does this.
 * URL, section 'Origin' (https://url.spec.whatwg.org/#concept-url-origin).
 */
export function originOfUrl(url: URL): Origin {
  const scheme = url.protocol.slice(0, -1);
  if (scheme === 'blob') {
    const path = URL.canParse(url.pathname) ? new URL(url.pathname) : null;
    return path !== null && /^https?:$/.test(path.protocol) ? originOfUrl(path) : { kind: 'opaque' };
  }
  const opaque = isSchemeWithoutOrigin(scheme) && !CONNECTION_SCHEMES.includes(scheme);
  if (opaque || url.hostname === '') return { kind: 'opaque' };
  return { kind: 'tuple', scheme, host: url.hostname, port: url.port === '' ? null : Number(url.port) };
}

/**
 * Whether nobody on the network path can write the pages of `origin`: it is `https` (or `wss`), or it is served
 * from the device by an extension or app scheme. Loopback is a question of its own, {@link isLoopback}.
 * Mixed Content, section 'a priori authenticated URL' (https://www.w3.org/TR/mixed-content/#a-priori-authenticated-url).
 */
export function isSecure(origin: Origin): boolean {
  return origin.kind === 'tuple' && !['http', 'ws', 'ftp'].includes(origin.scheme);
}

/**
 * Whether `origin` is the user's own machine: `localhost` and below, 127.0.0.0/8, `[::1]`, and the unspecified
 * addresses `0.0.0.0` and `[::]`, to which common systems connect as if to loopback.
 * Secure Contexts, section 'Is origin potentially trustworthy?'
 * (https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy), RFC 6761, section 6.3.
 */
export function isLoopback(origin: Origin): boolean {
  if (origin.kind === 'opaque') return false;
  const ipv4 = ipv4Octets(origin.host);
  if (ipv4 !== null) return ipv4[0] === 127 || ipv4.every((octet) => octet === 0);
  return /^(?:.*\.)?localhost\.?$/.test(origin.host) || origin.host === '[::1]' || origin.host === '[::]';
}

/** A block of IPv4 addresses: those whose first `bits` bits are those of `network`. */
interface Ipv4Block {
  readonly network: readonly [number, number];
  readonly bits: number;
  readonly source: string;
}

/** IPv4 blocks that the public internet does not route. No prefix is longer than two octets. */
const PRIVATE_IPV4 = [
  { network: [10, 0], bits: 8, source: 'RFC 1918' },
  { network: [100, 64], bits: 10, source: 'RFC 6598, shared address space' },
  { network: [169, 254], bits: 16, source: 'RFC 3927, link-local' },
  { network: [172, 16], bits: 12, source: 'RFC 1918' },
  { network: [192, 168], bits: 16, source: 'RFC 1918' },
] as const satisfies readonly Ipv4Block[];

/** IPv6 blocks of the same kind, as the first 16 bits and the mask that applies to them. */
const PRIVATE_IPV6 = [
  { network: 0xfc00, mask: 0xfe00, source: 'RFC 4193, unique local' },
  { network: 0xfe80, mask: 0xffc0, source: 'RFC 4291, link-local' },
] as const;

/** Names that the public DNS never delegates. */
const PRIVATE_SUFFIXES = [
  { suffix: 'local', source: 'RFC 6762, multicast DNS' },
  { suffix: 'internal', source: 'reserved by ICANN in 2024' },
  { suffix: 'home.arpa', source: 'RFC 8375' },
  { suffix: 'test', source: 'RFC 6761, section 6.2' },
] as const;

/**
 * Whether `origin` lies in a network that the public internet does not reach: RFC 1918 and its like, link-local
 * and unique local addresses, or a name under a suffix such as `.local`. Loopback is not: see {@link isLoopback}.
 * Local Network Access, section 'IP address space'
 * (https://wicg.github.io/local-network-access/#ip-address-space-heading).
 */
export function isPrivateNetwork(origin: Origin): boolean {
  if (origin.kind === 'opaque') return false;
  const { host } = origin;
  const ipv4 = ipv4Octets(host);
  if (ipv4 !== null) return PRIVATE_IPV4.some((block) => isInBlock(ipv4, block));
  if (host.startsWith('[')) {
    const first = Number.parseInt(host.slice(1), 16);
    return PRIVATE_IPV6.some(({ network, mask }) => (first & mask) === network);
  }
  const name = host.replace(/\.$/, '');
  return PRIVATE_SUFFIXES.some(({ suffix }) => name.endsWith(`.${suffix}`));
}

/** Whether `host` is an IPv4 address or an IPv6 address in brackets, in the form a browser serializes. */
export function isIpAddress(host: string): boolean {
  return host.startsWith('[') || ipv4Octets(host) !== null;
}

function isInBlock([first = 0, second = 0]: readonly number[], { network, bits }: Ipv4Block): boolean {
  const shift = 16 - bits;
  return ((first << 8) | second) >> shift === ((network[0] << 8) | network[1]) >> shift;
}

/** The four octets of an IPv4 address, also of one mapped into IPv6 as `[::ffff:7f00:1]`; `null` for other hosts. */
function ipv4Octets(host: string): readonly number[] | null {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return host.split('.').map(Number);
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (mapped === null) return null;
  return mapped.slice(1).map((half) => Number.parseInt(half, 16)).flatMap((half) => [half >> 8, half & 0xff]);
}

function isWebScheme(scheme: string): boolean {
  return scheme === 'http' || scheme === 'https';
}

function isSchemeWithoutOrigin(scheme: string): boolean {
  return SCHEMES_WITHOUT_ORIGIN.some((known) => known === scheme);
}
