import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../src/policy/check-faults.ts';
import { and, type OriginPredicate } from '../../src/policy/origin-predicate.ts';
import { atom, echo, fixed, firstOf, listed, onConfiguration, policy, unknown } from './place.ts';
import { inAnotherText, leastProcessorTime } from '../processor-time.ts';

const matches = (source: string, flags = ''): OriginPredicate => atom({ op: 'matches', source, flags });
const faults = (when: OriginPredicate, trusted: readonly string[] = []): readonly string[] => faultsOf(policy({ allowOrigin: echo(when) }), trusted).map(({ kind, origin }) => `${kind} ${origin}`);

describe('faults', () => {
  it.each<[title: string, when: OriginPredicate, expected: readonly string[]]>([
    ['of an exact list', listed('https://app.example.com'), []],
    ['of entries that are faults themselves', listed('null', 'http://a.example.com', 'http://localhost:3000', 'https://codepen.io'), ['insecure http://a.example.com', 'local http://localhost:3000', 'shared https://codepen.io', 'null null']],
    ['of an open pattern', matches('example\\.com$'), ['foreign https://evilexample.com']],
    ['of everyone, who are judged elsewhere', matches('.*'), []],
    ['of what is unknown', and(matches('example'), unknown), []],
    ['of a switch', and(onConfiguration, matches('example\\.com$')), ['foreign https://evilexample.com']],
  ])('%s', (_title, when, expected) => {
    expect(faults(when)).toEqual(expected);
  });

  it('take what the settings declare as meant', () => {
    expect(faults(matches('^https://(?:example|partner-site)\\.com$'))).toEqual([]);
    expect(faults(matches('^https://[a-z-]+\\.com$'))).toEqual(['foreign https://evil.com']);
    expect(faults(matches('^https://evil[a-z]*\\.com$'), ['https://evil.com'])).not.toContain('foreign https://evil.com');
  });

  it('are those of fixed values too', () => {
    expect(faultsOf(policy({ allowOrigin: fixed('null') }), []).map(({ kind }) => kind)).toEqual(['null']);
    expect(faultsOf(policy({ allowOrigin: firstOf([listed('https://app.example.com'), echo()], [matches('x'), fixed('http://b.example.com')]) }), []).map(({ kind }) => kind)).toEqual(['insecure']);
  });
});

describe('hostile patterns cost little', () => {
  // What is loaded and compiled once is not the pattern's.
  faults(matches('^https://example\\.com$'));
  it.each([
    ['nested stars', '^(((a*)*)*)*$'],
    ['equal alternatives', '^(a|a)*$'],
    ['stars in a row', `${'.*'.repeat(900)}x`],
    ['optional parts in a row', `^${'a?'.repeat(200)}${'a'.repeat(200)}$`],
    ['huge counts', '(?:a{1000}){1000}'],
    ['counts of labels', '^https://([a-z0-9]{1,50}\\.){1,50}example\\.com$'],
    ['a huge alternation', Array.from({ length: 280 }, (_, index) => `a${String(index)}`).join('|')],
    ['ten thousand characters', 'a'.repeat(10_000)],
    ['deep nesting', `${'(?:'.repeat(400)}a${')'.repeat(400)}`],
    ['many lookaheads', `^${'(?!.*a.*b)'.repeat(30)}example\\.com$`],
    ['many lookaheads, each its own', `^${Array.from({ length: 30 }, (_, index) => `(?!.*a.*${'bcdefghijklmnopqrstuvwxyz'.charAt(index % 25)}${index < 25 ? '' : 'x'})`).join('')}example\\.com$`],
  ])('%s', (_title, source) => {
    expect(leastProcessorTime((round) => { faults(matches(inAnotherText(source, round))); })).toBeLessThan(300);
    expect(process.memoryUsage().heapUsed / 2 ** 20).toBeLessThan(200);
  });
});
