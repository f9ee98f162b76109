import { expect, it } from 'vitest';
import { resourcePolicy } from '../../src/protocol/resource-policy-header.ts';

it.each([
  [['same-origin'], 'same-origin'],
  [['same-site'], 'same-site'],
  [[' cross-origin '], 'cross-origin'],
  [['Same-Origin'], null],
  [['same-origin', 'same-origin'], null],
  [['same-site, same-origin'], null],
  [['none'], null],
  [[], null],
])('a resource policy compares with case and stands alone: %j sets %s', (values, policy) => {
  expect(resourcePolicy(values.map((value) => ['Cross-Origin-Resource-Policy', value]))).toBe(policy);
});
