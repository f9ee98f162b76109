import { describe, expect, it } from 'vitest';
import { valueOf } from './show.ts';

describe('names that go in circles are unknown, not an endless loop', () => {
  it.each([
    ['const a = a; probe(a)'],
    ['const a = b, b = a; probe(a)'],
    ['const a = () => a(); probe(a())'],
    ['function a() { return b(); } function b() { return a(); } probe(a())'],
    ['function a(x) { return a(x); } probe(a(1))'],
    ['function a(x) { return x ? a(x) : a(!x); } probe(a(flag()))'],
    ['const o = { get a() { return o.a; } }; probe(o.a)'],
    ['class A { get a() { return this.a; } f() { probe(this.a) } }'],
    ['const { a } = a; probe(a)'],
    ['let a = 1; a = a; probe(a)'],
    ['const o = {}; o.o = o; probe(o.o.o)'],
    ['const list = [...list]; probe(list)'],
    ['function f(g) { return g(g); } probe(f(f))'],
    ['const Y = (f) => ((x) => f((y) => x(x)(y)))((x) => f((y) => x(x)(y))); probe(Y((self) => (n) => self(n))(1))'],
  ])('%s', (source) => {
    expect(valueOf(source)).toMatch(/unknown|…|parameter|\{|one of|function|\[/);
  });
});

const nested = (open: string, inner: string, close: string, depth: number): string => open.repeat(depth) + inner + close.repeat(depth);

describe('what nests deeper than is followed is unknown, and does not crash', () => {
  it.each([
    ['parentheses', `probe(${nested('(', '1', ')', 500)})`, '1'],
    ['negations', `probe(${nested('!', '1', '', 500)})`, null],
    ['conditionals', `probe(${nested('a ? 1 : (', '2', ')', 500)})`, null],
    ['additions', `probe('a' + ${Array.from({ length: 500 }, () => "'a'").join(' + ')})`, null],
    ['calls', `const f = (x) => x; probe(${nested('f(', '1', ')', 500)})`, null],
    ['objects', `probe(${nested('{ a: ', '1', ' }', 500)})`, null],
    ['names', `const a0 = 1; ${Array.from({ length: 500 }, (_, i) => `const a${String(i + 1)} = a${String(i)};`).join(' ')} probe(a500)`, null],
  ])('%s', (_title, source, value) => {
    const shown = valueOf(source);
    expect(shown.length).toBeGreaterThan(0);
    if (value !== null) expect(shown).toBe(value);
  });
});
