import { canonicalHeaderName, CORS_HEADERS, type CorsHeaderName } from './header-names.ts';

/** Names that miss a real one by more than slips of the keys, in lower case and with hyphens. */
const MISNOMERS: Readonly<Record<string, CorsHeaderName>> = {
  'access-control-origin': 'Access-Control-Allow-Origin',
  'access-control-allow': 'Access-Control-Allow-Origin',
  'access-allow-origin': 'Access-Control-Allow-Origin',
  'access-control-allow-all-origin': 'Access-Control-Allow-Origin',
  'allow-control-allow-origin': 'Access-Control-Allow-Origin',
  'cross-origin-allow-origin': 'Access-Control-Allow-Origin',
  'allow-origin': 'Access-Control-Allow-Origin',
  'access-control-credentials': 'Access-Control-Allow-Credentials',
  'access-allow-credentials': 'Access-Control-Allow-Credentials',
  'allow-credentials': 'Access-Control-Allow-Credentials',
  'access-control-methods': 'Access-Control-Allow-Methods',
  'access-allow-methods': 'Access-Control-Allow-Methods',
  'allow-methods': 'Access-Control-Allow-Methods',
  'access-control-headers': 'Access-Control-Allow-Headers',
  'access-allow-headers': 'Access-Control-Allow-Headers',
  'allow-headers': 'Access-Control-Allow-Headers',
  'access-control-expose': 'Access-Control-Expose-Headers',
  'access-control-allow-expose-headers': 'Access-Control-Expose-Headers',
  'access-expose-headers': 'Access-Control-Expose-Headers',
  'expose-headers': 'Access-Control-Expose-Headers',
  'access-control-allow-max-age': 'Access-Control-Max-Age',
  'access-max-age': 'Access-Control-Max-Age',
  'access-control-age': 'Access-Control-Max-Age',
};

/** Most slips that still count as a misspelling of a name. */
const MAX_SLIPS = 2;

/**
 * The header of the CORS protocol that `name` was meant to be, or `null` when `name` is one, spelt right in any
 * case, or is like none. Browsers ignore a misspelt header without a word. Underscores and blanks count as hyphens;
 * up to two letters may be missing, added, wrong or swapped.
 */
export function misspeltHeader(name: string): CorsHeaderName | null {
  if (canonicalHeaderName(name) !== null) return null;
  const normal = name.trim().replace(/[:\s]+$/, '').replace(/[\s_–—-]+/g, '-').toLowerCase();
  const exact = canonicalHeaderName(normal) ?? (Object.hasOwn(MISNOMERS, normal) ? MISNOMERS[normal] : undefined);
  if (exact !== undefined) return exact;

  let nearest: CorsHeaderName | null = null;
  let fewest = MAX_SLIPS;
  // Live headers come first in the table, and of two equally near names the first wins.
  for (const header of CORS_HEADERS) {
    const target = header.name.toLowerCase();
    // `Origin` is too short for two slips: `margin` is not it.
    if (!target.startsWith('access-control-')) continue;
    const slips = slipsBetween(normal, target);
    if (slips < fewest || (slips === fewest && nearest === null)) {
      nearest = header.name;
      fewest = slips;
    }
  }
  return nearest;
}

/** Edits from `left` to `right`: letters inserted, deleted, replaced, or swapped with their neighbour; more than two are not told apart. */
export function slipsBetween(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > MAX_SLIPS) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      ));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
