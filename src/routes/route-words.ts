/**
 * Words of paths and names that say what a route is for. A path is split into words at everything that is no letter or
 * digit, and at changes of case.
 */
const SENSITIVE_WORDS = new Set([
  'auth', 'authentication', 'login', 'logout', 'signin', 'signup', 'register', 'session', 'sessions', 'token', 'tokens', 'oauth', 'me',
  'user', 'users', 'account', 'accounts', 'profile', 'profiles', 'admin', 'internal', 'billing', 'payment', 'payments', 'checkout',
  'order', 'orders', 'wallet', 'wallets', 'keys', 'secret', 'secrets', 'settings', 'credentials', 'creds', 'password', 'passwords',
  'private', 'customer', 'customers', 'applications', 'applicants', 'csrf', 'invoice', 'invoices', 'transfer', 'transfers',
]);

const PUBLIC_WORDS = new Set([
  'static', 'assets', 'public', 'health', 'healthz', 'healthcheck', 'livez', 'readyz', 'ping', 'status', 'metrics', 'favicon', 'robots', 'sitemap',
  'manifest', 'openapi', 'swagger', 'docs', 'well', 'jwks', 'oembed', 'feed', 'feeds', 'rss', 'atom', 'xml', 'embed', 'widget', 'widgets', 'cdn',
  'font', 'fonts', 'image', 'images', 'img', 'og', 'opengraph', 'badge', 'badges', 'avatar', 'avatars',
]);

/** Words by which projects name functions that check who is calling. */
const AUTHENTICATION_NAME =
  /(?:^|[._]|\b)(?:\w*(?:authenticat|authoriz)\w*|\w*auth(?:ed|Guard|Middleware|Required|Handler|Check|Token|User|n|z)?|require[A-Z]\w*|ensure(?:Auth|Login|Logged|User|Admin)\w*|is(?:Auth|Logged|Admin|User)\w*|verify(?:Token|Jwt|JWT|User|Session|Auth)\w*|check(?:Auth|Token|Login|Jwt|JWT|User|Admin|Permission)\w*|protect(?:ed)?|login_?[rR]equired|jwt\w*|passport|\w*(?:Guard|_guard)|(?:auth)?guard|validate(?:Token|Jwt|JWT|Session|ApiKey)\w*|apiKey\w*|clerk\w*)$/;

/** Names that contain those words but check nothing: routers, controllers and the like. */
const NOT_A_CHECK = /(?:router|routes?|controllers?|service|config|options|url|path|provider|origin|cors|author)s?$/i;

/** The first word of a text that makes a route sensitive. */
export function sensitiveWord(text: string): string | null {
  return wordsOf(text).find((word) => SENSITIVE_WORDS.has(word)) ?? null;
}

/** The first word of a text that says a route is meant for everyone. */
export function publicWord(text: string): string | null {
  if (/\.well-known/.test(text)) return '.well-known';
  return wordsOf(text).find((word) => word !== 'well' && PUBLIC_WORDS.has(word)) ?? null;
}

/** Whether a name is that of a function that authenticates a request. */
export function namesAuthentication(name: string, own: readonly string[]): boolean {
  const last = name.split('.').at(-1) ?? name;
  if (own.includes(name) || own.includes(last)) return true;
  return AUTHENTICATION_NAME.test(last) && !NOT_A_CHECK.test(last);
}

function wordsOf(text: string): readonly string[] {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}
