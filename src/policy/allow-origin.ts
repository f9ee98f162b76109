import { accepts, ALWAYS, and, atomsOf, not, type Freedom, type OriginPredicate } from './origin-predicate.ts';
import type { Provenance } from './field.ts';

/**
 * What the server puts into `Access-Control-Allow-Origin`.
 *
 * | kind | the header |
 * | --- | --- |
 * | `absent` | is not sent |
 * | `any` | is `*` |
 * | `fixed` | is the same `value` for every caller, whatever its origin |
 * | `echo` | is the request's `Origin`, if `when` accepts it; otherwise it is not sent |
 * | `first-of` | is that of the first arm whose `when` accepts the request's origin; absent if none does |
 * | `one-of` | is one of `alternatives`, which the deployment's configuration decides; `unset` says which when a setting is missing |
 * | `unknown` | is not shown by the code |
 */
export type AllowOrigin =
  | { readonly kind: 'absent'; readonly from: Provenance }
  | { readonly kind: 'any'; readonly from: Provenance }
  | { readonly kind: 'fixed'; readonly value: string; readonly from: Provenance }
  | { readonly kind: 'echo'; readonly when: OriginPredicate; readonly source: EchoSource; readonly from: Provenance }
  | { readonly kind: 'first-of'; readonly arms: readonly Arm[]; readonly from: Provenance }
  | { readonly kind: 'one-of'; readonly alternatives: readonly AllowOrigin[]; readonly unset: Unset | null; readonly from: Provenance }
  | { readonly kind: 'unknown'; readonly reason: string; readonly from: Provenance };

/** The alternative that holds when an environment variable is not set: whether the policy fails open or closed. */
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
  if (atoms.every((atom) => atom.op === 'depends' && atom.on === 'configuration')) return { kind: 'one-of', alternatives: [then, otherwise], unset: unsetOf(when, then, otherwise), from };
  return { kind: 'first-of', arms: [{ when, then }, { when: ALWAYS, then: otherwise }], from };
}

/** The same decision without its claim about unset settings: for a way through the code that merely asks for one. */
export function withoutUnset(allowOrigin: AllowOrigin): AllowOrigin {
  return allowOrigin.kind === 'one-of' && allowOrigin.unset !== null && !ABOUT_ORIGINS.test(allowOrigin.unset.setting) ? { ...allowOrigin, unset: null } : allowOrigin;
}

/** Names of settings that say who may call. */
const ABOUT_ORIGINS = /ORIGIN|CORS|ALLOW|TRUST|FRONTEND|CLIENT|DOMAIN|URL|HOST|SITE/i;

function unsetOf(when: OriginPredicate, then: AllowOrigin, otherwise: AllowOrigin): Unset | null {
  if (when.op === 'depends' && when.setting !== null) return { setting: when.setting, then: otherwise };
  if (when.op === 'not' && when.of.op === 'depends' && when.of.setting !== null) return { setting: when.of.setting, then };
  return null;
}

/** Every outcome of the decision, each with its whole condition, in the order in which the server tries them. */
export function outcomesOf(allowOrigin: AllowOrigin): readonly Outcome[] {
  return outcomesUnder(allowOrigin, { when: ALWAYS, configured: false, whenUnset: null });
}

function outcomesUnder(allowOrigin: AllowOrigin, context: Omit<Outcome, 'answer'>): readonly Outcome[] {
  switch (allowOrigin.kind) {
    case 'absent':
    case 'any':
    case 'fixed':
    case 'unknown':
      return [{ ...context, answer: allowOrigin }];
    case 'echo':
      return [{ ...context, answer: { kind: 'echo', source: allowOrigin.source, from: allowOrigin.from }, when: and(context.when, allowOrigin.when) }];
    case 'one-of':
      return allowOrigin.alternatives.flatMap((alternative) =>
        outcomesUnder(alternative, {
          ...context,
          configured: true,
          whenUnset: allowOrigin.unset?.then === alternative ? allowOrigin.unset.setting : context.whenUnset,
        }),
      );
    case 'first-of': {
      const outcomes: Outcome[] = [];
      let refused = context.when;
      for (const arm of allowOrigin.arms) {
        outcomes.push(...outcomesUnder(arm.then, { ...context, when: and(refused, arm.when) }));
        refused = and(refused, not(arm.when));
      }
      return outcomes;
    }
  }
}

/**
 * The `Access-Control-Allow-Origin` predicted for one origin: its value, `null` when the header is absent,
 * or `undefined` when the code does not show it.
 */
export function allowOriginFor(allowOrigin: AllowOrigin, origin: string | null, freedom?: Freedom): string | null | undefined {
  switch (allowOrigin.kind) {
    case 'absent':
      return null;
    case 'any':
      return '*';
    case 'fixed':
      return allowOrigin.value;
    case 'unknown':
    case 'one-of':
      return undefined;
    case 'echo': {
      // What another part of the request says is not told by the origin alone.
      if (allowOrigin.source.kind !== 'origin') return undefined;
      const truth = accepts(allowOrigin.when, origin, freedom);
      return truth === 'yes' ? origin : truth === 'no' ? null : undefined;
    }
    case 'first-of':
      for (const arm of allowOrigin.arms) {
        const truth = accepts(arm.when, origin, freedom);
        if (truth === 'unknown') return undefined;
        if (truth === 'yes') return allowOriginFor(arm.then, origin, freedom);
      }
      return null;
  }
}
