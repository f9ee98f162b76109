import { expect, it } from 'vitest';
import { isForbiddenMethod, isMethodToken, isSafelistedMethod, normalizeMethod } from '../../src/protocol/methods.ts';

it.each([
  // method, as sent, safelisted, forbidden
  ['GET', 'GET', true, false],
  ['get', 'GET', false, false],
  ['HEAD', 'HEAD', true, false],
  ['Post', 'POST', false, false],
  ['POST', 'POST', true, false],
  ['delete', 'DELETE', false, false],
  ['options', 'OPTIONS', false, false],
  ['put', 'PUT', false, false],
  ['PATCH', 'PATCH', false, false],
  ['patch', 'patch', false, false],
  ['Chicken', 'Chicken', false, false],
  ['CONNECT', 'CONNECT', false, true],
  ['trace', 'trace', false, true],
  ['Track', 'Track', false, true],
])('six methods are written in upper case for the script, three need no leave, three are forbidden: %s', (method, sent, safe, forbidden) => {
  expect([normalizeMethod(method), isSafelistedMethod(method), isForbiddenMethod(method)]).toEqual([sent, safe, forbidden]);
});

it.each([['GET', true], ['M-SEARCH', true], ['*', true], ['', false], ['GET POST', false], ['GÉT', false]])('%j has the form of a method: %s', (text, is) => {
  expect(isMethodToken(text)).toBe(is);
});
