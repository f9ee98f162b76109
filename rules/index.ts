import type { CorsRule } from '../src/define-rule.ts';
import noCredentialedWildcard from './no-credentialed-wildcard.ts';
import noReflectedOrigin from './no-reflected-origin.ts';
import noWildcardOrigin from './no-wildcard-origin.ts';
import requireVaryOrigin from './require-vary-origin.ts';

/** Every rule, by its name. */
export const rules = {
  'no-credentialed-wildcard': noCredentialedWildcard,
  'no-reflected-origin': noReflectedOrigin,
  'no-wildcard-origin': noWildcardOrigin,
  'require-vary-origin': requireVaryOrigin,
} satisfies Record<string, CorsRule>;
