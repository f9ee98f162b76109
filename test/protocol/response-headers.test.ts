import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../src/protocol/header-list.ts';
import {
  exposedHeaderNames, isForbiddenResponseHeaderName, isSafelistedResponseHeaderName,
} from '../../src/protocol/response-headers.ts';

const body: HeaderList = [
  ['Content-Type', 'text/plain'], ['Cache-Control', 'no-store'], ['X-Total', '1'], ['X-Secret', '2'], ['Set-Cookie', 'a=1'],
];
const exposing = (...values: string[]): HeaderList => [
  ...body, ...values.map((value): [string, string] => ['Access-Control-Expose-Headers', value]),
];

describe('scripts read the safelisted headers and the exposed ones, never Set-Cookie', () => {
  it.each([
    ['nothing exposed', body, 'omit', ['cache-control', 'content-type']],
    ['one name, in any case', exposing('x-total'), 'include', ['cache-control', 'content-type', 'x-total']],
    ['two lines', exposing('X-Total', 'X-Secret'), 'include', ['cache-control', 'content-type', 'x-secret', 'x-total']],
    ['Set-Cookie', exposing('Set-Cookie, X-Total'), 'omit', ['cache-control', 'content-type', 'x-total']],
    ['* without credentials', exposing('*'), 'same-origin', ['access-control-expose-headers', 'cache-control', 'content-type', 'x-secret', 'x-total']],
    ['* with credentials is a name', exposing('*, X-Total'), 'include', ['cache-control', 'content-type', 'x-total']],
    ['a list that cannot be parsed', exposing('X-Total X-Secret'), 'omit', ['cache-control', 'content-type']],
  ] as const)('%s', (_, headers, credentials, names) => {
    expect(exposedHeaderNames(headers, credentials)).toEqual(names);
  });
});

it.each([
  ['Cache-Control', true, false], ['content-language', true, false], ['Content-Length', true, false],
  ['Content-Type', true, false], ['Expires', true, false], ['Last-Modified', true, false], ['Pragma', true, false],
  ['ETag', false, false], ['Set-Cookie', false, true], ['set-cookie2', false, true],
])('%s: safelisted %s, forbidden %s', (name, safe, forbidden) => {
  expect([isSafelistedResponseHeaderName(name), isForbiddenResponseHeaderName(name)]).toEqual([safe, forbidden]);
});
