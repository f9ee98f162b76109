import { describe, expect, it } from 'vitest';
import { valueOf } from './show.ts';

type Rows = readonly (readonly [source: string, value: string])[];

/** One table: each row is a source that calls `probe`, and what the probed expression is. */
function table(title: string, rows: Rows, file?: string): void {
  describe(title, () => {
    it.each(rows)('%s → %s', (source, value) => {
      expect(valueOf(source, file)).toBe(value);
    });
  });
}

table('constants', [
  ["probe('*')", "'*'"],
  ['probe(`*`)', "'*'"],
  ['probe(true)', 'true'],
  ['probe(-1)', '-1'],
  ['probe(null)', 'null'],
  ['probe(undefined)', 'undefined'],
  ['probe(void 0)', 'undefined'],
  ['probe(!0)', 'true'],
  ['probe(!1)', 'false'],
  ['probe(!"")', 'true'],
  ['probe(10n)', '10'],
  ['probe(/a\\.b$/i)', '/a\\.b$/i'],
  ["probe(new RegExp('a$', 'i'))", '/a$/i'],
  ['probe(new RegExp(/a$/i))', '/a$/i'],
  ["probe((0, 'last'))", "'last'"],
  ["const a = 'x'; probe(a)", "'x'"],
  ["const a = 'x', b = a, c = b; probe(c)", "'x'"],
  ["let a = 'x'; probe(a)", "'x'"],
  ["var a = 'x'; function f() { probe(a) }", "'x'"],
  ["let a = 'x'; a = 'y'; probe(a)", "'y'"],
  ["let a = 'x'; probe(a); a = 'y';", "'x'"],
  ["let a = 'x'; if (flag()) a = 'y'; probe(a)", "(flag() ? 'y' : 'x')"],
  ["let a = 'x'; if (flag()) a = 'y'; else a = 'z'; probe(a)", "(flag() ? (flag() ? 'y' : 'x') : 'z')"],
  ["let a = 'x'; function f() { a = 'y'; } probe(a)", "one of 'x' | 'y'"],
  ["let a = 'x'; a += 'y'; probe(a)", 'unknown'],
  ['let a; probe(a)', 'undefined'],
  ["function f(undefined) { probe(undefined) } f('x')", "'x'"],
  ['probe(elsewhere)', 'unknown'],
]);

table('text', [
  ["probe('https://' + 'a.example')", "'https://a.example'"],
  ["const host = 'a.example'; probe(`https://${host}:${8080}`)", "'https://a.example:8080'"],
  ["const port = 3000; probe('http://localhost:' + port)", "'http://localhost:3000'"],
  ['probe(`https://${process.env.HOST}`)', "text('https://' + env.HOST)"],
  ["probe('https://' + process.env.HOST + '/')", "text('https://' + env.HOST + '/')"],
  ["probe('a'.concat('b', 'c'))", "'abc'"],
  ["probe(' A '.trim().toLowerCase())", "'a'"],
  ["probe('a'.toUpperCase())", "'A'"],
  ["probe('a-b-c'.replace('-', '+'))", "'a+b-c'"],
  ["probe('a-b-c'.replaceAll('-', '+'))", "'a+b+c'"],
  ["probe(String('a'))", "'a'"],
  ["probe('abc'.length)", '3'],
]);

