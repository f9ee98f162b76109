import { accepts, ALWAYS, and, atomsOf, not, throwsFor, type Freedom, type OriginPredicate } from './origin-predicate.ts';
import type { Provenance } from './field.ts';

/**
 * What the server puts into `Access-Control-Allow-Origin`.
 *
 * | kind | the header |
 * | --- | --- |
 * | `absent` | is not sent, while the other CORS headers may be: an origin that is not accepted |
 * | `off` | is not sent, nor any other CORS header: the policy does not apply to this request; `failed` where the code throws, and what was written before may be taken back |
 * | `any` | is `*`; `literal` where the library takes it for a text and never replaces it |
 * | `fixed` | is the same `value` for every caller, whatever its origin |
 * | `echo` | is the request's `Origin`, if `when` accepts it; otherwise it is not sent |
 * | `first-of` | is that of the first arm whose `when` accepts the request's origin; absent if none does |
 * | `one-of` | is one of `alternatives`, which the deployment's configuration decides; `unset` says which when a setting is missing; `by` is the test, of which the first holds where it is true |
 * | `unknown` | is not shown by the code |
 */
export type AllowOrigin =
  | { readonly kind: 'absent'; readonly from: Provenance }
  | { readonly kind: 'off'; readonly failed?: true; readonly from: Provenance }
  | { readonly kind: 'any'; readonly literal?: boolean; readonly from: Provenance }
  | { readonly kind: 'fixed'; readonly value: string; readonly from: Provenance }
  | { readonly kind: 'echo'; readonly when: OriginPredicate; readonly source: EchoSource; readonly withoutOrigin?: string; readonly from: Provenance }
  | { readonly kind: 'first-of'; readonly arms: readonly Arm[]; readonly from: Provenance }
  | { readonly kind: 'one-of'; readonly alternatives: readonly AllowOrigin[]; readonly unset: Unset | null; readonly by?: OriginPredicate; readonly from: Provenance }
  | { readonly kind: 'unknown'; readonly reason: string; readonly from: Provenance };

/** The alternative that holds when an environment variable, or an option of the program, is not set: whether the policy fails open or closed. */
export interface Unset {
  readonly setting: string;
  readonly then: AllowOrigin;
}

/** Where an echo is read from: the request's `Origin`, the origin of another header, or a query parameter by name. */
export interface EchoSource {
  readonly kind: 'origin' | 'header' | 'query';
  readonly name: string;
}

/** The request's `Origin` header. */
export const ORIGIN_HEADER: EchoSource = { kind: 'origin', name: 'Origin' };

/** One arm of a decision over the request's origin. */
export interface Arm {
  readonly when: OriginPredicate;
  readonly then: AllowOrigin;
}

/** One thing that the server may answer, with the condition on the request's origin under which it does. */
export interface Outcome {
  readonly answer: Exclude<AllowOrigin, { kind: 'first-of' | 'one-of' | 'echo' }> | EchoAnswer;
  readonly when: OriginPredicate;
  /** Whether the deployment's configuration decides if this outcome exists at all. */
  readonly configured: boolean;
  /** The conditions on the configuration that turn the policy on and otherwise leave none; `null` where it decides between policies, or no test is shown. */
  readonly switches: readonly OriginPredicate[] | null;
  /** The environment variable whose absence brings this outcome about: the policy fails open, or closed, to it. */
  readonly whenUnset: string | null;
}

/** The request's own origin, written back. */
export interface EchoAnswer {
  readonly kind: 'echo';
  readonly source: EchoSource;
  readonly from: Provenance;
}

/** A decision between two answers: by the request where the condition looks at it, else by the configuration. */
export function decide(when: OriginPredicate, then: AllowOrigin, otherwise: AllowOrigin, from: Provenance): AllowOrigin {
  if (when.op === 'always') return then;
  if (when.op === 'never') return otherwise;
  const atoms = [...atomsOf(when)];
  if (atoms.every((atom) => atom.op === 'depends' && atom.on === 'configuration')) {
    const unset = unsetOf(when, then, otherwise);
    // Of two answers, that which a missing setting does not leave knows that it is there: `process.env.ORIGIN || false`.
    const known = (answer: AllowOrigin): AllowOrigin => (unset === null || answer === unset.then ? answer : whereSet(answer, unset.setting));
    return { kind: 'one-of', alternatives: [known(then), known(otherwise)], unset, by: when, from };
  }
  return { kind: 'first-of', arms: [{ when, then }, { when: ALWAYS, then: otherwise }], from };
}

/** What is left of an answer where a setting is there. */
function whereSet(allowOrigin: AllowOrigin, setting: string): AllowOrigin {
  if (allowOrigin.kind === 'first-of') return { ...allowOrigin, arms: allowOrigin.arms.map((arm) => ({ ...arm, then: whereSet(arm.then, setting) })) };
  if (allowOrigin.kind !== 'one-of') return allowOrigin;
  const { unset } = allowOrigin;
  const left = allowOrigin.alternatives.filter((each) => unset?.setting !== setting || each !== unset.then).map((each) => ({ each, then: whereSet(each, setting) }));
  const [only] = left;
  if (left.length === 1 && only !== undefined) return only.then;
  const missing = unset === null || unset.setting === setting ? undefined : left.find(({ each }) => each === unset.then);
  return { ...allowOrigin, alternatives: left.map(({ then }) => then), unset: unset === null || missing === undefined ? null : { setting: unset.setting, then: missing.then } };
}

/** The same decision without its claim about unset settings: for a way through the code that merely asks for one. */
export function withoutUnset(allowOrigin: AllowOrigin): AllowOrigin {
  return allowOrigin.kind === 'one-of' && allowOrigin.unset !== null && !ABOUT_ORIGINS.test(allowOrigin.unset.setting) ? { ...allowOrigin, unset: null } : allowOrigin;
}

