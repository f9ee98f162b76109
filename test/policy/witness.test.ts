import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../src/policy/allow-origin.ts';
import { ALWAYS, NEVER, type OriginPredicate } from '../../src/policy/origin-predicate.ts';
import type { Policy, Scope } from '../../src/policy/policy.ts';
import { acceptedOrigin, FOREIGN_ORIGIN, listWitnessOf, UNRELATED_ORIGINS, withoutParameters, witnessOf, type Witness } from '../../src/policy/witness.ts';
import { absent, any, atom, echo, firstOf, fixed, known, listed, notShown, onRequest, policy, unknown } from './place.ts';

const scope = (parts: Partial<Scope>): Scope => ({ reach: 'route', paths: [], methods: [], evidence: [], ...parts });

/** The witness for the first outcome of the policy. */
function firstWitness(parts: Partial<Policy>): Witness {
  const whole = policy(parts);
  const [outcome] = outcomesOf(whole.allowOrigin);
  if (outcome === undefined) throw new Error('no outcome');
  return witnessOf(whole, FOREIGN_ORIGIN, outcome);
}

describe('witnessOf: the request that proves a finding', () => {
  it('is a GET to any path when nothing else is known', () => {
    expect(firstWitness({ allowOrigin: any }).request).toEqual({ method: 'GET', path: '*', headers: { Origin: 'https://evil.example' } });
  });

  it.each<[title: string, scope: Partial<Scope>, method: string, path: string]>([
    ['a route', { methods: ['POST'], paths: ['/login'] }, 'POST', '/login'],
    ['GET before others', { methods: ['POST', 'GET'], paths: ['/a', '/b'] }, 'GET', '/a'],
    ['a path without methods', { paths: ['/api'] }, 'GET', '/api'],
  ])('goes to what the policy governs: %s', (_title, parts, method, path) => {
    expect(firstWitness({ allowOrigin: any, scope: scope(parts) }).request).toMatchObject({ method, path });
  });

  it('carries the answer that is predicted for it', () => {
    expect(firstWitness({ allowOrigin: echo(), allowCredentials: known(true) }).response).toEqual({
      'Access-Control-Allow-Origin': FOREIGN_ORIGIN,
      'Access-Control-Allow-Credentials': 'true',
      Vary: null,
    });
  });

  it.each([
    ['any', any, '*'],
    ['a fixed origin', fixed('https://app.example.com'), 'https://app.example.com'],
    ['an echo under a condition of the request', firstOf([onRequest, echo()], [ALWAYS, absent]), FOREIGN_ORIGIN],
  ])('is answered as its outcome says: %s', (_title, allowOrigin, header) => {
    expect(firstWitness({ allowOrigin }).response['Access-Control-Allow-Origin']).toBe(header);
  });

  it('lists no header that cannot be predicted', () => {
    expect(firstWitness({ allowOrigin: any, allowCredentials: notShown() }).response).toEqual({ 'Access-Control-Allow-Origin': '*', Vary: null });
  });

  it.each([
    ['/proxy', '/proxy?target=https%3A%2F%2Fexample.com%2F'],
    [null, '/a?target=https%3A%2F%2Fexample.com%2F'],
  ])('carries the parameter of the route: %s', (path, sent) => {
    const whole = policy({ allowOrigin: any, scope: scope({ methods: ['GET'], paths: ['/a', '/proxy'] }) });
    const [outcome] = outcomesOf(whole.allowOrigin);
    const parameter = { name: 'target', value: 'https://example.com/' };
    expect(outcome && witnessOf(whole, FOREIGN_ORIGIN, outcome, { method: null, path, parameter }).request).toMatchObject({ method: 'GET', path: sent });
  });

  it('sends the header that an echo is read from', () => {
    expect(firstWitness({ allowOrigin: echo(ALWAYS, { kind: 'header', name: 'referer' }) }).request.headers).toMatchObject({ Origin: FOREIGN_ORIGIN, referer: `${FOREIGN_ORIGIN}/` });
  });
});

describe('listWitnessOf: the request that a list header answers', () => {
  const withList = (parts: Partial<Scope>): Policy => policy({ allowOrigin: any, allowHeaders: known({ kind: 'list', names: ['*'] }), scope: scope(parts) });

  it.each<[title: string, scope: Partial<Scope>]>([
    ['middleware', { reach: 'path', paths: ['/api'], methods: ['GET'] }],
    ['a route for all methods', { paths: ['/api'] }],
    ['a route for OPTIONS', { paths: ['/api'], methods: ['OPTIONS'] }],
  ])('is a preflight where one gets to the code: %s', (_title, parts) => {
    expect(listWitnessOf(withList(parts), 'Access-Control-Allow-Headers')?.request.method).toBe('OPTIONS');
  });

  it('is none for a route that preflights do not get to', () => {
    expect(listWitnessOf(withList({ paths: ['/api'], methods: ['GET'] }), 'Access-Control-Allow-Headers')).toBeNull();
  });

  it('is a plain request for what pages may read', () => {
    const exposing = policy({ allowOrigin: any, exposeHeaders: known({ kind: 'list', names: ['*'] }), scope: scope({ methods: ['GET'] }) });
    expect(listWitnessOf(exposing, 'Access-Control-Expose-Headers')?.request.method).toBe('GET');
  });
});

describe('acceptedOrigin: an origin that a condition lets pass', () => {
  it.each<[title: string, when: OriginPredicate, origin: string | null]>([
    ['always', ALWAYS, FOREIGN_ORIGIN],
    ['a list', listed('https://app.example.com'), 'https://app.example.com'],
    ['never', NEVER, null],
    ['an empty list', listed(), null],
    ['a list with what is no origin', listed('app.example.com/'), null],
    ['what is not shown', unknown, null],
    ['a suffix with its dot', atom({ op: 'ends-with', operand: '.example.com', ignoreCase: false }), 'https://app.example.com'],
    ['a suffix without dot', atom({ op: 'ends-with', operand: 'example.com', ignoreCase: false }), 'https://example.com'],
    ['a prefix', atom({ op: 'starts-with', operand: 'https://app.example.com', ignoreCase: false }), 'https://app.example.com'],
    ['a scheme', atom({ op: 'starts-with', operand: 'http://localhost:', ignoreCase: false }), 'http://localhost:8443'],
    ['a host', atom({ op: 'part', part: 'hostname', is: listed('app.example.com') }), 'https://app.example.com'],
  ])('%s', (_title, when, origin) => {
    expect(acceptedOrigin(when)).toBe(origin);
  });
});

describe('origins of witnesses', () => {
  it.each(UNRELATED_ORIGINS)('%s is a serialized origin that nobody can own', (origin) => {
    expect(new URL(origin).origin).toBe(origin);
    expect(new URL(origin).hostname).toMatch(/\.(?:example|test|invalid)$/);
  });
});

describe('withoutParameters: a path that a browser can ask for', () => {
  it.each([
    ['/devices/:id', '/devices/1'],
    ['/devices/{id}', '/devices/1'],
    ['/devices/[...id]', '/devices/1'],
    ['files.get', '/files.get'],
    ['', '/'],
    ['*', '*'],
  ])('%s', (path, asked) => {
    expect(withoutParameters(path)).toBe(asked);
  });
});
