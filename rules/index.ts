import type { CorsRule } from '../src/define-rule.ts';
import middlewareOrder from './middleware-order.ts';
import noBroadAllowHeaders from './no-broad-allow-headers.ts';
import noBypassableOriginCheck from './no-bypassable-origin-check.ts';
import noCorsHeaderInRequest from './no-cors-header-in-request.ts';
import noCredentialedWildcard from './no-credentialed-wildcard.ts';
import noDisabledWebSecurity from './no-disabled-web-security.ts';
import noInconsistentPolicy from './no-inconsistent-policy.ts';
import noInsecureOrigin from './no-insecure-origin.ts';
import noLocalhostOrigin from './no-localhost-origin.ts';
import noNullOrigin from './no-null-origin.ts';
import noOpaqueResponseRead from './no-opaque-response-read.ts';
import noOriginAuthentication from './no-origin-authentication.ts';
import noPermissiveSiblingHeaders from './no-permissive-sibling-headers.ts';
import noReflectedOrigin from './no-reflected-origin.ts';
import noSensitiveExposeHeaders from './no-sensitive-expose-headers.ts';
import noSharedHostingOrigin from './no-shared-hosting-origin.ts';
import noSimpleRequestJson from './no-simple-request-json.ts';
import noUnsentCookie from './no-unsent-cookie.ts';
import noWildcardOrigin from './no-wildcard-origin.ts';
import noWildcardSubdomain from './no-wildcard-subdomain.ts';
import requireAllowOrigin from './require-allow-origin.ts';
import requireHostCheck from './require-host-check.ts';
import requirePreflight from './require-preflight.ts';
import requireVaryOrigin from './require-vary-origin.ts';
import requireWebsocketOriginCheck from './require-websocket-origin-check.ts';
import validAllowOrigin from './valid-allow-origin.ts';
import validCorsHeaders from './valid-cors-headers.ts';
import validCorsOptions from './valid-cors-options.ts';

/** Every rule, by its name. */
export const rules = {
  'middleware-order': middlewareOrder,
  'no-broad-allow-headers': noBroadAllowHeaders,
  'no-bypassable-origin-check': noBypassableOriginCheck,
  'no-cors-header-in-request': noCorsHeaderInRequest,
  'no-credentialed-wildcard': noCredentialedWildcard,
  'no-disabled-web-security': noDisabledWebSecurity,
  'no-inconsistent-policy': noInconsistentPolicy,
  'no-insecure-origin': noInsecureOrigin,
  'no-localhost-origin': noLocalhostOrigin,
  'no-null-origin': noNullOrigin,
  'no-opaque-response-read': noOpaqueResponseRead,
  'no-origin-authentication': noOriginAuthentication,
  'no-permissive-sibling-headers': noPermissiveSiblingHeaders,
  'no-reflected-origin': noReflectedOrigin,
  'no-sensitive-expose-headers': noSensitiveExposeHeaders,
  'no-shared-hosting-origin': noSharedHostingOrigin,
  'no-simple-request-json': noSimpleRequestJson,
  'no-unsent-cookie': noUnsentCookie,
  'no-wildcard-origin': noWildcardOrigin,
  'no-wildcard-subdomain': noWildcardSubdomain,
  'require-allow-origin': requireAllowOrigin,
  'require-host-check': requireHostCheck,
  'require-preflight': requirePreflight,
  'require-vary-origin': requireVaryOrigin,
  'require-websocket-origin-check': requireWebsocketOriginCheck,
  'valid-allow-origin': validAllowOrigin,
  'valid-cors-headers': validCorsHeaders,
  'valid-cors-options': validCorsOptions,
} satisfies Record<string, CorsRule>;
