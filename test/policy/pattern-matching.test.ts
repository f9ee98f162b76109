import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findsMatch } from '../../src/policy/pattern-matching.ts';
import { inAnotherText, leastProcessorTime } from '../processor-time.ts';

/** Patterns over few characters, so that random texts match them now and then. */
const pattern = fc.letrec<{ pattern: string; sequence: string; item: string; atom: string }>((tie) => ({
  pattern: fc.oneof({ weight: 3, arbitrary: tie('sequence') }, { weight: 1, arbitrary: fc.tuple(tie('sequence'), tie('sequence')).map(([a, b]) => `${a}|${b}`) }),
  sequence: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
  item: fc.oneof(
    { weight: 4, arbitrary: tie('atom') },
    { weight: 2, arbitrary: fc.tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', '+?', '??')).map(([a, b]) => a + b) },
    { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B') },
  ),
  atom: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', '.', '\\.', '-', '\\w', '\\W', '[ab]', '[^a]', '[a-b.]', '\\d', '\\s', '\\x61', '\\u0061') },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `(?:${inner})`) },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('?=', '?!', '?<=', '?<!'), tie('pattern')).map(([kind, inner]) => `(${kind}${inner})`) },
  ),
})).pattern;

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.', '-', '\n', '1'), maxLength: 7 });
const flags = fc.constantFrom('', 'i', 'g', 'y', 'm', 's', 'u', 'iu');

it('agrees with RegExp', () => {
  let compared = 0;
  fc.assert(
    fc.property(pattern, flags, text, (source, flagsOfPattern, subject) => {
      let expression: RegExp;
      try {
        expression = new RegExp(source, flagsOfPattern);
      } catch {
        return;
      }
      compared++;
      expect(findsMatch(source, flagsOfPattern, subject)).toBe(expression.test(subject));
    }),
    { numRuns: 6_000 },
  );
  expect(compared).toBeGreaterThan(3_000);
});

describe('what is not decided', () => {
  it.each<[title: string, source: string, flagsOfPattern: string, subject: string]>([
    ['wrong syntax', '(', '', 'a'],
    ['wrong flags', 'a', 'zz', 'a'],
    ['a backreference', '(a)\\1', '', 'aa'],
    ['modifiers', '(?i:a)', '', 'A'],
    ['a class of strings', '[\\q{ab}]', 'v', 'ab'],
    ['a source that is too long', 'a'.repeat(2_001), '', 'a'],
    ['a text that is too long', 'a', '', 'a'.repeat(513)],
  ])('%s', (_title, source, flagsOfPattern, subject) => {
    expect(findsMatch(source, flagsOfPattern, subject)).toBeNull();
  });
});

describe('time', () => {
  const subject = `https://${'a'.repeat(50)}.example.com`;
  it.each([
    ['nested stars', '^(((((a*)*)*)*)*)*$'],
    ['nested counts', '^((((a{1,1000}){1,1000}){1,1000}){1,1000})$'],
    ['a huge count of what may be empty', '(a?){1000000000}b'],
    ['many stars in a row', `^${'.*'.repeat(500)}x$`],
    ['a huge alternation', Array.from({ length: 300 }, (_, index) => `a${String(index)}`).join('|')],
    ['deep nesting', `${'(?:'.repeat(400)}a${')'.repeat(400)}`],
    ['nested lookbehinds', '(?<=(?<=(?<=(?<=a*)b*)c*)d*)$'],
  ])('%s', (_title, source) => {
    expect(leastProcessorTime((round) => { findsMatch(inAnotherText(source, round), '', subject); })).toBeLessThan(300);
  });
});
