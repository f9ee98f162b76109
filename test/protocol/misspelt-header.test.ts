import { expect, it } from 'vitest';
import { CORS_HEADERS } from '../../src/protocol/header-names.ts';
import { misspeltHeader } from '../../src/protocol/misspelt-header.ts';

it.each([
  ['Access-Control-Allow-Orgin', 'Access-Control-Allow-Origin'],
  ['Access-Control-Allow-Origins', 'Access-Control-Allow-Origin'],
  ['Access-Control-Allow-Oirgin', 'Access-Control-Allow-Origin'],
  ['Acess-Control-Alow-Origin', 'Access-Control-Allow-Origin'],
  ['Access-Control-Allow-Origin:', 'Access-Control-Allow-Origin'],
  ['Access_Control_Allow_Origin', 'Access-Control-Allow-Origin'],
  ['Access Control Allow Origin', 'Access-Control-Allow-Origin'],
  ['Access-Control-Origin', 'Access-Control-Allow-Origin'],
  ['Allow-Origin', 'Access-Control-Allow-Origin'],
  ['AccessControlAllowOrigin', null],
  ['Access-Control-Allow-Method', 'Access-Control-Allow-Methods'],
  ['Access-Control-Allow-Header', 'Access-Control-Allow-Headers'],
  ['Access-Control-Allow-Credential', 'Access-Control-Allow-Credentials'],
  ['Access-Control-Expose-Header', 'Access-Control-Expose-Headers'],
  ['Access-Control-Exposed-Headers', 'Access-Control-Expose-Headers'],
  ['Access-Control-MaxAge', 'Access-Control-Max-Age'],
  ['Access-Control-Request-Methods', 'Access-Control-Request-Method'],
  ['Access-Control-Allow-Max-Age', 'Access-Control-Max-Age'],
  ['Content-Type', null],
  ['Access-Control', null],
  ['Margin', null],
  ['X-Origin', null],
  ['', null],
  ['constructor', null],
])('%j was meant to be %s', (name, meant) => {
  expect(misspeltHeader(name)).toBe(meant);
});

it.each(CORS_HEADERS.map(({ name }) => name))('%s is spelt right in any case', (name) => {
  expect(misspeltHeader(name.toUpperCase())).toBeNull();
});
