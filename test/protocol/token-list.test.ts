import { expect, it } from 'vitest';
import { extractTokenList, parseTokenList } from '../../src/protocol/token-list.ts';

it.each([
  ['', []],
  ['*', ['*']],
  ['X-A', ['X-A']],
  [' X-A ,\tX-B', ['X-A', 'X-B']],
  ['X-A,,X-B,', ['X-A', 'X-B']],
])('%j lists %j', (value, items) => {
  expect(parseTokenList(value)).toEqual({ ok: true, items });
});

it.each([
  ['X-A X-B', 'spaces-for-commas', 'X-A X-B', 'X-A, X-B'],
  ['X-A; X-B', 'semicolons-for-commas', 'X-A; X-B', 'X-A, X-B'],
  ['X-Z, X-A X-B', 'spaces-for-commas', 'X-A X-B', 'X-Z, X-A, X-B'],
  ['"X-A", "X-B"', 'quotes', '"X-A"', 'X-A, X-B'],
  ["'X A'", 'quotes', "'X A'", "'X, A'"],
  ['["X-A","X-B"]', 'brackets', '["X-A"', 'X-A, X-B'],
  ['X-A:1', 'not-a-token', 'X-A:1', null],
  ['X-Ä', 'not-a-token', 'X-Ä', null],
  ['[]', 'brackets', '[]', null],
])('%j is no list: %s', (value, kind, element, canonical) => {
  expect(parseTokenList(value)).toEqual({ ok: false, fault: { kind, element, canonical } });
});

it('gathers all lines, and fails for one that cannot be parsed', () => {
  expect(extractTokenList([['X', 'a, b'], ['x', 'c']], 'X')).toEqual({ ok: true, items: ['a', 'b', 'c'] });
  expect(extractTokenList([['X', 'a'], ['X', 'b c']], 'X')).toMatchObject({ ok: false });
  expect(extractTokenList([], 'X')).toBeNull();
});
