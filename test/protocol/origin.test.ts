import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isIpAddress, isLoopback, isPrivateNetwork, isSecure, isSerializedOrigin, originOfUrl, parseOrigin, serializeOrigin,
  type Origin,
} from '../../src/protocol/origin.ts';

const tuple = (scheme: string, host: string, port: number | null = null): Origin => ({ kind: 'tuple', scheme, host, port });

describe('parseOrigin: lower-case scheme and ASCII host, an optional port, or null, and nothing else', () => {
  it.each<[string, Origin]>([
    ['null', { kind: 'opaque' }],
    ['https://example.com', tuple('https', 'example.com')],
    ['http://localhost:3000', tuple('http', 'localhost', 3000)],
    ['https://a_b.example', tuple('https', 'a_b.example')],
    ['https://example.com`.evil.com', tuple('https', 'example.com`.evil.com')],
    ['https://example.com.', tuple('https', 'example.com.')],
    ['https://xn--bcher-kva.example', tuple('https', 'xn--bcher-kva.example')],
    ['http://127.0.0.1:8080', tuple('http', '127.0.0.1', 8080)],
    ['http://[::1]:8080', tuple('http', '[::1]', 8080)],
    ['http://a.com:0', tuple('http', 'a.com', 0)],
    ['https://a.com:80', tuple('https', 'a.com', 80)],
    ['chrome-extension://abcdefgh', tuple('chrome-extension', 'abcdefgh')],
    ['moz-extension://0c6e0b7a-1', tuple('moz-extension', '0c6e0b7a-1')],
    ['safari-web-extension://E7A9-FF5E', tuple('safari-web-extension', 'E7A9-FF5E')],
    ['capacitor://localhost', tuple('capacitor', 'localhost')],
    ['ionic://localhost:8080', tuple('ionic', 'localhost', 8080)],
    ['tauri://localhost', tuple('tauri', 'localhost')],
    ['app://-', tuple('app', '-')],
  ])('%s', (text, origin) => {
    expect(parseOrigin(text)).toEqual(origin);
    expect(serializeOrigin(origin)).toBe(text);
    expect(isSerializedOrigin(text)).toBe(true);
  });

  it.each([
    '', '*', 'NULL', 'null ', 'example.com', '//example.com', 'https://', 'https:///a.com', 'https:example.com',
    'https://example.com/', 'https://example.com/a', 'https://example.com?', 'https://example.com#', 'https://u@a.com',
    'https://u:p@a.com', 'HTTPS://a.com', 'https://A.com', 'https://bücher.example', 'https://a%60b.com',
    'https://a.com:443', 'http://a.com:80', 'http://a.com:', 'http://a.com:080', 'http://a.com:65536', 'http://a.com:x',
    'http://0x7f.1', 'http://127.1', 'http://1.2.3.4.', 'http://256.1.1.1', 'http://[0:0:0:0:0:0:0:1]', 'http://[::A]',
    'http://[::ffff:1.2.3.4]', 'http://[::1', 'https://a.com,https://b.com', 'https://a.com https://b.com',
    'https://a b.com', 'https://a^b.com', 'https://a|b.com', 'https://example.com\n', ' https://example.com',
    'file://', 'file:///etc', 'file://host', 'data://x', 'ws://a.com', 'wss://a.com', 'ftp://a.com',
    'app://a%41', 'app://bücher', 'app://a:65536', 'app://a b', 'app://a:01', 'App://a', 'chrome-extension://',
  ])('refuses %j', (text) => {
    expect(parseOrigin(text)).toBeNull();
    expect(isSerializedOrigin(text)).toBe(false);
  });
});

const hostText = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.string({ unit: fc.constantFrom(...'aAbz09.-_`{}!~$*,;%@/?#\\[]:^| <>"\'ü\n') }),
  fc.string(),
);
const portText = fc.oneof(fc.constant(''), fc.nat(70_000).map((port) => `:${String(port)}`), fc.constantFrom(':', ':00', ':80', ':443', ':x'));

it('takes for http and https exactly the texts that the URL parser leaves as their own origin', () => {
  fc.assert(fc.property(fc.constantFrom('http', 'https', 'HTTP'), hostText, portText, (scheme, host, port) => {
    const text = `${scheme}://${host}${port}`;
    expect(isSerializedOrigin(text)).toBe(URL.canParse(text) && new URL(text).origin === text);
  }), { numRuns: 5000 });
});