table('objects', [
  ["probe({ origin: '*', credentials: true })", "{origin: '*', credentials: true}"],
  ["const origin = '*'; probe({ origin })", "{origin: '*'}"],
  ["const key = 'origin'; probe({ [key]: '*' })", "{origin: '*'}"],
  ["probe({ 'Access-Control-Allow-Origin': '*' })", "{Access-Control-Allow-Origin: '*'}"],
  ['probe({ [elsewhere]: 1, a: 2 })', '{a: 2, …}'],
  ["const base = { a: 1, b: 2 }; probe({ ...base, b: 3 })", '{a: 1, b: 3}'],
  ["const base = { a: 1, b: 2 }; probe({ b: 3, ...base })", '{b: 2, a: 1}'],
  ['probe({ ...elsewhere, a: 1 })', '{a: 1, …}'],
  ['probe({ ...null, ...undefined, a: 1 })', '{a: 1}'],
  ["const on = flag(); probe({ a: 1, ...(on ? { b: 2 } : {}) })", '{a: 1, b: (on ? 2 : undefined)}'],
  ["const on = flag(); probe({ a: 1, ...(on && { b: 2 }) })", '{a: 1, b: (on ? 2 : undefined)}'],
  ["const on = flag(); probe({ ...(on ? { a: 1 } : { a: 2 }) })", '{a: (on ? 1 : 2)}'],
  ['probe({ ...(true && { a: 1 }) })', '{a: 1}'],
  ['probe({ ...(false && { a: 1 }) })', '{}'],
  ["probe(Object.assign({}, { a: 1 }, { a: 2, b: 3 }))", '{a: 2, b: 3}'],
  ["probe(Object.assign({ a: 1 }, elsewhere))", '{a: 1, …}'],
  ["probe(Object.freeze({ a: 1 }))", '{a: 1}'],
  ["probe(Object.freeze({ a: 1 }).a)", '1'],
  ["const o = { a: { b: { c: 'deep' } } }; probe(o.a.b.c)", "'deep'"],
  ["const o = { a: 1 }; probe(o['a'])", '1'],
  ["const o = { a: 1 }, k = 'a'; probe(o[k])", '1'],
  ['const o = { a: 1 }; probe(o.b)', 'undefined'],
  ['const o = { a: 1 }; probe(o?.a)', '1'],
  ['const o = { get a() { return 1; } }; probe(o.a)', '1'],
  ['const o = { a() { return 1; } }; probe(o.a())', '1'],
  ["const o = {}; o.origin = '*'; probe(o)", "{origin: '*'}"],
  ["const o = { origin: GOOD() }; o.origin = '*'; probe(o.origin)", "'*'"],
  ["class C { constructor() { this.load(); } load() { this.env = { a: 1 }; } get(key) { return this.env[key]; } } probe(new C().get('a'))", '1'],
  ["class C { constructor() { this.load(1); } load(a) { this.env = { a }; } get(key) { return this.env[key]; } } probe(new C().get('b'))", 'new class().env.b'],
  ["const o = { a: 1 }; if (flag()) o.a = 2; probe(o.a)", '(flag() ? 2 : 1)'],
  ["const o = { a: 1 }; if (flag()) { o.a = 2; } else { o.a = 3; } probe(o.a)", '(flag() ? (flag() ? 2 : 1) : 3)'],
  ["const o = {}; [1, 2].forEach((n) => { if (flag(n)) o.a = n; }); probe(o.a)", 'one of undefined | (flag(n) ? parameter n : undefined)'],
  ["const o = { a: 1 }; function f() { o.a = 2; } probe(o.a)", 'one of 1 | 2'],
  ["const o = { a: 1 }; Object.assign(o, { b: 2 }); probe(o)", '{a: 1, b: 2}'],
  ["const o = { a: 1 }; o[elsewhere] = 2; probe(o)", '{a: 1, …}'],
  ["probe(Object.keys({ a: 1, b: 2 }))", "['a', 'b']"],
  ["probe(Object.values({ a: 1, b: 2 }))", '[1, 2]'],
]);

table('lists', [
  ["probe(['a', 'b'])", "['a', 'b']"],
  ["const more = ['b']; probe(['a', ...more, 'c'])", "['a', 'b', 'c']"],
  ["probe(['a', ...elsewhere])", "['a', …]"],
  ["probe([...new Set(['a', 'b'])])", "['a', 'b']"],
  ["probe(Array.from(new Set(['a'])))", "['a']"],
  ["probe(Array.of('a', 'b'))", "['a', 'b']"],
  ["probe(new Set(['a', 'b']))", "Set['a', 'b']"],
  ['probe(new Set())', 'Set[]'],
  ["probe(new Set('a,b'.split(',')))", "Set['a', 'b']"],
  ["probe(new Map([['a', 1], ['b', 2]]))", "Map['a', 'b']"],
  ['probe(new Map())', 'Map[]'],
  ["probe(['a', 'b'][1])", "'b'"],
  ["probe(['a', 'b'].at(elsewhere))", "one of 'a' | 'b'"],
  ["probe(['a', 'b'].length)", '2'],
  ["probe(['a'].concat(['b'], ['c']))", "['a', 'b', 'c']"],
  ["probe(['a', 'b'].join(','))", "'a,b'"],
  ["probe(['a', 'b'].join())", "'a,b'"],
  ["probe('a,b'.split(','))", "['a', 'b']"],
  ["probe(' a , b '.split(',').map((each) => each.trim()))", "['a', 'b']"],
  ["probe('a,,b'.split(',').filter(Boolean))", "['a', 'b']"],
  ["probe(['a', 'b'].filter((each) => each !== 'a'))", "['b']"],
  ["probe(['a', 'b'].map((each) => `https://${each}.example`))", "['https://a.example', 'https://b.example']"],
  ["probe(['a', undefined, null, ''].filter(Boolean))", "['a']"],
  ["probe(['a', 'b'].slice(1))", "['b']"],
  ["probe([['a'], ['b']].flat())", "['a', 'b']"],
  ["probe([...(flag() ? ['a'] : []), 'b'])", "['a', 'b']"],
]);

