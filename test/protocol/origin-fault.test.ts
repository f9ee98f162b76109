import fc from 'fast-check';
import { expect, it } from 'vitest';
import { originFault } from '../../src/protocol/origin-fault.ts';
import { isSerializedOrigin } from '../../src/protocol/origin.ts';

it.each([
  'null', 'https://example.com', 'http://localhost:3000', 'https://a_b.example', 'http://127.0.0.1:8080', 'http://[::1]:8080',
  'chrome-extension://abcdefgh', 'safari-web-extension://E7A9-FF5E', 'capacitor://localhost', 'https://example.com.',
  'https://example.com`.evil.com', 'https://example.com{.evil.com', 'https://true', 'https://api:8443',
])('%s is an origin that a browser can send', (text) => {
  expect(originFault(text)).toBeNull();
});

it.each([
  // Empty and keywords.
  ['', { kind: 'empty' }, null],
  [' \t', { kind: 'empty' }, null],
  ['""', { kind: 'empty' }, null],
  ['true', { kind: 'keyword', keyword: 'true' }, null],
  ["'self'", { kind: 'keyword', keyword: 'self' }, null],
  ['All', { kind: 'keyword', keyword: 'all' }, null],
  ['NULL', { kind: 'keyword', keyword: 'null' }, null],
  ['undefined', { kind: 'keyword', keyword: 'undefined' }, null],
  ['[object Object]', { kind: 'keyword', keyword: '[object object]' }, null],
  // Patterns.
  ['^https://example\\.com$', { kind: 'pattern', syntax: 'regular-expression' }, null],
  ['/example\\.com$/', { kind: 'pattern', syntax: 'regular-expression' }, null],
  ['/example/i', { kind: 'pattern', syntax: 'regular-expression' }, null],
  ['https://(a|b).example.com', { kind: 'pattern', syntax: 'regular-expression' }, null],
  ['https://.*.example.com', { kind: 'pattern', syntax: 'regular-expression' }, null],
  ['https://[a-z0-9-]+.example.com', { kind: 'pattern', syntax: 'regular-expression' }, null],
  ['https://${HOST}', { kind: 'pattern', syntax: 'placeholder' }, null],
  ['https://{tenant}.example.com', { kind: 'pattern', syntax: 'placeholder' }, null],
  ['<your-origin>', { kind: 'pattern', syntax: 'placeholder' }, null],
  ['https://[your-domain]', { kind: 'pattern', syntax: 'placeholder' }, null],
  // Lists.
  ['https://a.com, https://b.com', { kind: 'list', items: ['https://a.com', 'https://b.com'] }, null],
  ['https://a.com https://b.com', { kind: 'list', items: ['https://a.com', 'https://b.com'] }, null],
  ['https://a.com,b.com', { kind: 'list', items: ['https://a.com', 'b.com'] }, null],
  ['https://a.com|https://b.com', { kind: 'list', items: ['https://a.com', 'https://b.com'] }, null],
  ['*, https://a.com', { kind: 'list', items: ['*', 'https://a.com'] }, null],
  ['null, null', { kind: 'list', items: ['null', 'null'] }, null],
  ['["https://a.com", "https://b.com"]', { kind: 'list', items: ['https://a.com', 'https://b.com'] }, null],
  ['["https://a.com"]', { kind: 'list', items: ['https://a.com'] }, 'https://a.com'],
  ['https://A.com/,', { kind: 'list', items: ['https://A.com/'] }, 'https://a.com'],
  // Wildcards.
  ['*', { kind: 'wildcard', part: 'value' }, null],
  ['"*"', { kind: 'wildcard', part: 'value' }, null],
  ['https://*.example.com', { kind: 'wildcard', part: 'host' }, null],
  ['*.example.com', { kind: 'wildcard', part: 'host' }, null],
  ['https://*', { kind: 'wildcard', part: 'host' }, null],
  ['*://example.com', { kind: 'wildcard', part: 'scheme' }, null],
  ['http*://example.com', { kind: 'wildcard', part: 'scheme' }, null],
  ['http://localhost:*', { kind: 'wildcard', part: 'port' }, null],
  ['https://example.com/*', { kind: 'wildcard', part: 'path' }, 'https://example.com'],
  ['https://a*b@example.com', { kind: 'wildcard', part: 'userinfo' }, 'https://example.com'],
  // Quotes and blanks.
  ['"https://a.com"', { kind: 'quotes' }, 'https://a.com'],
  ["'https://a.com", { kind: 'quotes' }, 'https://a.com'],
  [' https://a.com', { kind: 'whitespace', where: 'around' }, 'https://a.com'],
  ['https://a.com\n', { kind: 'whitespace', where: 'around' }, 'https://a.com'],
  ['https://a .com', { kind: 'whitespace', where: 'inside' }, null],
  // Schemes.
  ['https:/a.com', { kind: 'scheme-separator', scheme: 'https' }, 'https://a.com'],
  ['https:a.com', { kind: 'scheme-separator', scheme: 'https' }, 'https://a.com'],
  ['HTTPS:///a.com', { kind: 'scheme-separator', scheme: 'https' }, 'https://a.com'],
  ['http//a.com', { kind: 'scheme-separator', scheme: 'http' }, 'http://a.com'],
  ['http//:a.com', { kind: 'scheme-separator', scheme: 'http' }, 'http://a.com'],
  ['example.com', { kind: 'missing-scheme' }, 'https://example.com'],
  ['//a.com', { kind: 'missing-scheme' }, 'https://a.com'],
  ['example.com:8443/', { kind: 'missing-scheme' }, 'https://example.com:8443'],
  ['example.com:80', { kind: 'missing-scheme' }, 'http://example.com'],
  ['example.com:99999', { kind: 'missing-scheme' }, null],
  ['localhost:3000', { kind: 'missing-scheme' }, 'http://localhost:3000'],
  ['localhost', { kind: 'missing-scheme' }, 'http://localhost'],
  ['192.168.0.2:8080', { kind: 'missing-scheme' }, 'http://192.168.0.2:8080'],
  ['[::1]:3000', { kind: 'missing-scheme' }, 'http://[::1]:3000'],
  ['api:3000', { kind: 'missing-scheme' }, 'https://api:3000'],
  ['frontend', { kind: 'missing-scheme' }, null],
  ['.example.com', { kind: 'missing-scheme' }, null],
  ['file://', { kind: 'scheme-without-origin', scheme: 'file' }, null],
  ['data:text/html,x', { kind: 'scheme-without-origin', scheme: 'data' }, null],
  ['WSS://a.com', { kind: 'scheme-without-origin', scheme: 'wss' }, 'https://a.com'],
  ['ws://localhost:3000', { kind: 'scheme-without-origin', scheme: 'ws' }, 'http://localhost:3000'],
  // Parts of a URL that no origin has.
  ['https://user:pw@a.com', { kind: 'userinfo' }, 'https://a.com'],
  ['https://a.com/', { kind: 'trailing-slash' }, 'https://a.com'],
  ['chrome-extension://abc/', { kind: 'trailing-slash' }, 'chrome-extension://abc'],
  ['https://a.com/api', { kind: 'path', path: '/api' }, 'https://a.com'],
  ['https://a.com\\', { kind: 'path', path: '\\' }, 'https://a.com'],
  ['https://a.com?x', { kind: 'query' }, 'https://a.com'],
  ['https://a.com#x', { kind: 'fragment' }, 'https://a.com'],
  // Ports.
  ['https://a.com:443', { kind: 'default-port', port: 443 }, 'https://a.com'],
  ['http://a.com:80', { kind: 'default-port', port: 80 }, 'http://a.com'],
  ['http://a.com:080', { kind: 'default-port', port: 80 }, 'http://a.com'],
  ['http://a.com:', { kind: 'non-canonical-port', port: '' }, 'http://a.com'],
  ['http://a.com:03000', { kind: 'non-canonical-port', port: '03000' }, 'http://a.com:3000'],
  ['http://a.com:65536', { kind: 'port-out-of-range', port: '65536' }, null],
  ['http://a.com:0', { kind: 'port-out-of-range', port: '0' }, null],
  ['http://localhost:port', { kind: 'invalid-port', port: 'port' }, null],
  ['http://localhost:3000.evil.com', { kind: 'invalid-port', port: '3000.evil.com' }, null],
  // Hosts.
  ['https://Example.com', { kind: 'upper-case' }, 'https://example.com'],
  ['HTTPS://example.com', { kind: 'upper-case' }, 'https://example.com'],
  ['App://main', { kind: 'upper-case' }, 'app://main'],
  ['https://bücher.example', { kind: 'non-ascii' }, 'https://xn--bcher-kva.example'],
  ['https://a%60b.com', { kind: 'percent-encoding' }, 'https://a`b.com'],
  ['http://0x7f.1', { kind: 'non-canonical-ip', address: '0x7f.1' }, 'http://127.0.0.1'],
  ['http://[0:0:0:0:0:0:0:1]:81', { kind: 'non-canonical-ip', address: '[0:0:0:0:0:0:0:1]' }, 'http://[::1]:81'],
  ['http://[::A]', { kind: 'upper-case' }, 'http://[::a]'],
  ['https://', { kind: 'invalid-host', host: '' }, null],
  ['https://a.1', { kind: 'invalid-host', host: 'a.1' }, null],
  ['https://a^b.com', { kind: 'invalid-host', host: 'a^b.com' }, null],
  ['http://[::1', { kind: 'invalid-host', host: '[::1' }, null],
] as const)('%j: %j, probably meant %s', (text, detail, canonical) => {
  expect(originFault(text)).toEqual({ ...detail, canonical });
});

const pieces = fc.array(fc.constantFrom(
  'https://', 'http:', '//', 'a.com', 'localhost', 'EX', 'ü', '%41', '127.1', '[::1]', ':443', ':0', ':', '/', '?', '#', '@',
  '*', ',', ' ', '"', "'", '`', '{', '}', 'null', 'true', '.', '-', '^', '|', '[', ']', '\\', 'ws://', 'app://', '1', '$',
), { maxLength: 7 }).map((parts) => parts.join(''));

it('faults everything that is no serialized origin, and means serialized origins', () => {
  fc.assert(fc.property(fc.oneof(pieces, fc.string(), fc.webUrl()), (text) => {
    const fault = originFault(text);
    if (!isSerializedOrigin(text)) expect(fault).not.toBeNull();
    if (fault === null || fault.canonical === null) return;
    expect(isSerializedOrigin(fault.canonical)).toBe(true);
    expect(fault.canonical).not.toBe('null');
    expect(originFault(fault.canonical)).toBeNull();
  }), { numRuns: 20_000 });
});
