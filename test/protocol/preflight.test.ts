import { describe, expect, it } from 'vitest';
import type { CorsRequest } from '../../src/protocol/cors-check.ts';
import type { HeaderList } from '../../src/protocol/header-list.ts';
import { needsPreflight, preflightCheck, preflightRequest } from '../../src/protocol/preflight.ts';
import { EXEMPT_CONTENT_TYPES } from '../../src/protocol/request-headers.ts';

const origin = 'https://a.com';
const request = (rest: Partial<CorsRequest> = {}): CorsRequest => ({ origin, method: 'GET', credentials: 'omit', headers: [], ...rest });
const json: HeaderList = [['Content-Type', 'application/json']];
const shared: HeaderList = [['Access-Control-Allow-Origin', origin], ['Access-Control-Allow-Credentials', 'true']];
const methods = (value: string): [string, string] => ['Access-Control-Allow-Methods', value];
const names = (value: string): [string, string] => ['Access-Control-Allow-Headers', value];

it.each([
  ['GET', request(), false],
  ['HEAD', request({ method: 'HEAD' }), false],
  ['POST of a form', request({ method: 'POST', headers: [['Content-Type', 'text/plain']] }), false],
  ['POST of JSON', request({ method: 'POST', headers: json }), true],
  ['PUT', request({ method: 'PUT' }), true],
  ['get, had it not been normalized', request({ method: 'get' }), true],
  ['OPTIONS, sent by a script', request({ method: 'OPTIONS' }), true],
  ['Authorization', request({ headers: [['Authorization', 'x']] }), true],
  ['credentials alone', request({ credentials: 'include' }), false],
  ['an upload listener', request({ method: 'POST', forcesPreflight: true }), true],
])('only safelisted methods and headers go without a preflight: %s', (_, from, needed) => {
  expect(needsPreflight(from)).toBe(needed);
});

it.each(EXEMPT_CONTENT_TYPES)('a script that sends %s is preflighted; only the browser itself is exempt', (type) => {
  expect(needsPreflight(request({ method: 'POST', headers: [['Content-Type', type]] }))).toBe(true);
});

it('asks with OPTIONS, the method, and the sorted names without spaces', () => {
  const headers: HeaderList = [['X-B', '1'], ['Authorization', 'x'], ['X-A', '2'], ['Accept', '*/*']];
  expect(preflightRequest(request({ method: 'patch', credentials: 'include', headers }))).toEqual({
    method: 'OPTIONS',
    headers: [
      ['Origin', origin], ['Accept', '*/*'], ['Access-Control-Request-Method', 'patch'],
      ['Access-Control-Request-Headers', 'authorization,x-a,x-b'],
    ],
  });
});

it('asks for no names when it needs none', () => {
  expect(preflightRequest(request({ method: 'PUT' })).headers.map(([name]) => name))
    .toEqual(['Origin', 'Accept', 'Access-Control-Request-Method']);
});

describe('a preflight succeeds', () => {
  it.each([
    ['with 200', request({ method: 'PUT' }), 200, [...shared, methods('PUT')]],
    ['with 204', request({ method: 'PUT' }), 204, [...shared, methods('PUT, DELETE')]],
    ['with any ok status', request({ method: 'PUT' }), 299, [...shared, methods('PUT')]],
    ['without a list for a safelisted method', request({ method: 'POST', headers: json }), 204, [...shared, names('content-type')]],
    ['header names compare without case', request({ headers: [['X-Token', '1']] }), 204, [...shared, names('x-TOKEN')]],
    ['two lines add up', request({ headers: [['X-A', '1'], ['X-B', '1']] }), 204, [...shared, names('X-A'), names('X-B')]],
    ['* for methods without credentials', request({ method: 'PUT' }), 204, [...shared, methods('*')]],
    ['* for headers without credentials', request({ headers: json }), 204, [...shared, names('*')]],
    ['Authorization beside *', request({ headers: [['Authorization', 'x'], ['X-A', '1']] }), 204, [...shared, names('*, Authorization')]],
    ['* as a literal method with credentials', request({ method: '*', credentials: 'include' }), 204, [...shared, methods('*')]],
    ['listed names with credentials', request({ method: 'PATCH', credentials: 'include', headers: json }), 204,
      [...shared, methods('PATCH'), names('Content-Type')]],
    ['whatever Vary says', request({ method: 'PUT' }), 204, [...shared, methods('PUT'), ['Vary', '*']]],
  ] as [string, CorsRequest, number, HeaderList][])('%s', (_, from, status, headers) => {
    expect(preflightCheck(from, { status, headers })).toMatchObject({ ok: true });
  });

  it.each([
    ['600', 600], ['junk', 5],
  ])('and is remembered under Access-Control-Max-Age %s for %i seconds', (value, maxAgeSeconds) => {
    const headers: HeaderList = [...shared, methods('PUT'), names('X-A'), ['Access-Control-Max-Age', value]];
    expect(preflightCheck(request({ method: 'PUT' }), { status: 204, headers }))
      .toEqual({ ok: true, methods: ['PUT'], headerNames: ['X-A'], maxAgeSeconds });
  });
});

