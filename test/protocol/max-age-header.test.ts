import { expect, it } from 'vitest';
import { cachedSeconds, capsBelow, parseMaxAge } from '../../src/protocol/max-age-header.ts';

it.each([['0', 0], ['600', 600], [' 0600 ', 600], ['99999999999999999999', 2 ** 31]])('%j is %i seconds', (value, seconds) => {
  expect(parseMaxAge(value)).toEqual({ ok: true, seconds });
});

it.each([
  ['', 'empty', null],
  ['-1', 'negative', 0],
  ['3600.0', 'fraction', 3600],
  ['.5', 'fraction', 1],
  ['600.', 'fraction', 600],
  ['1d', 'unit', 86_400],
  ['10 minutes', 'unit', 600],
  ['2 Hours', 'unit', 7200],
  ['30s', 'unit', 30],
  ['600, 600', 'repeated', 600],
  ['600, 700', 'repeated', null],
  ['"600"', 'not-a-number', 600],
  ['forever', 'not-a-number', null],
  ['1e3', 'not-a-number', null],
  ['+600', 'not-a-number', null],
])('the grammar is digits only: %j is %s', (value, kind, seconds) => {
  expect(parseMaxAge(value)).toEqual({ ok: false, value, fault: { kind, seconds } });
});

it.each([
  ['an absent header caches 5 seconds', null, null, 5],
  ['one that cannot be parsed too', '1h', 86_400, 5],
  ['a number is kept', '600', null, 600],
  ['a browser has a limit of its own', '86400', 7200, 7200],
  ['0 disables the cache', '0', 600, 0],
])('%s', (_, value, cap, seconds) => {
  expect(cachedSeconds(value, cap)).toBe(seconds);
});

it.each([
  [600, []],
  [601, ['Safari']],
  [7201, ['Chromium', 'Safari']],
  [3_600_000, ['Firefox', 'Chromium', 'Safari']],
])('%i seconds are cut short by %j', (seconds, browsers) => {
  expect(capsBelow(seconds).map(({ browser }) => browser)).toEqual(browsers);
});