table('choices', [
  ["probe(flag() ? 'a' : 'b')", "(flag() ? 'a' : 'b')"],
  ["probe(true ? 'a' : 'b')", "'a'"],
  ["probe('' || 'b')", "'b'"],
  ["probe('a' || 'b')", "'a'"],
  ["probe(null ?? 'b')", "'b'"],
  ["probe('' ?? 'b')", "''"],
  ["probe('a' && 'b')", "'b'"],
  ["probe(0 && 'b')", '0'],
  ["const on = flag(); probe(on && 'b')", "(on ? 'b' : unknown())"],
  ["probe(1 === 1 ? 'a' : 'b')", "'a'"],
  ["probe('x' !== 'x' ? 'a' : 'b')", "'b'"],
]);

table('destructuring', [
  ["const { a } = { a: 1 }; probe(a)", '1'],
  ["const { a: b } = { a: 1 }; probe(b)", '1'],
  ["const { a = 2 } = {}; probe(a)", '2'],
  ["const { a = 2 } = { a: 1 }; probe(a)", '1'],
  ["const { a = 2 } = { a: null }; probe(a)", 'null'],
  ["const { a: { b } } = { a: { b: 1 } }; probe(b)", '1'],
  ["const [a, b] = ['x', 'y']; probe(b)", "'y'"],
  ["const [, b = 'z'] = ['x']; probe(b)", "'z'"],
  ["const { ORIGIN } = process.env; probe(ORIGIN)", 'env.ORIGIN'],
  ["const { ORIGIN = '*' } = process.env; probe(ORIGIN)", "(defined ORIGIN ? env.ORIGIN : '*')"],
  ["const { ORIGIN: origin = '*' } = process.env; probe(origin)", "(defined origin ? env.ORIGIN : '*')"],
  ["function f({ origin = '*' } = {}) { probe(origin) } f({ origin: 'a' })", "'a'"],
  ["function f({ origin = '*' } = {}) { probe(origin) } f()", "'*'"],
  ['const { a, ...rest } = { a: 1, b: 2 }; probe(rest.b)', 'unknown.b'],
]);

table('functions', [
  ["const f = () => 'a'; probe(f())", "'a'"],
  ["function f() { return 'a'; } probe(f())", "'a'"],
  ["const f = function () { return 'a'; }; probe(f())", "'a'"],
  ["function f(x) { return x; } probe(f('a'))", "'a'"],
  ["function f(x = 'd') { return x; } probe(f())", "'d'"],
  ["function f(x) { return `https://${x}`; } probe([f('a'), f('b')])", "['https://a', 'https://b']"],
  ["function f(x) { if (x) return 'a'; return 'b'; } probe([f(true), f(false)])", "['a', 'b']"],
  ["function f() { if (flag()) return 'a'; return 'b'; } probe(f())", "(flag() ? 'a' : 'b')"],
  ["function f() { if (flag()) { return 'a'; } else { return 'b'; } } probe(f())", "(flag() ? 'a' : 'b')"],
  ["function f(x) { switch (x) { case 'p': return 1; case 'q': return 2; default: return 3; } } probe(f(elsewhere))", "(case 'p' ? 1 : (case 'q' ? 2 : 3))"],
  ['function f() {} probe(f())', 'undefined'],
  ['function f() { return; } probe(f())', 'undefined'],
  ["function f() { const list = ['a']; list.push('b'); return list; } probe(f())", "['a', 'b']"],
  ["const list = ['a']; if (on()) list.push('b'); probe(list)", "['a', …]"],
  ["const list = ['a']; if (process.env.NODE_ENV !== 'production') list.push('b'); probe(list)", "['a']"],
  ["const list = new Set(['a']); for (const each of more()) list.add(each); probe(list)", "Set['a', …]"],
  ["function f() { let x = 'a'; x = 'b'; return x; } probe(f())", "'b'"],
  ["const f = (a) => (b) => a + b; probe(f('x')('y'))", "'xy'"],
  ["const f = async () => 'a'; probe(await f())", "'a'"],
  ["const f = async () => 'a'; probe(f())", "promise 'a'"],
  ["probe(Promise.resolve('a'))", "promise 'a'"],
  ["probe((() => 'a')())", "'a'"],
  ["const f = (...rest) => rest; probe(f('a'))", "['a']"],
  ["function* f() { yield 'a'; } probe(f())", 'unknown'],
  ["function f(x) { probe(x) } f('a'); f('a')", "'a'"],
  ["function f(x) { probe(x) } f('a'); f('b')", "one of 'a' | 'b'"],
  ['export function f(x) { probe(x) }', 'parameter x'],
  ["export function f(x = '*') { probe(x) }", "(defined x ? parameter x : '*')"],
  ["import { f } from './f.js'; probe(f('a'))", "import(./f.js.f)('a')"],
]);

