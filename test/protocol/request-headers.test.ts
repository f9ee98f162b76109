import { describe, expect, it } from 'vitest';
import {
  EXEMPT_CONTENT_TYPES, isForbiddenRequestHeader, isForbiddenRequestHeaderName, isNonWildcardRequestHeaderName,
  isSafelistedRequestHeader, SAFELISTED_REQUEST_HEADER_NAMES, unsafeRequestHeaderNames,
} from '../../src/protocol/request-headers.ts';

describe('a safelisted request header is so by name and by value', () => {
  it.each([
    ['Accept', '*/*', true],
    ['accept', 'text/html;q=0.9', true],
    ['Accept', 'a\tb', true],
    ['Accept', 'x"y', false],
    ['Accept', 'x\u0001y', false],
    ['Accept', 'x\u007Fy', false],
    ['Accept-Language', 'en-US,en;q=0.5, *', true],
    ['Accept-Language', 'en_US', false],
    ['Content-Language', 'de', true],
    ['Content-Language', 'dé', false],
    ['Content-Type', 'text/plain', true],
    ['Content-Type', 'TEXT/PLAIN;charset=UTF-8', true],
    ['Content-Type', 'application/x-www-form-urlencoded', true],
    ['Content-Type', 'multipart/form-data; boundary=abc', true],
    ['Content-Type', 'multipart/form-data; boundary="abc"', false],
    ['Content-Type', 'application/json', false],
    ['Content-Type', 'application/json, text/plain', false],
    ['Content-Type', 'text', false],
    ['Content-Type', '', false],
    ['Range', 'bytes=0-', true],
    ['Range', 'bytes=0-10', true],
    ['Range', 'bytes=10-9', false],
    ['Range', 'bytes=-500', false],
    ['Range', 'bytes=0-1,2-3', false],
    ['Range', 'bytes = 0-', false],
    ['Accept', 'a'.repeat(128), true],
    ['Accept', 'a'.repeat(129), false],
    ['Authorization', 'x', false],
    ['X-Requested-With', 'XMLHttpRequest', false],
  ])('%s: %j, %s', (name, value, safe) => {
    expect(isSafelistedRequestHeader([name, value])).toBe(safe);
  });

  it('for five names', () => {
    expect(SAFELISTED_REQUEST_HEADER_NAMES).toEqual(['accept', 'accept-language', 'content-language', 'content-type', 'range']);
  });
});

it.each([
  ['nothing for safelisted headers', [['Accept', '*/*'], ['Content-Type', 'text/plain']], []],
  ['the others in lower case, sorted, once', [['X-B', '1'], ['x-a', '1'], ['X-b', '2'], ['Accept', '*/*']], ['x-a', 'x-b']],
  ['a safelisted name with an unsafe value', [['Content-Type', 'application/json']], ['content-type']],
  ['nothing at 1024 bytes in all', Array.from({ length: 8 }, () => ['Accept', 'a'.repeat(128)]), []],
  ['all of them past 1024', [...Array.from({ length: 8 }, () => ['Accept', 'a'.repeat(128)]), ['Range', 'bytes=0-'], ['X-A', '1']], ['accept', 'range', 'x-a']],
] as [string, [string, string][], string[]][])('a preflight asks for %s', (_, headers, names) => {
  expect(unsafeRequestHeaderNames(headers)).toEqual(names);
});

it.each([['Authorization', true], ['AUTHORIZATION', true], ['X-Authorization', false], ['Cookie', false]])('the wildcard never covers %s: %s', (name, never) => {
  expect(isNonWildcardRequestHeaderName(name)).toBe(never);
});

it.each([
  ['Cookie', 'a=1', true],
  ['Origin', 'x', true],
  ['Host', 'x', true],
  ['Referer', 'x', true],
  ['Content-Length', '1', true],
  ['Set-Cookie', 'x', true],
  ['Access-Control-Request-Method', 'PUT', true],
  ['Sec-Fetch-Mode', 'cors', true],
  ['Proxy-Authorization', 'x', true],
  ['X-HTTP-Method-Override', 'TRACE', true],
  ['x-method-override', 'PUT, track', true],
  ['X-HTTP-Method', '"TRACE', false],
  ['X-HTTP-Method-Override', 'PUT', false],
  ['User-Agent', 'x', false],
  ['Authorization', 'x', false],
  ['Security', 'x', false],
  ['X-Trace', 'TRACE', false],
])('browsers keep some headers to themselves: %s: %s, %s', (name, value, forbidden) => {
  expect(isForbiddenRequestHeader([name, value])).toBe(forbidden);
});

it('does not forbid a method override by its name', () => {
  expect(isForbiddenRequestHeaderName('X-HTTP-Method-Override')).toBe(false);
});

it.each(EXEMPT_CONTENT_TYPES)('%s needs no preflight although it is not safelisted', (type) => {
  expect(isSafelistedRequestHeader(['Content-Type', type])).toBe(false);
});