describe('a preflight fails', () => {
  it.each([301, 302, 303, 304, 307, 308, 401, 403, 404, 405, 500, 199])('with status %i', (status) => {
    expect(preflightCheck(request({ method: 'PUT' }), { status, headers: [...shared, methods('PUT')] }))
      .toEqual({ ok: false, reason: { kind: 'status-not-ok', got: status, redirect: status >= 300 && status < 400 } });
  });

  it.each([
    ['without Allow-Origin', request({ method: 'PUT' }), [methods('PUT')], { kind: 'allow-origin-missing' }],
    ['by the credentials of the request to come', request({ method: 'PUT', credentials: 'include' }),
      [['Access-Control-Allow-Origin', '*'], methods('PUT')], { kind: 'allow-origin-wildcard-with-credentials' }],
    ['when the methods cannot be parsed, even for GET', request({ headers: json }), [...shared, methods('GET PUT'), names('*')],
      { kind: 'allow-methods-unparsable', got: 'GET PUT', fault: { element: 'GET PUT', canonical: 'GET, PUT' } }],
    ['when the names cannot be parsed', request({ method: 'PUT' }), [...shared, methods('PUT'), names('X-A; X-B')],
      { kind: 'allow-headers-unparsable', got: 'X-A; X-B', fault: { kind: 'semicolons-for-commas' } }],
    ['for a method not listed', request({ method: 'PUT' }), shared,
      { kind: 'method-not-allowed', method: 'PUT', allowed: [], otherCase: null, wildcardIgnored: false }],
    ['for PATCH when patch is listed', request({ method: 'PATCH' }), [...shared, methods('get, patch')],
      { kind: 'method-not-allowed', otherCase: 'patch' }],
    ['for patch when PATCH is listed', request({ method: 'patch' }), [...shared, methods('PATCH')],
      { kind: 'method-not-allowed', otherCase: 'PATCH' }],
    ['for OPTIONS sent by a script and not listed', request({ method: 'OPTIONS' }), [...shared, methods('PUT')],
      { kind: 'method-not-allowed', method: 'OPTIONS' }],
    ['for * methods with credentials', request({ method: 'PUT', credentials: 'include' }), [...shared, methods('*')],
      { kind: 'method-not-allowed', wildcardIgnored: true }],
    ['for a header not listed', request({ headers: json }), [...shared, names('X-A')],
      { kind: 'header-not-allowed', header: 'content-type', allowed: ['X-A'], wildcardIgnored: false }],
    ['for * headers with credentials', request({ headers: json, credentials: 'include' }), [...shared, names('*')],
      { kind: 'header-not-allowed', header: 'content-type', wildcardIgnored: true }],
    ['for Authorization under *', request({ headers: [['X-A', '1'], ['Authorization', 'x']] }), [...shared, names('*')],
      { kind: 'header-not-allowed', header: 'authorization', wildcardIgnored: true }],
    ['naming Authorization first', request({ headers: [['Accept', '"'], ['Authorization', 'x']] }), shared,
      { kind: 'header-not-allowed', header: 'authorization' }],
  ] as [string, CorsRequest, HeaderList, object][])('%s', (_, from, headers, reason) => {
    expect(preflightCheck(from, { status: 204, headers })).toMatchObject({ ok: false, reason });
  });
});
