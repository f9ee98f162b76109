import { expect, it } from 'vitest';
import { parseVary, variesOn } from '../../src/protocol/vary-header.ts';

it.each([
  [null, false],
  ['', false],
  ['Origin', true],
  ['origin', true],
  ['Accept-Encoding, ORIGIN', true],
  ['*', true],
  ['Accept, *', true],
  ['Accept-Encoding', false],
  ['Origin Accept', false],
  ['Access-Control-Request-Headers', false],
])('caches keep responses apart by Origin under Vary %j: %s', (vary, varies) => {
  expect(variesOn(vary, 'Origin')).toBe(varies);
});

it('keeps what it cannot read', () => {
  expect(parseVary('Origin Accept,, X-A,*')).toEqual({ any: true, names: ['x-a'], invalid: ['Origin Accept'] });
});