table('names across modules', [
  ["import cors from 'cors'; probe(cors)", 'import(cors)'],
  ["import * as cors from 'cors'; probe(cors)", 'import(cors)'],
  ["import { default as c } from 'cors'; probe(c)", 'import(cors)'],
  ["import { cors as c } from 'hono/cors'; probe(c)", 'import(hono/cors.cors)'],
  ["import * as hono from 'hono/cors'; probe(hono.cors)", 'import(hono/cors.cors)'],
  ["const cors = require('cors'); probe(cors)", 'import(cors)'],
  ["const { cors: c } = require('hono/cors'); probe(c)", 'import(hono/cors.cors)'],
  ["const c = require('hono/cors').cors; probe(c)", 'import(hono/cors.cors)'],
  ["import cors = require('cors'); probe(cors)", 'import(cors)'],
  ["const cors = (await import('cors')).default; probe(cors)", 'import(cors)'],
  ["const { default: cors } = await import('cors'); probe(cors)", 'import(cors)'],
  ["const require = () => 'x'; probe(require('cors'))", "'x'"],
  ['probe(require(elsewhere))', 'unknown'],
]);

table('classes and enums', [
  ["class A { origin = '*'; f() { probe(this.origin) } }", "'*'"],
  ["class A { #origin = '*'; f() { probe(this.#origin) } }", "'*'"],
  ["class A { get origin() { return '*'; } f() { probe(this.origin) } }", "'*'"],
  ["class A { static origin = '*'; } probe(A.origin)", "'*'"],
  ["class A { static get origin() { return '*'; } } probe(A.origin)", "'*'"],
  ["class A { static f() { return '*'; } } probe(A.f())", "'*'"],
  ["class A { origin = '*'; } probe(new A().origin)", "'*'"],
  ["class A { origin; constructor() { this.origin = '*'; } f() { probe(this.origin) } }", "'*'"],
  ["class A { f() { return '*'; } g() { probe(this.f()) } }", "'*'"],
  ["enum Origin { App = 'https://a.example' } probe(Origin.App)", "'https://a.example'"],
  ["const enum Origin { App = 'https://a.example' } probe(Origin['App'])", "'https://a.example'"],
  ['enum Flag { A, B } probe(Flag.B)', 'unknown'],
]);

table('TypeScript wrappers', [
  ["probe('a' as string)", "'a'"],
  ["probe(<string>'a')", "'a'"],
  ["probe(['a', 'b'] as const)", "['a', 'b']"],
  ["probe({ origin: '*' } satisfies object)", "{origin: '*'}"],
  ['probe(process.env.ORIGIN!)', 'env.ORIGIN'],
  ["const o: { a?: string } = { a: 'x' }; probe(o!.a!)", "'x'"],
  ["const f = <T>(x: T): T => x; probe(f<string>('a'))", "'a'"],
]);

