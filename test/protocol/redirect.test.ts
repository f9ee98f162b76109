import { describe, expect, it } from 'vitest';
import type { CorsRequest } from '../../src/protocol/cors-check.ts';
import { redirectRequest, type Redirect } from '../../src/protocol/redirect.ts';

const request: CorsRequest = {
  origin: 'https://a.com', method: 'POST', credentials: 'include',
  headers: [['Authorization', 'x'], ['Content-Type', 'application/json'], ['X-A', '1']],
};

function follow(status: number, from: string, to: string, sent = request): Redirect {
  return redirectRequest(sent, { status, from: new URL(from), to: new URL(to) });
}

describe('a redirect across origins drops Authorization, and between foreign ones taints the origin', () => {
  it.each([
    ['within one foreign origin', 'https://b.com/1', 'https://b.com/2', 'https://a.com', ['Authorization', 'Content-Type', 'X-A']],
    ['from one foreign origin to another', 'https://b.com/1', 'https://c.com/2', 'null', ['Content-Type', 'X-A']],
    ['from a foreign origin back home', 'https://b.com/1', 'https://a.com/2', 'null', ['Content-Type', 'X-A']],
    ['from home to a foreign origin', 'https://a.com/1', 'https://b.com/2', 'https://a.com', ['Content-Type', 'X-A']],
    ['from http to https', 'http://b.com/', 'https://b.com/', 'null', ['Content-Type', 'X-A']],
  ])('%s', (_, from, to, origin, names) => {
    const redirect = follow(307, from, to);
    expect(redirect).toMatchObject({ ok: true, request: { origin, method: 'POST', credentials: 'include' } });
    expect(redirect.ok && redirect.request.headers.map(([name]) => name)).toEqual(names);
  });
});

it.each([
  [301, 'POST', 'GET'], [302, 'POST', 'GET'], [303, 'POST', 'GET'], [303, 'PUT', 'GET'], [303, 'HEAD', 'HEAD'],
  [303, 'GET', 'GET'], [302, 'PUT', 'PUT'], [307, 'POST', 'POST'], [308, 'POST', 'POST'],
])('%i turns %s into %s', (status, method, next) => {
  const redirect = follow(status, 'https://b.com/1', 'https://b.com/2', { ...request, method });
  expect(redirect).toMatchObject({ ok: true, request: { method: next } });
  const keepsBody = redirect.ok && redirect.request.headers.some(([name]) => name === 'Content-Type');
  expect(keepsBody).toBe(method === next);
});

it.each([
  ['https://user@c.com/', { kind: 'url-credentials', got: 'https://user@c.com/' }],
  ['https://:pw@c.com/', { kind: 'url-credentials', got: 'https://:pw@c.com/' }],
  ['data:text/plain,x', { kind: 'scheme-not-http', got: 'data:' }],
])('a redirect to %s fails', (to, reason) => {
  expect(follow(302, 'https://b.com/', to)).toEqual({ ok: false, reason });
});
