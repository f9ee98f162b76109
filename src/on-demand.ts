import { createRequire } from 'node:module';
import type * as ScopeManager from '@typescript-eslint/scope-manager';
import type * as VisitorKeys from '@typescript-eslint/visitor-keys';
import type * as OxcParser from 'oxc-parser';
import type * as OxcResolver from 'oxc-resolver';
import type * as Refa from 'refa';
import type * as Semver from 'semver';
import type * as Tldts from 'tldts';

const require = createRequire(import.meta.url);

/**
 * Modules that are loaded when something asks for them: the parser for an import that is followed, automata and suffixes
 * for an origin check to judge. They take longer to load than all the rest, and an editor starts the plugin for every
 * window, most of whose files say nothing about CORS.
 */
export const onDemand = {
  oxcParser: once(() => require('oxc-parser') as typeof OxcParser),
  scopeManager: once(() => require('@typescript-eslint/scope-manager') as typeof ScopeManager),
  visitorKeys: once(() => require('@typescript-eslint/visitor-keys') as typeof VisitorKeys),
  oxcResolver: once(() => require('oxc-resolver') as typeof OxcResolver),
  semver: once(() => require('semver') as typeof Semver),
  tldts: once(() => require('tldts') as typeof Tldts),
  refa: once(() => require('refa') as typeof Refa),
};

/** The answer of the first call, kept for all later ones. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
