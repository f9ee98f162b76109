import { expect, it } from 'vitest';
import { canonicalHeaderName, CORS_HEADERS, corsHeader } from '../../src/protocol/header-names.ts';

it.each([
  ['access-control-allow-origin', 'Access-Control-Allow-Origin'],
  ['ORIGIN', 'Origin'],
  ['Access-Control-Max-Age', 'Access-Control-Max-Age'],
  ['Access-Control-Allow-Orgin', null],
  ['Vary', null],
  ['toString', null],
])('%s is canonically %s', (name, canonical) => {
  expect(canonicalHeaderName(name)).toBe(canonical);
});

it.each([
  ['Access-Control-Allow-Methods', { direction: 'response', grammar: 'method-list', preflight: true, actual: false }],
  ['Access-Control-Expose-Headers', { direction: 'response', grammar: 'field-name-list', preflight: false, actual: true }],
  ['Access-Control-Allow-Credentials', { direction: 'response', grammar: 'true', preflight: true, actual: true }],
  ['Access-Control-Request-Method', { direction: 'request', grammar: 'method', preflight: true, actual: false }],
])('%s means something on its own messages only', (name, facts) => {
  expect(corsHeader(name)).toMatchObject({ ...facts, obsolete: null });
});

it('knows that Private Network Access and its headers are dead', () => {
  const obsolete = CORS_HEADERS.filter((header) => header.obsolete !== null).map((header) => header.name);
  expect(obsolete).toContain('Access-Control-Allow-Private-Network');
  expect(obsolete).toContain('Access-Control-Request-Private-Network');
  expect(obsolete).not.toContain('Access-Control-Allow-Origin');
});

it('names no header twice', () => {
  expect(new Set(CORS_HEADERS.map(({ name }) => name.toLowerCase())).size).toBe(CORS_HEADERS.length);
});
