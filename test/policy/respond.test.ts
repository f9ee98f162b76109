import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/policy/policy.ts';
import { respond, type PolicyRequest, type PredictedHeaders } from '../../src/policy/respond.ts';
import { absent, any, echo, either, fixed, hidden, known, listed, notShown, off, policy, varyOn } from './place.ts';

const GOOD = 'https://app.example.com';
const EVIL = 'https://evil.example';
const get = (origin: string | null): PolicyRequest => ({ origin, method: 'GET' });
const preflight = (origin: string | null): PolicyRequest => ({ origin, method: 'OPTIONS', requestHeaders: 'x-a, x-b' });
const list = (...names: readonly string[]) => known({ kind: 'list', names } as const);

const NONE: PredictedHeaders = {
  'Access-Control-Allow-Origin': null,
  'Access-Control-Allow-Credentials': null,
  'Access-Control-Allow-Methods': null,
  'Access-Control-Allow-Headers': null,
  'Access-Control-Expose-Headers': null,
  'Access-Control-Max-Age': null,
  Vary: null,
};

const failed = { kind: 'off', failed: true, from: off.from } as const;
const accepting: Partial<Policy> = { allowOrigin: echo(listed(GOOD)), allowCredentials: known(true), vary: varyOn(['echo']) };

describe('respond', () => {
  it.each<[title: string, policy: Partial<Policy>, request: PolicyRequest, answer: Partial<PredictedHeaders>]>([
    ['says nothing for an empty policy', {}, get(EVIL), {}],
    ['says nothing on a preflight either', {}, preflight(EVIL), {}],
    ['does not know what is left of an answer that fails', { allowOrigin: failed, vary: varyOn(['off']) }, get(EVIL), { Vary: undefined }],
    ['sends no Vary with an answer that fails before', { allowOrigin: failed }, get(EVIL), {}],
    ['sends the wildcard', { allowOrigin: any }, get(EVIL), { 'Access-Control-Allow-Origin': '*' }],
    ['echoes an accepted origin', accepting, get(GOOD), { 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }],
    ['sends credentials to refused origins too, where the library does', accepting, get(EVIL), { 'Access-Control-Allow-Credentials': 'true' }],
    ['sends no credentials to refused origins, where the library does not', { ...accepting, answersRefused: false }, get(EVIL), {}],
    ['varies for refused origins, where the library does', { ...accepting, vary: varyOn(['echo', 'refused']) }, get(EVIL), { 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }],
    ['sends a fixed origin to everyone', { allowOrigin: fixed(GOOD) }, get(EVIL), { 'Access-Control-Allow-Origin': GOOD }],
    ['exposes headers on every answer', { allowOrigin: any, exposeHeaders: list('X-A', 'X-B') }, get(EVIL), { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'X-A,X-B' }],
    [
      'answers a preflight',
      { allowOrigin: any, allowMethods: list('GET', 'PUT'), allowHeaders: list('X-A'), maxAge: known('600') },
      preflight(EVIL),
      { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET,PUT', 'Access-Control-Allow-Headers': 'X-A', 'Access-Control-Max-Age': '600' },
    ],
    ['keeps preflight headers to preflights', { allowOrigin: any, allowMethods: list('GET'), maxAge: known('600') }, get(EVIL), { 'Access-Control-Allow-Origin': '*' }],
    ['allows the headers that are asked for', { allowOrigin: any, allowHeaders: known({ kind: 'reflected' }) }, preflight(EVIL), { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'x-a, x-b' }],
    ['allows no headers where none are asked for', { allowOrigin: any, allowHeaders: known({ kind: 'reflected' }) }, { origin: EVIL, method: 'OPTIONS' }, { 'Access-Control-Allow-Origin': '*' }],
    ['makes no claim where the code does not show it', { allowOrigin: hidden, answersRefused: false, allowCredentials: known(true) }, get(EVIL), { 'Access-Control-Allow-Origin': undefined, 'Access-Control-Allow-Credentials': undefined }],
    ['makes no claim about credentials that are not shown', { allowOrigin: any, allowCredentials: notShown() }, get(EVIL), { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': undefined }],
    ['makes no claim about what the deployment decides', { allowOrigin: any, allowCredentials: either(true, false) }, get(EVIL), { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': undefined }],
    ['makes no claim about Vary of an answer that is not shown', { allowOrigin: hidden, vary: varyOn(['echo']) }, get(EVIL), { 'Access-Control-Allow-Origin': undefined, Vary: undefined }],
    ['claims Vary where every answer has it', { allowOrigin: hidden, vary: varyOn(['any', 'fixed', 'echo', 'refused', 'off']) }, get(EVIL), { 'Access-Control-Allow-Origin': undefined, Vary: 'Origin' }],
    ['sends nothing at all where it is switched off', { allowOrigin: off, allowCredentials: known(true), allowMethods: list('GET'), exposeHeaders: list('X-A'), maxAge: known('5') }, preflight(EVIL), {}],
    ['sends the other headers to refused origins, where the library does', { allowOrigin: echo(listed(GOOD)), allowMethods: list('GET') }, preflight(EVIL), { 'Access-Control-Allow-Methods': 'GET' }],
    ['sends no other headers to refused origins, where the library does not', { allowOrigin: echo(listed(GOOD)), allowMethods: list('GET'), answersRefused: false }, preflight(EVIL), {}],
    ['answers no preflight without Origin, where the library does not', { allowOrigin: any, allowMethods: list('GET'), preflight: { by: 'library', status: 204, withoutOrigin: false, exposes: true } }, preflight(null), { 'Access-Control-Allow-Origin': '*' }],
    ['exposes nothing on a preflight, where the library does not', { allowOrigin: any, exposeHeaders: list('X-A'), preflight: { by: 'library', status: 204, withoutOrigin: true, exposes: false } }, preflight(EVIL), { 'Access-Control-Allow-Origin': '*' }],
    ['says nothing where credentials are off', { allowOrigin: absent, allowCredentials: known(false) }, get(EVIL), {}],
  ])('%s', (_title, parts, request, answer) => {
    expect(respond(policy(parts), request)).toEqual({ ...NONE, ...answer });
  });
});
