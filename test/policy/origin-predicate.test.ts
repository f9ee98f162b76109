import { describe, expect, it } from 'vitest';
import {
  accepts,
  ALWAYS,
  and,
  atomsOf,
  FOR_SOME_REQUEST,
  IN_SOME_DEPLOYMENT,
  NEVER,
  not,
  or,
  type OriginPredicate,
  type Truth,
} from '../../src/policy/origin-predicate.ts';
import { atom, listed, onConfiguration, onRequest, present, unknown } from './place.ts';
import { inAnotherText, leastProcessorTime } from '../processor-time.ts';

const GOOD = 'https://app.example.com';

describe('atoms', () => {
  it.each<[title: string, predicate: OriginPredicate, origin: string | null, truth: Truth]>([
    ['always', ALWAYS, GOOD, 'yes'],
    ['always, without Origin', ALWAYS, null, 'yes'],
    ['never', NEVER, GOOD, 'no'],
    ['present', present, GOOD, 'yes'],
    ['present, of null', present, 'null', 'yes'],
    ['present, without Origin', present, null, 'no'],
    ['present, of an empty value', present, '', 'no'],
    ['listed', listed(GOOD), GOOD, 'yes'],
    ['listed compares every character', listed(`${GOOD}/`), GOOD, 'no'],
    ['not listed', listed(GOOD), 'https://evil.example', 'no'],
    ['listed nowhere', listed(), GOOD, 'no'],
    ['listed in an open list', atom({ op: 'listed', values: [GOOD], complete: false }), GOOD, 'yes'],
    ['perhaps listed in an open list', atom({ op: 'listed', values: [GOOD], complete: false }), 'https://evil.example', 'unknown'],
    ['starts with', atom({ op: 'starts-with', operand: 'https://app.', ignoreCase: false }), GOOD, 'yes'],
    ['starts otherwise', atom({ op: 'starts-with', operand: 'http://', ignoreCase: false }), GOOD, 'no'],
    ['ends with', atom({ op: 'ends-with', operand: '.example.com', ignoreCase: false }), GOOD, 'yes'],
    ['ends with a sibling', atom({ op: 'ends-with', operand: 'app.example.com', ignoreCase: false }), 'https://evilapp.example.com', 'yes'],
    ['contains', atom({ op: 'contains', operand: 'example', ignoreCase: false }), 'https://example.com.evil.test', 'yes'],
    ['contains not', atom({ op: 'contains', operand: 'other', ignoreCase: false }), GOOD, 'no'],
    ['lower-cased before the comparison', atom({ op: 'contains', operand: 'example', ignoreCase: true }), 'https://EXAMPLE.com', 'yes'],
    ['upper case in the operand never matches a lower-cased origin', atom({ op: 'contains', operand: 'EXAMPLE', ignoreCase: true }), 'https://example.com', 'no'],
    ['part of a text', atom({ op: 'part-of', whole: `${GOOD},https://b.example`, from: 'anywhere' }), GOOD, 'yes'],
    ['part of a text, cut short', atom({ op: 'part-of', whole: GOOD, from: 'anywhere' }), 'https://app.example.co', 'yes'],
    ['part of a text, in the middle', atom({ op: 'part-of', whole: `x${GOOD}`, from: 'start' }), GOOD, 'no'],
    ['matches', atom({ op: 'matches', source: '^https://[a-z]+\\.example\\.com$', flags: '' }), GOOD, 'yes'],
    ['matches not', atom({ op: 'matches', source: '^https://b', flags: '' }), GOOD, 'no'],
    ['matches by case', atom({ op: 'matches', source: 'APP', flags: 'i' }), GOOD, 'yes'],
    ['matches with state, at first', atom({ op: 'matches', source: 'app', flags: 'g' }), GOOD, 'yes'],
    ['a pattern with wrong syntax', atom({ op: 'matches', source: '(', flags: '' }), GOOD, 'unknown'],
    ['a pattern with wrong flags', atom({ op: 'matches', source: 'a', flags: 'zz' }), GOOD, 'unknown'],
    ['a pattern that is too long', atom({ op: 'matches', source: 'a'.repeat(2_001), flags: '' }), GOOD, 'unknown'],
    ['a pattern that could take for ever', atom({ op: 'matches', source: '^(a+)+$', flags: '' }), GOOD, 'no'],
    ['the host is', atom({ op: 'part', part: 'host', is: listed('app.example.com') }), GOOD, 'yes'],
    ['the host with its port is', atom({ op: 'part', part: 'host', is: listed('app.example.com:8443') }), 'https://app.example.com:8443', 'yes'],
    ['the host name is', atom({ op: 'part', part: 'hostname', is: listed('app.example.com') }), 'http://app.example.com:8443', 'yes'],
    ['the port is', atom({ op: 'part', part: 'port', is: listed('8443') }), 'https://app.example.com:8443', 'yes'],
    ['the protocol is', atom({ op: 'part', part: 'protocol', is: listed('https:') }), GOOD, 'yes'],
    ['a part of what is no URL, where the code throws', atom({ op: 'part', part: 'host', is: listed('x') }), 'null', 'no'],
    ['not a part of what is no URL', not(atom({ op: 'part', part: 'host', is: listed('x') })), 'null', 'no'],
    ['a part without Origin', atom({ op: 'part', part: 'host', is: listed('x') }), null, 'unknown'],
    ['depends on the request', onRequest, GOOD, 'unknown'],
    ['depends on the configuration', onConfiguration, GOOD, 'unknown'],
    ['unknown', unknown, GOOD, 'unknown'],
  ])('%s', (_title, predicate, origin, truth) => {
    expect(accepts(predicate, origin)).toBe(truth);
  });
});

