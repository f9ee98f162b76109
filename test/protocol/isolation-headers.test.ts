import { expect, it } from 'vitest';
import { isolationWord, isolationWords, isIsolationHeader, meantIsolationWord, withoutIsolation, type IsolationHeaderName } from '../../src/protocol/isolation-headers.ts';
import { resourcePolicy } from '../../src/protocol/resource-policy-header.ts';

const RESOURCE = 'Cross-Origin-Resource-Policy';
const EMBEDDER = 'Cross-Origin-Embedder-Policy';
const OPENER = 'Cross-Origin-Opener-Policy';

it.each([
  [RESOURCE, 'same-site', 'same-site'],
  [RESOURCE, ' same-origin\t', 'same-origin'],
  // It is no structured field.
  [RESOURCE, 'same-origin; report-to="x"', null],
  [RESOURCE, 'Cross-Origin', null],
  [EMBEDDER, 'require-corp; report-to="coep"', 'require-corp'],
  [EMBEDDER, '"require-corp"', null],
  [EMBEDDER, 'REQUIRE-CORP', null],
  [EMBEDDER, 'require-corp, credentialless', null],
  [OPENER, 'noopener-allow-popups', 'noopener-allow-popups'],
  [OPENER, 'same-origin-allow-popups', 'same-origin-allow-popups'],
  [OPENER, 'same-site', null],
] as const)('%s: %s is read as %s', (header, value, word) => {
  expect(isolationWord(header, value)).toBe(word);
});

it.each(['same-origin', 'Same-Origin', ' same-site ', 'none', ''])('agrees with what Fetch says of %j', (value) => {
  expect(isolationWord(RESOURCE, value)).toBe(resourcePolicy([[RESOURCE, value.trim()]]));
});

it.each([
  [RESOURCE, 'Same-Site', 'same-site'],
  [RESOURCE, 'same_origin', 'same-origin'],
  [RESOURCE, 'sameorigin', 'same-origin'],
  [RESOURCE, "'same-site'", 'same-site'],
  [RESOURCE, 'self', 'same-origin'],
  [RESOURCE, 'same-orgin', 'same-origin'],
  [RESOURCE, '*', null],
  [RESOURCE, 'none', null],
  [EMBEDDER, 'credentialles', 'credentialless'],
  [EMBEDDER, 'require-cors', 'require-corp'],
  [EMBEDDER, 'none', 'unsafe-none'],
  [OPENER, 'same-origin-allow-popup', 'same-origin-allow-popups'],
  [OPENER, 'constructor', null],
] as const)('%s: by %s is meant %s', (header, value, word) => {
  expect(meantIsolationWord(header, value)).toBe(word);
});

it.each<IsolationHeaderName>([RESOURCE, EMBEDDER, OPENER])('knows each word of %s as itself', (header) => {
  expect(isIsolationHeader(header)).toBe(true);
  expect(withoutIsolation(header)).not.toBe('');
  for (const word of isolationWords(header)) expect([isolationWord(header, word), meantIsolationWord(header, word)]).toEqual([word, word]);
});

it('knows no other header', () => {
  expect(isIsolationHeader('Timing-Allow-Origin')).toBe(false);
  expect(isIsolationHeader('toString')).toBe(false);
});