table('the environment', [
  ['probe(process.env.ORIGIN)', 'env.ORIGIN'],
  ["probe(process.env['ORIGIN'])", 'env.ORIGIN'],
  ['probe(import.meta.env.VITE_ORIGIN)', 'env.VITE_ORIGIN'],
  ["probe(Deno.env.get('ORIGIN'))", 'env.ORIGIN'],
  ['probe(Bun.env.ORIGIN)', 'env.ORIGIN'],
  ["probe(process.env.ORIGIN || '*')", "(process.env.ORIGIN ? env.ORIGIN : '*')"],
  ["probe(process.env.ORIGIN ?? '*')", "(defined process.env.ORIGIN ? env.ORIGIN : '*')"],
  ["probe(import.meta.env.ORIGIN ?? '*')", "(defined import.meta.env.ORIGIN ? env.ORIGIN : '*')"],
  ["probe(Deno.env.get('ORIGIN') ?? '*')", "(defined Deno.env.get('ORIGIN') ? env.ORIGIN : '*')"],
  ["probe(process.env.ORIGIN ? process.env.ORIGIN : '*')", "(process.env.ORIGIN ? env.ORIGIN : '*')"],
  ["const env = process.env; probe(env.ORIGIN)", 'env.ORIGIN'],
  ["probe(process.env.ORIGINS.split(','))", '[…]'],
  ["probe(process.env.ORIGINS?.split(','))", '(process.env.ORIGINS ? […] : undefined)'],
  ["probe(process.env.ORIGINS?.split(',') ?? ['a'])", "(defined process.env.ORIGINS?.split(',') ? (process.env.ORIGINS ? […] : undefined) : ['a'])"],
  ["probe((process.env.ORIGINS ?? '').split(','))", "(defined process.env.ORIGINS ? […] : [''])"],
  ["probe((process.env.ORIGINS || 'a,b').split(',').map((each) => each.trim()))", "(process.env.ORIGINS ? […] : ['a', 'b'])"],
  ["probe((process.env.ORIGINS || '').split(',').filter(Boolean))", '(process.env.ORIGINS ? […] : [])'],
  ["probe(['a', ...(process.env.ORIGINS ?? '').split(',')])", "['a', '', …]"],
  ["probe(configService.get('ORIGIN'))", 'env.ORIGIN'],
  ["probe(configService.get('ORIGIN', '*'))", "(defined configService.get('ORIGIN', '*') ? env.ORIGIN : '*')"],
]);

table('deployments are read as production', [
  ["probe(process.env.NODE_ENV === 'production' ? 'a' : 'b')", "'a'"],
  ["probe(process.env.NODE_ENV !== 'production' ? 'a' : 'b')", "'b'"],
  ["probe(process.env.NODE_ENV == 'development' ? 'a' : 'b')", "'b'"],
  ["probe('production' === process.env.NODE_ENV ? 'a' : 'b')", "'a'"],
  ["const isProd = process.env.NODE_ENV === 'production'; probe(isProd ? 'a' : 'b')", "'a'"],
  ["const isDev = process.env.NODE_ENV !== 'production'; probe(isDev ? 'a' : 'b')", "'b'"],
  ["const isDev = process.env.NODE_ENV !== 'production'; probe(!isDev ? 'a' : 'b')", "'a'"],
  ["probe(import.meta.env.PROD ? 'a' : 'b')", "'a'"],
  ["probe(import.meta.env.DEV ? 'a' : 'b')", "'b'"],
  ["probe(process.env.VERCEL_ENV === 'preview' ? 'a' : 'b')", "'b'"],
  ["const env = process.env.NODE_ENV || 'development'; probe(env === 'production' ? 'a' : 'b')", "'a'"],
  ["import { isDev } from './env.js'; probe(isDev ? 'a' : 'b')", "'b'"],
  ["import { isProduction } from './env.js'; probe(isProduction ? 'a' : 'b')", "'a'"],
  ["probe([...(process.env.NODE_ENV === 'development' ? ['http://localhost:3000'] : []), 'a'])", "['a']"],
  ["probe(process.env.STAGE === 'eu' ? 'a' : 'b')", "(process.env.STAGE === 'eu' ? 'a' : 'b')"],
]);

table('what `this` is in an object that a method returns', [
  ["class A { origin = '*'; options() { return { origin: this.origin }; } } probe(new A().options().origin)", "'*'"],
  ["class A { origin = '*'; options = () => ({ cors: { origin: this.origin } }); } probe(new A().options().cors.origin)", "'*'"],
  ["const a = { host: 'a.example', origin() { return 'https://' + this.host; } }; probe(a.origin())", "'https://a.example'"],
]);

table('properties that are written later', [
  ["function f() { const a = { x: 'before' }; probe(a.x); a.x = 'after'; }", "'before'"],
  ["function f() { const a = { x: 'before' }; a.x = 'after'; probe(a.x); }", "'after'"],
  ["function f() { const a = { x: 'before' }; for (const b of list) { probe(a.x); a.x = 'after'; } }", "one of 'before' | unknown"],
  ["function f() { const a = { x: 'before' }; probe(a); a.x = 'after'; }", "{x: 'after'}"],
  ["function made() { return { x: 'before' }; } function f() { const a = made(); if (flag()) { a.x = 'after'; } probe(a.x); }", "(flag() ? 'after' : 'before')"],
]);

table('parameters that take the rest', [
  ["const f = (first, ...rest) => rest; probe(f('a', 'b', 'c'))", "['b', 'c']"],
  ["const f = (...all) => all; probe(f('a', 'b'))", "['a', 'b']"],
  ["const f = (...all) => all; probe(f('a', ...more))", "['a', …]"],
  ['const f = (first, ...rest) => rest; probe(f(1))', 'unknown'],
]);
