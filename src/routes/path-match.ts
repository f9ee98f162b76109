import { HIDDEN } from '../policy/sent-request.ts';

/**
 * Whether a path that a page asks for gets to a route: `/users/1` and `/users/` + something to `/users/:id`. Text that is not
 * known counts for what fills a parameter, or for a query that follows the path.
 */
export function matchesRoute(path: string, route: string): boolean {
  const asked = segmentsOf(path);
  const pattern = segmentsOf(route);
  for (const [index, part] of pattern.entries()) {
    if (isOpenEnded(part)) return true;
    const segment = asked[index];
    if (segment === undefined) return isOptional(part) && index === pattern.length - 1;
    if (!matchesSegment(segment, part, index === asked.length - 1)) return false;
  }
  return asked.length === pattern.length;
}

/** Whether a path is the last part of one that gets to the route, after what a setting puts before it. */
export function matchesRouteEnd(path: string, route: string): boolean {
  const pattern = segmentsOf(route);
  const start = pattern.length - segmentsOf(path).length;
  return start >= 0 && matchesRoute(path, pattern.slice(start).join('/'));
}

/** How much of a route the path names itself: segments that are the same text. */
export function namedSegments(path: string, route: string): number {
  const asked = segmentsOf(path);
  const pattern = segmentsOf(route).slice(-asked.length);
  return pattern.filter((part, index) => !isParameter(part) && asked[index]?.replace(HIDDEN, '') === part).length;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

function matchesSegment(segment: string, part: string, isLast: boolean): boolean {
  if (isParameter(part)) return true;
  if (segment === part) return true;
  // `/users${query}`: what follows the path.
  return isLast && segment.endsWith(HIDDEN) && segment.slice(0, -1) === part;
}

const isParameter = (part: string): boolean => /^(?::|\{\w|\[\w)|\(/.test(part);
const isOptional = (part: string): boolean => /^:\w+\?$|^\{:\w+\}$/.test(part);
/** `*`, `*splat`, `{*splat}`, `(.*)`, `[...all]` */
const isOpenEnded = (part: string): boolean => /\*|^\[\[?\.\.\./.test(part);
