import { describe, expect, it } from 'vitest';
import { originHeader, serializeRequestOrigin, type OriginHeaderContext } from '../../src/protocol/origin-header.ts';
import { parseOrigin, type Origin } from '../../src/protocol/origin.ts';

function origin(text: string): Origin {
  const parsed = parseOrigin(text);
  if (parsed === null) throw new Error(`${text} is no origin`);
  return parsed;
}

const crossSite: OriginHeaderContext = {
  origin: origin('https://a.com'), target: origin('https://b.com'), method: 'GET', mode: 'cors', tainted: false,
  referrerPolicy: 'strict-origin-when-cross-origin',
};
const sameOrigin: OriginHeaderContext = { ...crossSite, target: crossSite.origin };
const form: OriginHeaderContext = { ...crossSite, mode: 'navigate', method: 'POST' };

describe('an opaque origin, a redirect between foreign origins and a strict referrer policy make Origin null', () => {
  it.each([
    ['a sandboxed frame', { ...crossSite, origin: origin('null') }, 'null'],
    ['a sandboxed frame to itself', { ...sameOrigin, origin: origin('null'), target: origin('null') }, 'null'],
    ['a tainted redirect', { ...crossSite, tainted: true }, 'null'],
    ['a tainted redirect back home', { ...sameOrigin, tainted: true }, 'null'],
    ['a form under no-referrer', { ...form, referrerPolicy: 'no-referrer' }, 'null'],
    ['a form under same-origin to another', { ...form, referrerPolicy: 'same-origin' }, 'null'],
    ['a form under same-origin to the same', { ...form, target: form.origin, referrerPolicy: 'same-origin' }, 'https://a.com'],
    ['a form from https to http', { ...form, target: origin('http://b.com') }, 'null'],
    ['a form from https to https', form, 'https://a.com'],
    ['a form from http to http', { ...form, origin: origin('http://a.com'), target: origin('http://b.com') }, 'http://a.com'],
    ['a form from https to http under unsafe-url', { ...form, target: origin('http://b.com'), referrerPolicy: 'unsafe-url' }, 'https://a.com'],
    ['the same under strict-origin', { ...form, target: origin('http://b.com'), referrerPolicy: 'strict-origin' }, 'null'],
    ['the same under no-referrer-when-downgrade', { ...form, target: origin('http://b.com'), referrerPolicy: 'no-referrer-when-downgrade' }, 'null'],
    ['a form under origin', { ...form, referrerPolicy: 'origin' }, 'https://a.com'],
    ['a form under origin-when-cross-origin', { ...form, referrerPolicy: 'origin-when-cross-origin' }, 'https://a.com'],
    ['cors does not heed the referrer policy', { ...crossSite, method: 'PUT', referrerPolicy: 'no-referrer' }, 'https://a.com'],
    ['nor does same-origin cors', { ...sameOrigin, method: 'PUT', referrerPolicy: 'no-referrer' }, 'https://a.com'],
  ] as [string, OriginHeaderContext, string][])('%s', (_, context, header) => {
    expect(originHeader(context)).toBe(header);
  });
});

describe('Origin does not prove a cross-origin request, nor does its absence disprove one', () => {
  it.each([
    ['a cross-origin GET in mode cors has it', crossSite, 'https://a.com'],
    ['a same-origin GET has none', sameOrigin, null],
    ['a same-origin HEAD has none', { ...sameOrigin, method: 'HEAD' }, null],
    ['a same-origin POST has it', { ...sameOrigin, method: 'POST' }, 'https://a.com'],
    ['an image of another origin has none', { ...crossSite, mode: 'no-cors' }, null],
    ['a WebSocket has it, same-origin too', { ...sameOrigin, mode: 'websocket' }, 'https://a.com'],
    ['a WebTransport has it', { ...crossSite, mode: 'webtransport' }, 'https://a.com'],
  ] as [string, OriginHeaderContext, string | null][])('%s', (_, context, header) => {
    expect(originHeader(context)).toBe(header);
  });
});

it('serializes the origin of a request', () => {
  expect(serializeRequestOrigin({ origin: crossSite.origin, tainted: false })).toBe('https://a.com');
});
