import { expect, it } from 'vitest';
import { mimeEssence } from '../../src/protocol/mime-type.ts';

it.each([
  ['text/plain', 'text/plain'],
  [' Text/Plain ; charset=utf-8', 'text/plain'],
  ['multipart/form-data; boundary=x', 'multipart/form-data'],
  ['text/', null],
  ['/plain', null],
  ['text', null],
  ['text/pl ain', null],
  ['text /plain', null],
  ['', null],
])('%j is %s', (text, essence) => {
  expect(mimeEssence(text)).toBe(essence);
});