it('reads back what it serializes', () => {
  const scheme = fc.constantFrom('http', 'https', 'chrome-extension', 'capacitor');
  fc.assert(fc.property(scheme, hostText, portText, (name, host, port) => {
    const text = `${name}://${host}${port}`;
    fc.pre(URL.canParse(text));
    const origin = originOfUrl(new URL(text));
    fc.pre(isSerializedOrigin(serializeOrigin(origin)));
    expect(parseOrigin(serializeOrigin(origin))).toEqual(origin);
  }), { numRuns: 5000 });
});

it.each([
  ['https://User:pw@Example.com:443/a?b#c', 'https://example.com'],
  ['http://0x7f.1:81/', 'http://127.0.0.1:81'],
  ['blob:https://a.com/0c6e', 'https://a.com'],
  ['blob:null/0c6e', 'null'],
  ['blob:file:///x', 'null'],
  ['chrome-extension://abc/page.html', 'chrome-extension://abc'],
  ['wss://a.com:443/socket', 'wss://a.com'],
  ['file:///etc/passwd', 'null'],
  ['data:text/html,x', 'null'],
  ['about:blank', 'null'],
  ['javascript:0', 'null'],
  ['x-nothing:y', 'null'],
])('documents at %s have the origin %s', (url, serialized) => {
  expect(serializeOrigin(originOfUrl(new URL(url)))).toBe(serialized);
});

const judged = [
  // origin, secure, loopback, private
  ['https://example.com', true, false, false],
  ['http://example.com', false, false, false],
  ['capacitor://localhost', true, true, false],
  ['chrome-extension://abc', true, false, false],
  ['null', false, false, false],
  ['http://localhost:3000', false, true, false],
  ['http://localhost.', false, true, false],
  ['http://app.localhost', false, true, false],
  ['http://notlocalhost', false, false, false],
  ['http://localhost.evil.com', false, false, false],
  ['http://127.0.0.1', false, true, false],
  ['http://127.255.0.9', false, true, false],
  ['http://128.0.0.1', false, false, false],
  ['http://0.0.0.0:8080', false, true, false],
  ['http://[::1]', false, true, false],
  ['http://[::]', false, true, false],
  ['http://[::2]', false, false, false],
  ['http://[::ffff:7f00:1]', false, true, false],
  ['http://10.1.2.3', false, false, true],
  ['http://11.0.0.1', false, false, false],
  ['http://172.16.0.1', false, false, true],
  ['http://172.31.255.255', false, false, true],
  ['http://172.32.0.1', false, false, false],
  ['http://192.168.1.1', false, false, true],
  ['http://192.169.1.1', false, false, false],
  ['http://169.254.169.254', false, false, true],
  ['http://100.64.0.1', false, false, true],
  ['http://100.128.0.1', false, false, false],
  ['http://[fd00::1]', false, false, true],
  ['http://[fe80::1]', false, false, true],
  ['http://[2001:db8::1]', false, false, false],
  ['http://[::ffff:c0a8:101]', false, false, true],
  ['https://printer.local', true, false, true],
  ['https://printer.local.', true, false, true],
  ['https://api.internal', true, false, true],
  ['https://router.home.arpa', true, false, true],
  ['https://shop.test', true, false, true],
  ['https://local', true, false, false],
  ['https://printer.local.evil.com', true, false, false],
  ['http://10.0.0.1.nip.io', false, false, false],
] as const;

it.each(judged)('%s: secure %s, loopback %s, private network %s', (text, secure, loopback, privateNetwork) => {
  const origin = parseOrigin(text);
  expect(origin).not.toBeNull();
  if (origin === null) return;
  expect([isSecure(origin), isLoopback(origin), isPrivateNetwork(origin)]).toEqual([secure, loopback, privateNetwork]);
});

it.each([['1.2.3.4', true], ['[::1]', true], ['1.2.3.4.com', false], ['a.com', false]])('%s is an address: %s', (host, is) => {
  expect(isIpAddress(host)).toBe(is);
});
