import { LONGER_TLDS } from './longer-tlds.ts';
import type { NamedHosts } from './named-hosts.ts';

/** How many of the hosts and texts of a check are varied: a list of hundreds teaches no more than its first entries. */
const MAX_VARIED = 24;

/** The site of the attacker in candidates. */
const EVIL = 'evil.com';

/**
 * Characters that the URL standard allows in a host (section "Host miscellaneous") and hand-written checks forget:
 * those that DNS and every browser take first, then those that cut the host in Node's legacy `url.parse`.
 */
const ODD_CHARACTERS = Array.from('_-`{};\'"$!&()*+,=~');

/**
 * Origins of sites that anyone can register, which checks that were meant for the named hosts are known to accept, the
 * most readable first.
 */
export function* foreignCandidates(named: NamedHosts): Generator<string> {
  yield `https://${EVIL}`;
  const hosts = named.hosts.slice(0, MAX_VARIED);
  for (const host of hosts) yield* besideHost(host);
  for (const text of named.texts.slice(0, MAX_VARIED)) yield* aroundText(text);
  for (const { text, loose } of named.samples) {
    for (const each of [...loose, text]) yield* aroundText(each);
  }
  for (const origin of named.origins.slice(0, MAX_VARIED)) yield* cutShort(origin);
  for (const host of hosts) yield* withOddCharacters(host);
  yield* betweenTexts(named.texts.slice(0, 6));
}

function* besideHost(host: string): Generator<string> {
  const domain = host.split('.').slice(-2).join('.');
  yield `https://evil${host}`;
  yield `https://evil-${host}`;
  yield `https://evil${domain}`;
  yield `https://${host}.${EVIL}`;
  yield `http://${host}.${EVIL}`;
  for (const tld of LONGER_TLDS.get(host.slice(host.lastIndexOf('.') + 1)) ?? []) yield `https://${host.slice(0, host.lastIndexOf('.'))}.${tld}`;
  // A dot that a pattern does not escape stands for any character.
  const labels = host.split('.');
  for (let index = 1; index < labels.length; index++) yield `https://${labels.slice(0, index).join('.')}x${labels.slice(index).join('.')}`;
  yield `http://evil${host}`;
}

function* aroundText(text: string): Generator<string> {
  const bare = text.replace(/^[a-z]+:\/\//, '').replace(/^:?\/\//, '');
  if (/^https?:\/\//.test(text)) {
    yield text;
    yield `${text}.${EVIL}`;
    yield `${text}${EVIL}`;
    yield `${text}evil.com`;
    yield `${text}.com`;
  }
  if (bare === '') return;
  for (const scheme of ['https', 'http']) {
    yield `${scheme}://evil${bare}`;
    yield `${scheme}://evil.${bare}`;
    yield `${scheme}://${bare}`;
    yield `${scheme}://${bare}.${EVIL}`;
    yield `${scheme}://${bare}${EVIL}`;
    // A name alone is most often someone's `.com`: another ending of it is anyone's.
    if (/^[a-z0-9-]+$/.test(bare)) yield* ['dev', 'io', 'net'].map((tld) => `${scheme}://${bare}.${tld}`);
    yield `${scheme}://${bare}.com`;
    yield `${scheme}://evil${bare}.${EVIL}`;
    yield `${scheme}://evil${bare}.com`;
    yield `${scheme}://evil${bare}${EVIL}`;
    yield `${scheme}://evil.${bare}.${EVIL}`;
  }
  // `lastIndexOf(s) === length - s.length` also holds where both sides are -1.
  const room = text.length - 1 - 'https://.com'.length;
  if (room > 0 && room < 64) yield `https://${'evil'.repeat(16).slice(0, room)}.com`;
}

/** An origin that is a piece of a longer one: `https://app.example.co` in `https://app.example.com`. */
function* cutShort(origin: string): Generator<string> {
  for (let end = origin.length - 1; end > origin.lastIndexOf('.') + 2; end--) yield origin.slice(0, end);
}

function* withOddCharacters(host: string): Generator<string> {
  for (const character of ODD_CHARACTERS) {
    yield `https://${host}${character}.${EVIL}`;
    yield `https://evil.${host}${character}.${EVIL}`;
    yield `https://${EVIL.slice(0, -4)}${character}${host}`;
  }
}

function* betweenTexts(texts: readonly string[]): Generator<string> {
  for (const start of texts) {
    if (!/^https?:\/\//.test(start)) continue;
    for (const end of texts) {
      if (end === start) continue;
      yield `${start}evil${end}`;
      yield `${start}.evil${end}`;
      yield `${start}.${end}.${EVIL}`;
    }
  }
}

/** Origins below a suffix under which strangers get names. */
export function* sharedCandidates(named: NamedHosts, suffix: string): Generator<string> {
  for (const label of ['evil', 'evil-app', 'my-evil-site']) yield `https://${label}.${suffix}`;
  for (const text of named.texts.slice(0, MAX_VARIED)) {
    const bare = text.replace(/^(?:[a-z]+:)?\/\//, '');
    yield `https://evil${bare}`;
    yield `https://${bare}`;
    yield `https://${bare}evil.${suffix}`;
    yield `https://${bare}-evil.${suffix}`;
    yield `https://evil${bare}.${suffix}`;
    yield `https://evil${bare}-evil.${suffix}`;
  }
  yield* sampled(named);
}

/** Origins below the named hosts that the check does not name. */
export function* subdomainCandidates(named: NamedHosts): Generator<string> {
  for (const host of named.hosts.slice(0, MAX_VARIED)) {
    yield `https://evil.${host}`;
    yield `http://evil.${host}`;
  }
  yield* sampled(named);
}

/** Named hosts without TLS. */
export function* insecureCandidates(named: NamedHosts): Generator<string> {
  for (const host of named.hosts.slice(0, MAX_VARIED)) {
    yield `http://${host}`;
    yield `http://app.${host}`;
    yield `http://${host}:8080`;
  }
  for (const text of sampled(named)) yield text.replace(/^https:/, 'http:');
}

function* sampled(named: NamedHosts): Generator<string> {
  for (const { text } of named.samples) {
    const bare = text.replace(/^(?:[a-z]+:)?\/\//, '');
    yield text;
    yield `https://${bare}`;
    yield `https://evil${bare}`;
  }
}

/** Origins on the visitor's own machine or network. */
export const LOCAL_CANDIDATES = [
  'http://localhost:3000',
  'http://localhost',
  'http://localhost:8080',
  'http://localhost:5173',
  'https://localhost:3000',
  'http://127.0.0.1:3000',
  'http://127.0.0.1',
  'http://[::1]:3000',
  'http://0.0.0.0:3000',
  'http://192.168.0.2:3000',
  'http://192.168.0.2',
  'http://10.0.0.2:3000',
] as const;

/** Pairs of browser extensions that have nothing in common. */
export const EXTENSION_CANDIDATES = [
  ['chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh', 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba'],
  ['moz-extension://0c9d3f2e-5a1b-4c7d-8e6f-1a2b3c4d5e6f', 'moz-extension://f6e5d4c3-b2a1-4f6e-9d7c-b1a5e2f3d9c0'],
  ['safari-web-extension://0C9D3F2E-5A1B-4C7D-8E6F-1A2B3C4D5E6F', 'safari-web-extension://F6E5D4C3-B2A1-4F6E-9D7C-B1A5E2F3D9C0'],
] as const;
