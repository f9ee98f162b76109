import { describe, expect, it } from 'vitest';
import { decide, decisionFor, ORIGIN_HEADER, outcomesOf, type AllowOrigin, type Decision } from '../../src/policy/allow-origin.ts';
import { ALWAYS, and, FOR_SOME_REQUEST, NEVER, not, or, type OriginPredicate } from '../../src/policy/origin-predicate.ts';
import { absent, any, echo, firstOf, fixed, hidden, listed, off, oneOf, onConfiguration, onRequest, onSetting, present, unknown, WRITTEN } from './place.ts';

const GOOD = 'https://app.example.com';
const EVIL = 'https://evil.example';

/** `any` or `absent` by the configuration, where an unset setting says which. */
const unsetOf = (setting: string, then: AllowOrigin): AllowOrigin => ({ kind: 'one-of', alternatives: [any, absent], unset: { setting, then }, from: WRITTEN });
const decided = (kind: Decision['kind'], value: string | null): Decision => ({ kind, value });

describe('decisionFor: what the server makes of one origin', () => {
  it.each<[title: string, allowOrigin: AllowOrigin, origin: string | null, decision: Decision | null]>([
    ['absent', absent, EVIL, decided('refused', null)],
    ['switched off', off, EVIL, decided('off', null)],
    ['any', any, EVIL, decided('any', '*')],
    ['any, without Origin', any, null, decided('any', '*')],
    ['fixed', fixed(GOOD), EVIL, decided('fixed', GOOD)],
    ['an echo', echo(), EVIL, decided('echo', EVIL)],
    ['an echo of null', echo(), 'null', decided('echo', 'null')],
    ['an echo without Origin', echo(), null, decided('echo', null)],
    ['an echo that accepts', echo(listed(GOOD)), GOOD, decided('echo', GOOD)],
    ['an echo that refuses', echo(listed(GOOD)), EVIL, decided('refused', null)],
    ['an echo that is not shown', echo(unknown), EVIL, null],
    ['an echo of another header', echo(ALWAYS, { kind: 'header', name: 'Referer' }), EVIL, null],
    ['what is not shown', hidden, EVIL, null],
    ['what the configuration decides', oneOf(any, absent), EVIL, null],
    ['the first arm that accepts', firstOf([listed(GOOD), echo()], [ALWAYS, fixed(GOOD)]), GOOD, decided('echo', GOOD)],
    ['a later arm', firstOf([listed(GOOD), echo()], [ALWAYS, fixed(GOOD)]), EVIL, decided('fixed', GOOD)],
    ['no arm', firstOf([listed(GOOD), echo()]), EVIL, decided('refused', null)],
    ['an arm that is not shown hides those after it', firstOf([unknown, any], [ALWAYS, absent]), EVIL, null],
    ['an arm before the one that is not shown', firstOf([listed(EVIL), any], [unknown, absent]), EVIL, decided('any', '*')],
  ])('%s', (_title, allowOrigin, origin, decision) => {
    expect(decisionFor(allowOrigin, origin)).toEqual(decision);
  });

  it('takes conditions on other parts of the request as met, when asked for some request', () => {
    expect(decisionFor(echo(onRequest), EVIL, FOR_SOME_REQUEST)).toEqual(decided('echo', EVIL));
  });
});

const testing = (by: OriginPredicate, answer: AllowOrigin): AllowOrigin => (answer.kind === 'one-of' ? { ...answer, by } : answer);

describe('decide', () => {
  it.each<[title: string, when: OriginPredicate, answer: AllowOrigin]>([
    ['always takes the first', ALWAYS, any],
    ['never takes the second', NEVER, absent],
    ['the origin decides per request', present, firstOf([present, any], [ALWAYS, absent])],
    ['the request decides per request', onRequest, firstOf([onRequest, any], [ALWAYS, absent])],
    ['the configuration decides once', onConfiguration, testing(onConfiguration, oneOf(any, absent))],
    ['an unset setting takes the second', onSetting('X'), testing(onSetting('X'), unsetOf('X', absent))],
    ['an unset setting takes the first of its negation', not(onSetting('X')), testing(not(onSetting('X')), unsetOf('X', any))],
    ['origin and configuration decide per request', and(present, onConfiguration), firstOf([and(present, onConfiguration), any], [ALWAYS, absent])],
  ])('%s', (_title, when, answer) => {
    expect(decide(when, any, absent, WRITTEN)).toEqual(answer);
  });
});

describe('outcomesOf: every answer with its whole condition', () => {
  const answers = (allowOrigin: AllowOrigin): unknown[] => outcomesOf(allowOrigin).map(({ answer, when, configured, whenUnset }) => [answer.kind, when, configured, whenUnset]);

  it.each<[title: string, allowOrigin: AllowOrigin, outcomes: unknown[]]>([
    ['one answer', any, [['any', ALWAYS, false, null]]],
    ['an echo', echo(listed(GOOD)), [['echo', listed(GOOD), false, null]]],
    [
      'arms exclude those before them',
      firstOf([listed(GOOD), echo()], [present, any], [ALWAYS, absent]),
      [
        ['echo', listed(GOOD), false, null],
        ['any', and(not(listed(GOOD)), present), false, null],
        ['absent', and(not(listed(GOOD)), not(present)), false, null],
      ],
    ],
    [
      'arms in arms keep the outer condition',
      firstOf([present, firstOf([listed(GOOD), echo()], [ALWAYS, any])], [ALWAYS, absent]),
      [
        ['echo', and(present, listed(GOOD)), false, null],
        ['any', and(present, not(listed(GOOD))), false, null],
        ['absent', not(present), false, null],
      ],
    ],
    ['alternatives are configured', oneOf(any, absent), [['any', ALWAYS, true, null], ['absent', ALWAYS, true, null]]],
    [
      'the alternative of an unset setting says so',
      decide(onSetting('X'), absent, any, WRITTEN),
      [['absent', ALWAYS, true, null], ['any', ALWAYS, true, 'X']],
    ],
    ['what is not shown', hidden, [['unknown', ALWAYS, false, null]]],
    ['an echo in an alternative', oneOf(echo(or(present)), absent), [['echo', present, true, null], ['absent', ALWAYS, true, null]]],
  ])('%s', (_title, allowOrigin, outcomes) => {
    expect(answers(allowOrigin)).toEqual(outcomes);
  });

  it('keeps where an echo is read from', () => {
    const [outcome] = outcomesOf(echo(ALWAYS, { kind: 'header', name: 'referer' }));
    expect(outcome?.answer).toMatchObject({ kind: 'echo', source: { kind: 'header', name: 'referer' } });
    expect(outcomesOf(echo())[0]?.answer).toMatchObject({ source: ORIGIN_HEADER });
  });
});
