import { expect, it } from 'vitest';
import { corsOutcome } from '../../src/protocol/browser-outcome.ts';
import type { CorsRequest } from '../../src/protocol/cors-check.ts';
import type { HeaderList } from '../../src/protocol/header-list.ts';
import type { Answer } from '../../src/protocol/preflight.ts';

const simple: CorsRequest = { origin: 'https://evil.example', method: 'GET', credentials: 'include', headers: [] };
const put: CorsRequest = { ...simple, method: 'PUT' };
const echo: HeaderList = [
  ['Access-Control-Allow-Origin', 'https://evil.example'], ['Access-Control-Allow-Credentials', 'true'], ['Content-Type', 'text/plain'],
];
const answer = (headers: HeaderList, status = 200): Answer => ({ status, headers });

it('lets a page read an echoed response, whatever its status', () => {
  expect(corsOutcome(simple, null, answer(echo, 403))).toEqual({ kind: 'allowed', preflighted: false, exposedHeaders: ['content-type'] });
});

it('withholds the response of a request that was sent', () => {
  expect(corsOutcome(simple, null, answer([['Access-Control-Allow-Origin', '*']]))).toEqual({
    kind: 'blocked',
    check: 'response',
    sent: true,
    reason: { kind: 'allow-origin-wildcard-with-credentials', got: '*', expected: 'https://evil.example' },
  });
});

it('sends what the preflight allows', () => {
  const preflight = answer([...echo, ['Access-Control-Allow-Methods', 'PUT']], 204);
  expect(corsOutcome(put, preflight, answer(echo))).toEqual({ kind: 'allowed', preflighted: true, exposedHeaders: ['content-type'] });
  expect(corsOutcome(put, preflight, answer([]))).toMatchObject({ kind: 'blocked', check: 'response', reason: { kind: 'allow-origin-missing' } });
});

it('sends nothing when the preflight fails', () => {
  expect(corsOutcome(put, answer(echo, 404), answer(echo)))
    .toEqual({ kind: 'blocked', check: 'preflight', sent: false, reason: { kind: 'status-not-ok', got: 404, redirect: false } });
  expect(corsOutcome(put, null, answer(echo)))
    .toEqual({ kind: 'blocked', check: 'preflight', sent: false, reason: { kind: 'preflight-unanswered' } });
});

it('has nothing to show of a request that nobody answers', () => {
  expect(corsOutcome(simple, null, null)).toEqual({ kind: 'blocked', check: 'response', sent: true, reason: { kind: 'response-unanswered' } });
  expect(corsOutcome(put, null, null)).toMatchObject({ check: 'preflight', sent: false });
  expect(corsOutcome(put, answer([...echo, ['Access-Control-Allow-Methods', 'PUT']], 204), null)).toMatchObject({ check: 'response', reason: { kind: 'response-unanswered' } });
});
