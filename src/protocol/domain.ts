const FORBIDDEN = new Set('#/:<>?@[\\]^|% \u007F');

/**
 * Whether a browser's `Origin` header can hold `character` within an `http(s)` domain: ASCII that the URL parser
 * takes and leaves as it is. Far more than letters, digits and hyphens qualify, `_`, `{`, `` ` `` and `!` among them,
 * which is what attacks on hand-written host checks use. DNS may refuse what a URL may hold.
 * URL, section 'Host miscellaneous', forbidden domain code point
 * (https://url.spec.whatwg.org/#forbidden-domain-code-point).
 */
export function isDomainCharacter(character: string): boolean {
  // Upper case is legal in a URL but is lowered before it is sent.
  return /^[\u0021-\u007E]$/.test(character) && !/[A-Z]/.test(character) && !FORBIDDEN.has(character);
}
