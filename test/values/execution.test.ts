import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Value } from '../../src/values/value.ts';
import { evaluatorOf } from '../read.ts';

/**
 * Whatever the evaluator claims to be constant is what the code evaluates to when it is run. Expressions are generated
 * from everything that is evaluated: literals, templates, operators, lists, objects, and the methods that are modelled.
 */

const NOTHING = Symbol('not constant');

/** The value as the program would hold it; `NOTHING` where any part is not claimed. */
function claimed(value: Value): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'array': {
      if (!value.complete) return NOTHING;
      const elements = value.elements.map(claimed);
      return elements.includes(NOTHING) ? NOTHING : elements;
    }
    case 'object': {
      if (!value.complete) return NOTHING;
      const entries = [...value.properties].map(([name, property]): [string, unknown] => [name, claimed(property.value)]);
      return entries.some(([, each]) => each === NOTHING) ? NOTHING : Object.fromEntries(entries);
    }
    default:
      return NOTHING;
  }
}

const word = fc.constantFrom('', 'a', 'B', ' c ', 'a,b', 'https://a.example', '*', 'null', '0');
const quoted = word.map((text) => JSON.stringify(text));
const name = fc.constantFrom('p', 'q', 'origin');

const { expression } = fc.letrec<{ expression: string; text: string; list: string; object: string; scalar: string }>((tie) => ({
  scalar: fc.oneof(quoted, fc.constantFrom('true', 'false', 'null', 'undefined', '0', '1', '-1', '2.5', 'void 0')),
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    quoted,
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('text'), tie('scalar')).map(([a, b]) => `\`\${${a}}-\${${b}}\``),
    tie('text').map((a) => `${a}.trim()`),
    tie('text').map((a) => `${a}.toLowerCase()`),
    tie('text').map((a) => `${a}.toUpperCase()`),
    fc.tuple(tie('text'), quoted, quoted).map(([a, b, c]) => `${a}.replace(${b}, ${c})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.concat(${b})`),
    fc.tuple(tie('list'), fc.constantFrom('","', '""', '" "')).map(([a, b]) => `${a}.join(${b})`),
    tie('text').map((a) => `String(${a})`),
  ),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(tie('scalar'), { maxLength: 3 }).map((each) => `[${each.join(', ')}]`),
    fc.array(tie('text'), { maxLength: 3 }).map((each) => `[${each.join(', ')}]`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `[...${a}, ...${b}]`),
    tie('list').map((a) => `[...new Set(${a})]`),
    fc.tuple(tie('text'), fc.constantFrom('","', '"/"', '" "')).map(([a, b]) => `${a}.split(${b})`),
    tie('list').map((a) => `${a}.filter(Boolean)`),
    tie('list').map((a) => `${a}.filter((each) => each !== 'a')`),
    tie('list').map((a) => `${a}.map((each) => String(each).trim())`),
    tie('list').map((a) => `${a}.map((each) => \`https://\${each}\`)`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `${a}.concat(${b})`),
    tie('list').map((a) => `Array.from(${a})`),
    fc.tuple(tie('list'), fc.integer({ min: -2, max: 3 })).map(([a, n]) => `${a}.slice(${String(n)})`),
    tie('list').map((a) => `${a}.slice()`),
  ),
  object: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(fc.tuple(name, tie('expression')), { maxLength: 3 }).map((each) => `({ ${each.map(([key, value]) => `${key}: ${value}`).join(', ')} })`),
    fc.tuple(tie('object'), tie('object')).map(([a, b]) => `({ ...${a}, ...${b} })`),
    fc.tuple(tie('object'), tie('object')).map(([a, b]) => `Object.assign({}, ${a}, ${b})`),
    tie('object').map((a) => `Object.freeze(${a})`),
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('scalar'),
    tie('text'),
    tie('list'),
    tie('object'),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('expression'), fc.constantFrom('||', '&&'), tie('expression')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} ?? ${b})`),
    fc.tuple(tie('scalar'), fc.constantFrom('+', '===', '!==', '==', '!='), tie('scalar')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('expression').map((a) => `!${a}`),
    fc.tuple(tie('object'), name).map(([a, key]) => `${a}.${key}`),
    fc.tuple(tie('list'), fc.integer({ min: 0, max: 2 })).map(([a, index]) => `${a}[${String(index)}]`),
    fc.tuple(tie('list')).map(([a]) => `${a}.length`),
    tie('expression').map((a) => `((x) => x)(${a})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `((x = ${a}) => x)(${b})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(() => { if (${a}) return ${b}; return ${c}; })()`),
    fc.tuple(tie('object'), name, tie('scalar')).map(([a, key, b]) => `(() => { const { ${key} = ${b} } = ${a}; return ${key}; })()`),
  ),
}));

const seen = { runs: 0, claims: 0 };

afterAll(() => {
  console.log(`constant expressions: ${String(seen.claims)} claims in ${String(seen.runs)} runs`);
});

it('claims only what running the code gives', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const evaluator = evaluatorOf(`const value = ${text};`, 'a.js');
      const init = evaluator.module.nodes('VariableDeclarator').find(({ id }) => id.type === 'Identifier' && id.name === 'value')?.init ?? null;
      if (init === null) throw new Error('no initialiser');
      const claim = claimed(evaluator.evaluate(init));
      seen.runs++;
      if (claim === NOTHING) return;
      seen.claims++;
      expect(encode(claim)).toBe(encode(runInNewContext(text)));
    }),
    { numRuns: 4000 },
  );
  // A test that compares nothing would pass: most expressions are to be claimed.
  expect(seen.claims).toBeGreaterThan(seen.runs / 2);
});

/** Text of a value, telling `undefined`, `null`, `-0` and order of properties apart as far as code can see them. */
function encode(value: unknown): string {
  return JSON.stringify([value], (_key, each: unknown) => (each === undefined ? { undefined: true } : typeof each === 'number' && !Number.isFinite(each) ? { number: String(each) } : each));
}
