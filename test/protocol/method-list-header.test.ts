import { expect, it } from 'vitest';
import { isNeedlessMethodEntry, methodEntryFault, parseMethodList } from '../../src/protocol/method-list-header.ts';

it.each([
  ['patch', { kind: 'case', method: 'patch', canonical: 'PATCH' }],
  ['Put', { kind: 'case', method: 'Put', canonical: 'PUT' }],
  ['get', { kind: 'case', method: 'get', canonical: 'GET' }],
  ['TRACE', { kind: 'forbidden', method: 'TRACE', canonical: null }],
  ['connect', { kind: 'forbidden', method: 'connect', canonical: null }],
  ['ALL', { kind: 'keyword', method: 'ALL', canonical: null }],
  ['any', { kind: 'keyword', method: 'any', canonical: null }],
  ['PATCH', null],
  ['*', null],
  ['Chicken', null],
])('methods compare with case, and some are never sent: %s', (method, fault) => {
  expect(methodEntryFault(method)).toEqual(fault);
});

it.each([['GET', true], ['HEAD', true], ['POST', true], ['OPTIONS', false], ['PUT', false]])('browsers never ask for %s: %s', (method, needless) => {
  expect(isNeedlessMethodEntry(method)).toBe(needless);
});

it('is a comma-separated list', () => {
  expect(parseMethodList('GET, PUT')).toEqual({ ok: true, items: ['GET', 'PUT'] });
  expect(parseMethodList('GET PUT')).toMatchObject({ ok: false, fault: { canonical: 'GET, PUT' } });
});