const T: OriginPredicate = listed(GOOD);
const F: OriginPredicate = listed('https://b.example');
const U: OriginPredicate = unknown;

describe('connectives are three-valued', () => {
  it.each<[title: string, predicate: OriginPredicate, truth: Truth]>([
    ['yes and yes', and(T, T), 'yes'],
    ['yes and no', and(T, F), 'no'],
    ['yes and unknown', and(T, U), 'unknown'],
    ['no and unknown', and(F, U), 'no'],
    ['unknown and unknown', and(U, U), 'unknown'],
    ['yes or no', or(T, F), 'yes'],
    ['no or no', or(F, F), 'no'],
    ['yes or unknown', or(T, U), 'yes'],
    ['no or unknown', or(F, U), 'unknown'],
    ['not yes', not(T), 'no'],
    ['not no', not(F), 'yes'],
    ['not unknown', not(U), 'unknown'],
    ['not (yes and unknown)', not(and(T, U)), 'unknown'],
    ['not (no and unknown)', not(and(F, U)), 'yes'],
    ['not (yes or unknown)', not(or(T, U)), 'no'],
    ['nothing at all, joined by and', and(), 'yes'],
    ['nothing at all, joined by or', or(), 'no'],
  ])('%s', (_title, predicate, truth) => {
    expect(accepts(predicate, GOOD)).toBe(truth);
  });

  it.each<[title: string, predicate: OriginPredicate, simple: OriginPredicate]>([
    ['and with always', and(T, ALWAYS), T],
    ['and with never', and(T, NEVER), NEVER],
    ['or with always', or(T, ALWAYS), ALWAYS],
    ['or with never', or(T, NEVER), T],
    ['not always', not(ALWAYS), NEVER],
    ['not never', not(NEVER), ALWAYS],
    ['not not', not(not(T)), T],
    ['nested and', and(T, and(F, U)), { op: 'and', of: [T, F, U] }],
    ['nested or', or(or(T, F), U), { op: 'or', of: [T, F, U] }],
  ])('%s is simplified', (_title, predicate, simple) => {
    expect(predicate).toEqual(simple);
  });
});

describe('freedom: conditions that the question may choose', () => {
  it.each<[title: string, predicate: OriginPredicate, asIs: Truth, forSomeRequest: Truth, inSomeDeployment: Truth]>([
    ['on the request', onRequest, 'unknown', 'yes', 'yes'],
    ['on its negation', not(onRequest), 'unknown', 'yes', 'yes'],
    ['on the configuration', onConfiguration, 'unknown', 'unknown', 'yes'],
    ['on both', and(onRequest, onConfiguration), 'unknown', 'unknown', 'yes'],
    ['on the request and an accepted origin', and(onRequest, T), 'unknown', 'yes', 'yes'],
    ['on the request and a refused origin', and(onRequest, F), 'no', 'no', 'no'],
    ['on the request or an accepted origin', or(onRequest, T), 'yes', 'yes', 'yes'],
    ['on what is not shown', and(onRequest, U), 'unknown', 'unknown', 'unknown'],
  ])('%s', (_title, predicate, asIs, forSomeRequest, inSomeDeployment) => {
    expect([accepts(predicate, GOOD), accepts(predicate, GOOD, FOR_SOME_REQUEST), accepts(predicate, GOOD, IN_SOME_DEPLOYMENT)]).toEqual([asIs, forSomeRequest, inSomeDeployment]);
  });
});

describe('patterns that could take exponential time are decided at once', () => {
  const long = `https://${'a'.repeat(60)}!`;
  it.each(['^(a+)+$', '^(\\w+\\s?)*$', '^(a|a)*$', '^(a|aa)+$', '^((a)+)+$', '^(?:https:\\/\\/)?([a-z]+)*$', '(x+x+)+y', '^(.*)*$', '^([^/]+\\.?)+$', '^(a?){30}a{30}$', '^(?:(?:a+)b?)+$'])('/%s/', (source) => {
    const time = leastProcessorTime((round) => {
      const pattern = atom({ op: 'matches', source: inAnotherText(source, round), flags: '' });
      accepts(pattern, long);
      accepts(pattern, `${'a'.repeat(30)}!`);
    });
    expect(time).toBeLessThan(300);
  });
});

it('gives its atoms in order, with those of parts', () => {
  const part = atom({ op: 'part', part: 'host', is: T });
  const predicate = and(or(U, not(F)), part, ALWAYS);
  expect([...atomsOf(predicate)]).toEqual([U, F, part, T]);
});
