import { accepts, atomsOf, comparedTexts, IN_SOME_DEPLOYMENT, type OriginAtom, type OriginPredicate } from './origin-predicate.ts';
import { samplesOf } from './pattern-samples.ts';
import { acceptedOrigin, UNRELATED_ORIGINS } from './witness.ts';

/**
 * A text that passes a check of the origin, as a program writes it that is no browser: it need not be an origin. `null`
 * where none is known, or where the check tells nobody apart, because origins pass that have nothing in common.
 */
export function passingValue(when: OriginPredicate): string | null {
  if (UNRELATED_ORIGINS.every((origin) => accepts(when, origin, IN_SOME_DEPLOYMENT) === 'yes')) return null;
  const origin = acceptedOrigin(when);
  if (origin !== null) return origin;
  const atoms = [...atomsOf(when)];
  const candidates = [...atoms, ...atoms.flatMap((atom) => (atom.op === 'configured' ? [...atomsOf(atom.is)] : []))].flatMap(textsOf);
  return candidates.find((text) => text !== '' && accepts(when, text, IN_SOME_DEPLOYMENT) === 'yes') ?? null;
}

/** Texts that one test is likely to accept. */
function textsOf(atom: OriginAtom): readonly string[] {
  return atom.op === 'matches' ? samplesOf(atom.source, atom.flags).map(({ text }) => text) : comparedTexts(atom).flatMap(asTexts);
}

/** The text itself, and a URL whose host it is or ends. */
function asTexts(text: string): readonly string[] {
  return [text, `https://${text}`, `https://app${text.startsWith('.') ? '' : '.'}${text}`];
}
