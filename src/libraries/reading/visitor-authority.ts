import type { VisitorAuthority } from '../../policy/siblings.ts';
import type { SourceModule } from '../../values/source-module.ts';

/** How servers ask for a token in a header, by strategies, packages and the names of headers. */
const TOKENS =
  /\bauthenticate\(\s*\[?\s*['"`](?:jwt|bearer|headerapikey|token)\b|fromAuthHeader|fromHeader\(|['"`](?:express-jwt|koa-jwt|hono\/jwt|hono\/bearer-auth|passport-http-bearer|express-oauth2-jwt-bearer)['"`]|['"`.](?:x-)?(?:access-token|auth-token|api-?key)\b/i;
/** Cookies that browsers keep from requests of other sites, as their attributes are written. */
const SAME_SITE = /\bsame-?site\b['"`]?\s*[:=,]\s*(?:['"`](?:lax|strict)\b|true\b|lax\b|strict\b)/i;
const CROSS_SITE = /\bsame-?site\b['"`]?\s*[:=,]\s*[^,;\n}]*none\b/i;

/** By what the requests of a visitor are told from others, as far as the file at hand says. */
export function authorityIn({ text }: SourceModule): VisitorAuthority {
  return { isToken: TOKENS.test(text), isSameSiteCookie: SAME_SITE.test(text) && !CROSS_SITE.test(text) };
}
