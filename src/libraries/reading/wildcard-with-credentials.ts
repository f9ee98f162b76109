import { ORIGIN_HEADER, outcomesOf, type AllowOrigin } from '../../policy/allow-origin.ts';
import { certainly, type Field } from '../../policy/field.ts';
import { ALWAYS } from '../../policy/origin-predicate.ts';
import { truthiness } from '../../values/combine.ts';
import type { Value } from '../../values/value.ts';
import type { OptionLibrary } from '../library-model.ts';

/** An answer and the credentials that go with it. */
interface Sent {
  readonly answer: AllowOrigin;
  readonly credentials: Field<boolean>;
}

/** What a library makes of `*` when credentials are on: it may replace the one, drop the other, or refuse to start. */
export function withCredentials(library: OptionLibrary, answer: AllowOrigin, credentials: Field<boolean>, written: (name: string) => Value | null): Sent {
  const { withAny, withEcho, echoSwitch } = library.credentials;
  const switched = echoSwitch === undefined ? null : written(echoSwitch);
  const isOn = switched !== null && truthiness(switched) === true;
  if (withEcho === 'error' && !isOn && answer.kind === 'echo' && answer.when.op === 'always') return { answer: certainly(credentials, (on) => on) ? { kind: 'off', failed: true, from: answer.from } : answer, credentials };
  switch (isOn ? 'echo' : withAny) {
    case 'any':
      return { answer, credentials };
    case 'echo':
      return { answer: replaced(answer, credentials, (from) => ({ kind: 'echo', when: ALWAYS, source: ORIGIN_HEADER, ...(library.withoutOrigin === 'echo-empty' ? { withoutOrigin: '' } : {}), from })), credentials };
    case 'error':
      return { answer: replaced(answer, credentials, (from) => ({ kind: 'off', failed: true, from })), credentials };
    case 'drop':
      return { answer, credentials: dropped(answer, credentials) };
    case 'differs':
      return { answer, credentials: certainly(credentials, (on) => !on) || !canBeAny(answer) ? credentials : { kind: 'unknown', reason: 'differs between answers', from: credentials.from } };
  }
}

function replaced(answer: AllowOrigin, credentials: Field<boolean>, by: (from: AllowOrigin['from']) => AllowOrigin): AllowOrigin {
  switch (answer.kind) {
    case 'any': {
      if (answer.literal === true) return answer;
      const instead = by(answer.from);
      if (credentials.kind === 'known') return credentials.value ? instead : answer;
      return credentials.kind === 'one-of' ? { kind: 'one-of', alternatives: [instead, answer], unset: null, from: answer.from } : answer;
    }
    case 'first-of':
      return { ...answer, arms: answer.arms.map((arm) => ({ ...arm, then: replaced(arm.then, credentials, by) })) };
    case 'one-of': {
      const alternatives = answer.alternatives.map((each) => replaced(each, credentials, by));
      const then = alternatives[answer.alternatives.findIndex((each) => each === answer.unset?.then)];
      return { ...answer, alternatives, unset: answer.unset === null || then === undefined ? null : { ...answer.unset, then } };
    }
    default:
      return answer;
  }
}

function canBeAny(answer: AllowOrigin): boolean {
  return outcomesOf(answer).some((outcome) => outcome.answer.kind === 'any');
}

function dropped(answer: AllowOrigin, credentials: Field<boolean>): Field<boolean> {
  const kinds = outcomesOf(answer).map((outcome) => outcome.answer.kind);
  if (!kinds.includes('any') || certainly(credentials, (on) => !on)) return credentials;
  return kinds.every((kind) => kind === 'any') ? { kind: 'known', value: false, from: credentials.from } : { kind: 'unknown', reason: 'differs between answers', from: credentials.from };
}
