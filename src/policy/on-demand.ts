import { createRequire } from 'node:module';
import type * as Refa from 'refa';
import type * as Tldts from 'tldts';

const require = createRequire(import.meta.url);

/**
 * Modules that only the judgement of an origin check needs. Together they take longer to load than the rest of the
 * plugin, and an editor starts it for every window: they are loaded when a file has a check to judge.
 */
export const onDemand = {
  tldts: once(() => require('tldts') as typeof Tldts),
  refa: once(() => require('refa') as typeof Refa),
};

/** The answer of the first call, kept for all later ones. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
