import { expect, it } from 'vitest';
import { allowsTiming } from '../../src/protocol/timing-allow-origin-header.ts';

it.each([
  [['*'], true],
  [['https://b.com, https://a.com'], true],
  [['https://b.com', 'https://a.com'], true],
  [['https://b.com'], false],
  [['https://a.com/'], false],
  [[], false],
])('unlike Allow-Origin, Timing-Allow-Origin may be a list: %j, %s', (values, allowed) => {
  expect(allowsTiming(values.map((value) => ['timing-allow-origin', value]), 'https://a.com')).toBe(allowed);
});
