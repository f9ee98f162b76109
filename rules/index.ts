import type { CorsRule } from '../src/define-rule.ts';
import noBypassableOriginCheck from './no-bypassable-origin-check.ts';
import noCredentialedWildcard from './no-credentialed-wildcard.ts';
import noInsecureOrigin from './no-insecure-origin.ts';
import noLocalhostOrigin from './no-localhost-origin.ts';
import noNullOrigin from './no-null-origin.ts';
import noReflectedOrigin from './no-reflected-origin.ts';
import noSharedHostingOrigin from './no-shared-hosting-origin.ts';
import noWildcardOrigin from './no-wildcard-origin.ts';
import noWildcardSubdomain from './no-wildcard-subdomain.ts';
import requireVaryOrigin from './require-vary-origin.ts';

/** Every rule, by its name. */
export const rules = {
  'no-bypassable-origin-check': noBypassableOriginCheck,
  'no-credentialed-wildcard': noCredentialedWildcard,
  'no-insecure-origin': noInsecureOrigin,
  'no-localhost-origin': noLocalhostOrigin,
  'no-null-origin': noNullOrigin,
  'no-reflected-origin': noReflectedOrigin,
  'no-shared-hosting-origin': noSharedHostingOrigin,
  'no-wildcard-origin': noWildcardOrigin,
  'no-wildcard-subdomain': noWildcardSubdomain,
  'require-vary-origin': requireVaryOrigin,
} satisfies Record<string, CorsRule>;
