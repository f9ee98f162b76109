import { expect, it } from 'vitest';
import {
  getHeader, getHeaderLines, normalizeHeaderValue, sortedLowercaseNames, splitHeaderValue, type HeaderList,
} from '../../src/protocol/header-list.ts';

const list: HeaderList = [['Vary', ' Origin '], ['X-A', '1'], ['vary', 'Accept\r\n'], ['X-Empty', '']];

it.each([
  ['joins lines that share a name with a comma and a space', 'VARY', 'Origin, Accept'],
  ['finds a name in any case', 'x-a', '1'],
  ['tells an empty value', 'X-Empty', ''],
  ['from an absent one', 'X-B', null],
])('%s', (_, name, value) => {
  expect(getHeader(list, name)).toBe(value);
});

it('keeps the lines of one name apart on request', () => {
  expect(getHeaderLines(list, 'Vary')).toEqual(['Origin', 'Accept']);
});

it.each([
  ['\t a b \r\n', 'a b'],
  ['\u00A0a\u00A0', '\u00A0a\u00A0'],
  [' \n', ''],
])('normalizes %j to %j', (value, normalized) => {
  expect(normalizeHeaderValue(value)).toBe(normalized);
});

// The rows are the examples of the standard, at #example-header-list-get-decode-split, and a few edges.
it.each([
  ['nosniff,', ['nosniff', '']],
  ['', ['']],
  ['text/html;", x/x', ['text/html;", x/x']],
  ['x/x;test="hi",y/y', ['x/x;test="hi"', 'y/y']],
  ['x / x,,,1', ['x / x', '', '', '1']],
  ['"1,2", 3', ['"1,2"', '3']],
  ['"a\\",b" ,c', ['"a\\",b"', 'c']],
  ['"a,b\\', ['"a,b\\']],
])('splits %j into %j', (value, elements) => {
  expect(splitHeaderValue(value)).toEqual(elements);
});

it('sorts names in lower case, once each', () => {
  expect(sortedLowercaseNames(['X-B', 'x-a', 'x-b', 'Authorization'])).toEqual(['authorization', 'x-a', 'x-b']);
});
