import { expect, it } from 'vitest';
import { parseAllowCredentials } from '../../src/protocol/allow-credentials-header.ts';

it.each(['true', ' true\t'])('%j allows credentials', (value) => {
  expect(parseAllowCredentials(value)).toEqual({ ok: true });
});

it.each([
  ['', 'empty', null],
  ['True', 'case', 'true'],
  ['TRUE', 'case', 'true'],
  ['"true"', 'quotes', 'true'],
  ['true, true', 'repeated', 'true'],
  ['1', 'synonym', 'true'],
  ['yes', 'synonym', 'true'],
  ['include', 'synonym', 'true'],
  ['false', 'negative', null],
  ['0', 'negative', null],
  ['undefined', 'negative', null],
  ['*', 'unknown', null],
  ['true, false', 'unknown', null],
])('the value compares with case and only `true` counts: %j is %s', (value, kind, canonical) => {
  expect(parseAllowCredentials(value)).toEqual({ ok: false, value, fault: { kind, canonical } });
});
