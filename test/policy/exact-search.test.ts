import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignOrigins } from '../../src/policy/exact-search.ts';
import { accepts, and, FOR_SOME_REQUEST, not, or, type OriginPredicate } from '../../src/policy/origin-predicate.ts';
import { acceptedLanguage } from '../../src/policy/predicate-language.ts';
import { atom, listed, onConfiguration, onRequest, present, unknown } from './place.ts';

const matches = ({ source, flags }: RegExp): OriginPredicate => atom({ op: 'matches', source, flags });
const text = (op: 'starts-with' | 'ends-with' | 'contains', operand: string): OriginPredicate => atom({ op, operand, ignoreCase: false });
const host = (is: OriginPredicate): OriginPredicate => atom({ op: 'part', part: 'hostname', is });
const EXAMPLE = new Set(['example.com']);
const found = (when: OriginPredicate): readonly string[] => [...foreignOrigins(when, EXAMPLE, FOR_SOME_REQUEST)];

describe('accepts nobody else', () => {
  it.each<[string, OriginPredicate]>([
    ['a pattern with an unescaped dot before the top-level domain', matches(/^https:\/\/example.com$/)],
    ['any port', matches(/^https:\/\/example\.com(:\d+)?\/?$/i)],
    ['one label', matches(/^https:\/\/[^.]+\.example\.com$/)],
    ['any labels', matches(/^https:\/\/.*\.example\.com$/)],
    ['a lookahead', matches(/^(?!.*evil).*\.example\.com$/)],
    ['grouped alternatives', matches(/^https:\/\/(?:(?:a|b)\.)?example\.com$/)],
    ['whatever follows a colon', matches(/^https:\/\/example\.com(:.*)?$/)],
    ['localhost', and(matches(/^https?:\/\/localhost(:\d+)?$/))],
    ['the end of a host', host(text('ends-with', '.example.com'))],
    ['a scheme and an end', and(text('starts-with', 'https://'), text('ends-with', '.example.com'))],
    ['a pattern and a list', and(matches(/example/), listed('https://example.com'))],
    ['a text that is excluded', and(text('contains', 'example.com'), not(text('contains', 'example.com')))],
    ['what is unknown', and(text('contains', 'example'), unknown)],
  ])('%s', (_title, when) => {
    expect(found(when)).toEqual([]);
  });
});

describe('accepts someone else, whom no candidate shows', () => {
  it.each<[string, OriginPredicate]>([
    ['a rare name', matches(/^https:\/\/[a-f]{3}q?[0-9]\.example\.com|x\.q7zz\.com$/)],
    ['between two texts', and(text('starts-with', 'https://q'), text('ends-with', 'zz7.com'), not(text('contains', 'zzz')))],
    ['an odd character', matches(/^https:\/\/example\.com[^a-zA-Z0-9.-]\.x/)],
    ['two ways', or(listed('https://example.com'), matches(/^https:\/\/[0-9]{4}\.net$/))],
    ['on some requests', and(onRequest, matches(/^https:\/\/[0-9]{4}\.net$/))],
  ])('%s', (_title, when) => {
    const origins = found(when);
    expect(origins.length).toBeGreaterThan(0);
    for (const origin of origins) expect(accepts(when, origin, FOR_SOME_REQUEST), origin).toBe('yes');
  });
});

describe('is not expressed', () => {
  it.each<[string, OriginPredicate]>([
    ['a backreference', matches(/(a+)\1/)],
    ['a lookaround inside', matches(/(?:[a-z](?!bcd))+e/)],
    ['a sticky pattern', matches(/a/y)],
    ['a long pattern', atom({ op: 'matches', source: 'a'.repeat(401), flags: '' })],
    ['a step without an inverse', atom({ op: 'made', by: { step: 'domain', part: 'domain', by: 'tldts' }, is: listed('example.com') })],
    ['a position', atom({ op: 'position', position: { method: 'indexOf', operand: 'a', operator: '<', to: 7, fromEnd: false } })],
  ])('%s', (_title, when) => {
    expect(() => acceptedLanguage(when, FOR_SOME_REQUEST)).toThrow();
    expect(found(when)).toEqual([]);
  });
});

const PIECE = fc.constantFrom('example.com', '.example.com', 'https://', 'https://example.com', 'http', 'evil', 'app.', '.com', ':8443', 'a', '//');
const ATOM: fc.Arbitrary<OriginPredicate> = fc.oneof(
  fc.tuple(fc.constantFrom('starts-with', 'ends-with', 'contains'), PIECE).map(([op, operand]) => text(op, operand)),
  fc.array(fc.constantFrom('https://example.com', 'http://example.com', 'https://evil.com'), { maxLength: 2 }).map((values) => listed(...values)),
  fc.constantFrom(/example\.com$/, /^https?:\/\/(?:\w+\.)*example\.com(?::\d+)?$/, /evil|^https:\/\/a/, /\bexample\b/, /^(?!.*evil)https/, /[^a]\.com$/, /e.a/i).map(matches),
  fc.tuple(fc.constantFrom('hostname', 'host', 'protocol', 'port'), fc.constantFrom('example.com', 'https:', '8443', '', 'evil.com:8443', 'app.example.com')).map(([part, value]) => atom({ op: 'part', part, is: listed(value) })),
  PIECE.map((operand) => host(text('ends-with', operand))),
  fc.constantFrom(present, unknown, onRequest, onConfiguration),
  PIECE.map((operand) => atom({ op: 'position', position: { method: 'lastIndexOf', operand, operator: '==', to: -operand.length, fromEnd: true } })),
  PIECE.map((value) => atom({ op: 'made', by: { step: 'split', separator: '//', from: 1, to: null, joiner: null }, is: listed(value) })),
);
const { formula } = fc.letrec<{ formula: OriginPredicate }>((tie) => ({
  formula: fc.oneof({ maxDepth: 2, depthSize: 'small' }, ATOM, fc.array(tie('formula'), { minLength: 2, maxLength: 2 }).map((parts) => and(...parts)), fc.array(tie('formula'), { minLength: 2, maxLength: 2 }).map((parts) => or(...parts)), tie('formula').map(not)),
}));
const ORIGINS = ['https', 'http'].flatMap((scheme) => ['example.com', 'app.example.com', 'evilexample.com', 'example.com.evil.com', 'evil.com', 'a.com', 'exampleacom.com', 'localhost'].flatMap((name) => ['', ':8443'].map((port) => `${scheme}://${name}${port}`)));

it('says of every origin what accepts says', () => {
  let compared = 0;
  fc.assert(
    fc.property(formula, (when) => {
      const language = acceptedLanguage(when, FOR_SOME_REQUEST);
      for (const origin of ORIGINS) {
        const isIn = language.test(Array.from(`\u0002${origin}\u0003`, (character) => character.charCodeAt(0)));
        expect(isIn, origin).toBe(accepts(when, origin, FOR_SOME_REQUEST) === 'yes');
        compared++;
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(4_000);
}, 60_000);
