import { describe, expect, it } from 'vitest';
import { allowOrigin, parseAllowOrigin } from '../../src/protocol/allow-origin-header.ts';

describe('Access-Control-Allow-Origin is an origin, null or *', () => {
  it.each([
    ['*', { kind: 'any' }],
    [' * ', { kind: 'any' }],
    ['null', { kind: 'null' }],
    ['https://a.com', { kind: 'origin', value: 'https://a.com', origin: { kind: 'tuple', scheme: 'https', host: 'a.com', port: null } }],
    ['https://a.com/', { kind: 'invalid', value: 'https://a.com/', fault: { kind: 'trailing-slash', canonical: 'https://a.com' } }],
    ['https://*.a.com', { kind: 'invalid', value: 'https://*.a.com', fault: { kind: 'wildcard', part: 'host', canonical: null } }],
    ['"*"', { kind: 'invalid', value: '"*"', fault: { kind: 'wildcard', part: 'value', canonical: null } }],
    ['', { kind: 'invalid', value: '', fault: { kind: 'empty', canonical: null } }],
  ])('%j', (value, parsed) => {
    expect(parseAllowOrigin(value)).toEqual(parsed);
  });
});

it('counts its lines', () => {
  expect(allowOrigin([])).toBeNull();
  expect(allowOrigin([['access-control-allow-origin', '*']])).toEqual({ kind: 'any' });
  expect(allowOrigin([['Access-Control-Allow-Origin', '*'], ['access-control-allow-origin', ' *']]))
    .toEqual({ kind: 'repeated', values: ['*', '*'] });
});
