/**
 * Whether `text` is an HTTP token: the form of every method and of every header name.
 * RFC 9110, section 5.6.2 (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2).
 */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}
