import { expect, it } from 'vitest';
import { allowHeadersEntryFault, exposeHeadersEntryFault, parseFieldNameList } from '../../src/protocol/field-name-list-header.ts';

it.each([
  ['Cookie', 'forbidden'],
  ['Origin', 'forbidden'],
  ['Access-Control-Request-Headers', 'forbidden'],
  ['Sec-Fetch-Site', 'forbidden'],
  ['Access-Control-Allow-Origin', 'response-header'],
  ['access-control-expose-headers', 'response-header'],
  ['Content-Type', null],
  ['User-Agent', null],
  ['X-HTTP-Method-Override', null],
  ['*', null],
])('allowing a header that scripts cannot or need not send is pointless: %s, %s', (name, kind) => {
  expect(allowHeadersEntryFault(name)).toEqual(kind === null ? null : { kind, name });
});

it.each([
  ['Set-Cookie', 'forbidden'],
  ['set-cookie2', 'forbidden'],
  ['Content-Type', 'needless'],
  ['Origin', 'request-header'],
  ['Access-Control-Request-Method', 'request-header'],
  ['User-Agent', 'request-header'],
  ['Authorization', null],
  ['X-Total-Count', null],
  ['*', null],
])('exposing a header that scripts cannot read or read anyway is pointless: %s, %s', (name, kind) => {
  expect(exposeHeadersEntryFault(name)).toEqual(kind === null ? null : { kind, name });
});

it('is a comma-separated list', () => {
  expect(parseFieldNameList('X-A, X-B')).toEqual({ ok: true, items: ['X-A', 'X-B'] });
});
