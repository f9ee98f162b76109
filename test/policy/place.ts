import { ORIGIN_HEADER, type AllowOrigin, type EchoSource } from '../../src/policy/allow-origin.ts';
import type { Field, Provenance } from '../../src/policy/field.ts';
import { ALWAYS, type OriginAtom, type OriginPredicate } from '../../src/policy/origin-predicate.ts';
import type { Place } from '../../src/policy/place.ts';
import type { Policy, VaryOrigin } from '../../src/policy/policy.ts';

/** A place, for values that must have one. */
export const PLACE: Place = { file: 'server.js', start: 0, end: 1, line: 1, column: 0 };

/** A provenance, for values that must have one. */
export const WRITTEN: Provenance = { kind: 'written', place: PLACE, text: 'x' };

type AtomShape = OriginAtom extends infer Atom ? (Atom extends OriginAtom ? Omit<Atom, 'place' | 'text'> : never) : never;

export const atom = (shape: AtomShape): OriginPredicate => ({ ...shape, place: PLACE, text: shape.op });
export const listed = (...values: readonly string[]): OriginPredicate => atom({ op: 'listed', values, complete: true });
export const present: OriginPredicate = atom({ op: 'present' });
export const unknown: OriginPredicate = atom({ op: 'unknown', reason: 'a test' });
export const onRequest: OriginPredicate = atom({ op: 'depends', on: 'request', setting: null });
export const onConfiguration: OriginPredicate = atom({ op: 'depends', on: 'configuration', setting: null });
export const onSetting = (setting: string): OriginPredicate => atom({ op: 'depends', on: 'configuration', setting });

export const absent: AllowOrigin = { kind: 'absent', from: WRITTEN };
export const off: AllowOrigin = { kind: 'off', from: WRITTEN };
export const any: AllowOrigin = { kind: 'any', from: WRITTEN };
export const fixed = (value: string): AllowOrigin => ({ kind: 'fixed', value, from: WRITTEN });
export const echo = (when: OriginPredicate = ALWAYS, source: EchoSource = ORIGIN_HEADER): AllowOrigin => ({ kind: 'echo', when, source, from: WRITTEN });
export const hidden: AllowOrigin = { kind: 'unknown', reason: 'a test', from: WRITTEN };
export const oneOf = (...alternatives: readonly AllowOrigin[]): AllowOrigin => ({ kind: 'one-of', alternatives, unset: null, from: WRITTEN });
export const firstOf = (...arms: readonly (readonly [OriginPredicate, AllowOrigin])[]): AllowOrigin => ({ kind: 'first-of', arms: arms.map(([when, then]) => ({ when, then })), from: WRITTEN });

export const known = <T>(value: T): Field<T> => ({ kind: 'known', value, from: WRITTEN });
export const either = <T>(...values: readonly T[]): Field<T> => ({ kind: 'one-of', values, complete: true, from: WRITTEN });
export const partly = <T>(...values: readonly T[]): Field<T> => ({ kind: 'one-of', values, complete: false, from: WRITTEN });
export const notShown = <T>(): Field<T> => ({ kind: 'unknown', reason: 'a test', from: WRITTEN });

/** `Vary: Origin` for these decisions, and for no other. */
export function varyOn(kinds: readonly (keyof VaryOrigin)[]): VaryOrigin {
  const on = (kind: keyof VaryOrigin): Field<boolean> => known(kinds.includes(kind));
  return { any: on('any'), fixed: on('fixed'), echo: on('echo'), refused: on('refused'), off: on('off') };
}

/** A policy that says no more than `parts`. */
export function policy(parts: Partial<Policy>): Policy {
  return {
    site: { place: PLACE, whole: PLACE, library: 'cors', text: 'x', use: null },
    scope: { reach: 'app', paths: [], methods: [], evidence: [] },
    allowOrigin: absent,
    allowCredentials: known(false),
    answersRefused: true,
    allowMethods: known({ kind: 'absent' }),
    allowHeaders: known({ kind: 'absent' }),
    exposeHeaders: known({ kind: 'absent' }),
    maxAge: known(null),
    vary: varyOn([]),
    preflight: { by: 'library', status: 204, withoutOrigin: true, exposes: true },
    misplacement: null,
    repair: { allowList: null, deny: null, credentials: null, vary: null, knownOrigins: [], environmentList: null },
    ...parts,
  };
}