/** Whether a setting is an option that other code gives the program, not a variable of the deployment's environment, whose name is one word. */
export function isOwnOption(setting: string): boolean {
  return /\W/.test(setting);
}

/** Names of settings that say who may call. */
const ABOUT_ORIGINS = /ORIGIN|CORS|ALLOW|TRUST|FRONTEND|CLIENT|DOMAIN|URL|HOST|SITE/i;

/** Which of two answers a setting's absence leaves, where it decides alone. */
function unsetOf(when: OriginPredicate, then: AllowOrigin, otherwise: AllowOrigin): Unset | null {
  for (const atom of atomsOf(when)) {
    if (atom.op !== 'depends' || atom.setting === null) continue;
    const { setting } = atom;
    switch (accepts(when, null, { request: false, configuration: false, unset: setting })) {
      case 'yes':
        return { setting, then };
      case 'no':
        return { setting, then: otherwise };
      case 'unknown':
        continue;
    }
  }
  return null;
}

/** Every outcome of the decision, each with its whole condition, in the order in which the server tries them. */
export function outcomesOf(allowOrigin: AllowOrigin): readonly Outcome[] {
  return outcomesUnder(allowOrigin, { when: ALWAYS, echoWhen: ALWAYS, configured: false, switches: [], whenUnset: null });
}

/** Where a decision stands. An echo is reached as well where an earlier arm would have been the same echo: `echoWhen` leaves these out. */
type Reached = Omit<Outcome, 'answer'> & { readonly echoWhen: OriginPredicate };

function outcomesUnder(allowOrigin: AllowOrigin, { echoWhen, ...context }: Reached): readonly Outcome[] {
  switch (allowOrigin.kind) {
    case 'absent':
    case 'off':
    case 'any':
    case 'fixed':
    case 'unknown':
      return [{ ...context, answer: allowOrigin }];
    case 'echo':
      return [{ ...context, answer: { kind: 'echo', source: allowOrigin.source, from: allowOrigin.from }, when: and(echoWhen, allowOrigin.when) }];
    case 'one-of':
      return allowOrigin.alternatives.flatMap((alternative) =>
        outcomesUnder(alternative, {
          ...context,
          echoWhen,
          configured: true,
          switches: switchesOf(allowOrigin, alternative, context.switches),
          whenUnset: allowOrigin.unset?.then === alternative ? allowOrigin.unset.setting : context.whenUnset,
        }),
      );
    case 'first-of': {
      const outcomes: Outcome[] = [];
      let refused = context.when;
      let refusedEcho = echoWhen;
      for (const arm of allowOrigin.arms) {
        outcomes.push(...outcomesUnder(arm.then, { ...context, when: and(refused, arm.when), echoWhen: and(refusedEcho, arm.when) }));
        refused = and(refused, not(arm.when));
        if (!isPlainEcho(arm.then)) refusedEcho = and(refusedEcho, not(arm.when));
      }
      return outcomes;
    }
  }
}

/** What turns one of the alternatives on, behind what turns on the whole. */
function switchesOf({ alternatives, by }: Extract<AllowOrigin, { kind: 'one-of' }>, alternative: AllowOrigin, before: Outcome['switches']): Outcome['switches'] {
  const isAlone = alternatives.every((each) => each === alternative || each.kind === 'absent' || each.kind === 'off');
  if (before === null || by === undefined || alternatives.length !== 2 || !isAlone) return null;
  return [...before, alternative === alternatives[0] ? by : not(by)];
}

function isPlainEcho(then: AllowOrigin): boolean {
  return then.kind === 'echo' && then.when.op === 'always' && then.source.kind === 'origin';
}

/** What the server makes of one request's origin: which kind of answer it gives, and the header's value. */
export interface Decision {
  readonly kind: 'any' | 'fixed' | 'echo' | 'refused' | 'off';
  /** The value of `Access-Control-Allow-Origin`; `null` when it is absent. */
  readonly value: string | null;
  /** Whether the code throws, so that what was written before may be taken back. */
  readonly failed?: true;
}

/** The decision for one origin (`null` for a request without `Origin`); `null` when the code does not show it. */
export function decisionFor(allowOrigin: AllowOrigin, origin: string | null, freedom?: Freedom): Decision | null {
  switch (allowOrigin.kind) {
    case 'absent':
      return { kind: 'refused', value: null };
    case 'off':
      return { kind: 'off', value: null, ...(allowOrigin.failed === true ? { failed: true } : {}) };
    case 'any':
      return { kind: 'any', value: '*' };
    case 'fixed':
      return { kind: 'fixed', value: allowOrigin.value };
    case 'unknown':
    case 'one-of':
      return null;
    case 'echo': {
      // What another part of the request says is not told by the origin alone.
      if (allowOrigin.source.kind !== 'origin') return null;
      const truth = accepts(allowOrigin.when, origin, freedom);
      if (truth === 'unknown') return null;
      return truth === 'yes' ? { kind: 'echo', value: origin ?? allowOrigin.withoutOrigin ?? null } : { kind: 'refused', value: null };
    }
    case 'first-of':
      for (const arm of allowOrigin.arms) {
        const truth = accepts(arm.when, origin, freedom);
        if (truth === 'unknown') return null;
        if (truth === 'yes') return decisionFor(arm.then, origin, freedom);
        // An exception is an answer without CORS headers.
        if (throwsFor(arm.when, origin, freedom)) return { kind: 'off', value: null, failed: true };
      }
      return { kind: 'refused', value: null };
  }
}
