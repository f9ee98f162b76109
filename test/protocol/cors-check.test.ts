import { describe, expect, it } from 'vitest';
import { corsCheck, type CorsRequest } from '../../src/protocol/cors-check.ts';
import type { HeaderList } from '../../src/protocol/header-list.ts';

const origin = 'https://a.com';
const request = (credentials: CorsRequest['credentials'], from = origin): CorsRequest => ({ origin: from, method: 'GET', credentials, headers: [] });
const acao = (value: string): [string, string] => ['Access-Control-Allow-Origin', value];
const acac = (value: string): [string, string] => ['Access-Control-Allow-Credentials', value];

describe('a response is shared when it names the origin, or anyone without credentials, or adds true with them', () => {
  it.each([
    ['* without credentials', request('omit'), [acao('*')]],
    ['* with same-origin credentials', request('same-origin'), [acao('*')]],
    ['* and true, which is ignored', request('omit'), [acao('*'), acac('true')]],
    ['the origin', request('omit'), [acao(origin)]],
    ['the origin in blanks', request('omit'), [acao(` ${origin}\t`)]],
    ['the origin and a wrong Allow-Credentials, which is ignored', request('omit'), [acao(origin), acac('True')]],
    ['the origin and true', request('include'), [acao(origin), acac('true')]],
    ['null for an opaque origin', request('include', 'null'), [acao('null'), acac('true')]],
    ['names in lower case', request('include'), [['access-control-allow-origin', origin], ['access-control-allow-credentials', 'true']]],
  ] as [string, CorsRequest, HeaderList][])('%s', (_, from, headers) => {
    expect(corsCheck(from, headers)).toEqual({ ok: true });
  });
});

describe('and is withheld otherwise', () => {
  it.each([
    ['no header', request('omit'), [], { kind: 'allow-origin-missing', expected: origin }],
    ['* with credentials', request('include'), [acao('*'), acac('true')],
      { kind: 'allow-origin-wildcard-with-credentials', got: '*', expected: origin }],
    ['another origin', request('omit'), [acao('https://b.com')],
      { kind: 'allow-origin-mismatch', got: 'https://b.com', expected: origin, fault: null }],
    ['a trailing slash', request('omit'), [acao(`${origin}/`)],
      { kind: 'allow-origin-mismatch', got: `${origin}/`, expected: origin, fault: { kind: 'trailing-slash', canonical: origin } }],
    ['another case', request('omit'), [acao('https://A.com')],
      { kind: 'allow-origin-mismatch', got: 'https://A.com', expected: origin, fault: { kind: 'upper-case', canonical: origin } }],
    ['two lines, joined by a comma', request('omit'), [acao(origin), acao(origin)],
      { kind: 'allow-origin-repeated', got: `${origin}, ${origin}`, values: [origin, origin], expected: origin }],
    ['two wildcards', request('omit'), [acao('*'), acao('*')],
      { kind: 'allow-origin-repeated', got: '*, *', values: ['*', '*'], expected: origin }],
    ['a list in one line', request('omit'), [acao(`${origin}, https://b.com`)],
      { kind: 'allow-origin-mismatch', got: `${origin}, https://b.com`, expected: origin,
        fault: { kind: 'list', items: [origin, 'https://b.com'], canonical: null } }],
    ['no Allow-Credentials', request('include'), [acao(origin)], { kind: 'allow-credentials-missing', expected: 'true' }],
    ['True', request('include'), [acao(origin), acac('True')],
      { kind: 'allow-credentials-invalid', got: 'True', expected: 'true', fault: { kind: 'case', canonical: 'true' } }],
    ['true twice', request('include'), [acao(origin), acac('true'), acac('true')],
      { kind: 'allow-credentials-invalid', got: 'true, true', expected: 'true', fault: { kind: 'repeated', canonical: 'true' } }],
    ['an absent header is not the value null', request('omit', 'null'), [], { kind: 'allow-origin-missing', expected: 'null' }],
  ] as [string, CorsRequest, HeaderList, object][])('%s', (_, from, headers, reason) => {
    expect(corsCheck(from, headers)).toEqual({ ok: false, reason });
  });
});
