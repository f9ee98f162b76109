import { isToken } from './token.ts';

/**
 * The type and subtype of a media type in lower case, such as `text/plain`, or `null` when `text` is none.
 * Parameters do not count. MIME Sniffing, section 'Parsing a MIME type'
 * (https://mimesniff.spec.whatwg.org/#parsing-a-mime-type).
 */
export function mimeEssence(text: string): string | null {
  const [, type, rest] = /^[\t\n\r ]*([^/]*)\/([^;]*)/.exec(text) ?? [];
  if (type === undefined || rest === undefined) return null;
  const subtype = rest.replace(/[\t\n\r ]+$/, '');
  return isToken(type) && isToken(subtype) ? `${type}/${subtype}`.toLowerCase() : null;
}
