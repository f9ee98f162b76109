import type { Place } from '../policy/place.ts';
import { isForbiddenRequestHeaderName } from '../protocol/request-headers.ts';
import { normalizeMethod } from '../protocol/methods.ts';
import type { HeaderRead, SentHeader, SentRequest } from '../policy/sent-request.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { leavesOf, stringOf, type ObjectValue, type Property, type Value } from '../values/value.ts';
import { joined, targetsOf, urlTextsOf, type UrlText } from './url-text.ts';

/** Headers by their lower-case names. */
export type Headers = ReadonlyMap<string, SentHeader>;

/** A request as its call shows it, before what its client is set up with elsewhere. */
export interface RequestDraft {
  readonly client: string;
  readonly text: string;
  readonly place: Place;
  /** The names of the clients that it goes through; see `identityOf`. */
  readonly identity: readonly string[];
  readonly bases: readonly UrlText[];
  readonly paths: readonly UrlText[];
  readonly method: string | null;
  readonly headers: Headers;
  /** `null` where the call says nothing, or the code does not show what. */
  readonly credentials: Place | false | null;
  readonly reads: readonly HeaderRead[];
}

/** What one place sets up for all requests of a client. */
export interface ClientSetup {
  /** See `identityOf`. */
  readonly client: string;
  readonly bases: readonly UrlText[];
  readonly headers: Headers;
  readonly credentials: Place | null;
}

/** A request with all that its client adds; `null` where it is not seen to leave the page's origin. */
export function completeRequest(draft: RequestDraft, setups: readonly ClientSetup[]): SentRequest | null {
  const own = setups.filter(({ client }) => draft.identity.includes(client));
  const bases = draft.bases.length > 0 ? draft.bases : own.flatMap((each) => each.bases);
  const targets = targetsOf(draft.client === 'fetch' ? draft.paths : joined(bases, draft.paths));
  if (targets === null) return null;
  const headers = new Map(own.flatMap((each) => [...each.headers]));
  for (const [name, header] of draft.headers) headers.set(name, header);
  const credentials = draft.credentials ?? own.find((each) => each.credentials !== null)?.credentials ?? null;
  const { client, text, place, method, reads } = draft;
  return { client, text, place, targets, method, headers: [...headers.values()], credentials: credentials === false ? null : credentials, reads };
}

/** The headers of a plain object, of pairs in `new Headers(…)`, or of the branches of a choice. */
export function headersOf(value: Value | undefined, evaluator: Evaluator): Headers {
  const headers = new Map<string, SentHeader>();
  for (const leaf of value === undefined ? [] : leavesOf(value)) {
    const object = leaf.kind === 'object' ? leaf : leaf.kind === 'instance' || leaf.kind === 'call' ? leaf.args.find((each) => each.kind === 'object') : undefined;
    if (object?.kind !== 'object' || leaf.kind === 'call') continue;
    for (const [name, property] of object.properties) {
      const header = headerOf(name, property.value, evaluator.module.placeOf(property.node));
      if (header !== null) headers.set(name.toLowerCase(), header);
    }
  }
  return headers;
}

/** A header that scripts can set; `null` for what is no header, or is not sent. */
export function headerOf(name: string, value: Value, place: Place): SentHeader | null {
  if (isForbiddenRequestHeaderName(name) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return null;
  const leaves = [...leavesOf(value)];
  // `undefined` and `null` take a header away.
  const present = leaves.filter((leaf) => !(leaf.kind === 'constant' && (leaf.value === undefined || leaf.value === null || leaf.value === false)));
  if (present.length === 0 || present.some((leaf) => leaf.kind === 'object' || leaf.kind === 'function')) return null;
  const [only] = present;
  return { name, value: present.length === 1 && only !== undefined ? stringOf(only) : null, place, isImplied: false };
}

/** The headers of axios: those of the request, and those that it sets up for all methods or for one. */
export function axiosHeadersOf(value: Value | undefined, method: string | null, evaluator: Evaluator): Headers {
  const headers = new Map(headersOf(value, evaluator));
  if (value?.kind !== 'object') return headers;
  for (const group of ['common', method?.toLowerCase() ?? ''] as const) {
    for (const [name, header] of headersOf(value.properties.get(group)?.value, evaluator)) if (!headers.has(name)) headers.set(name, header);
  }
  return headers;
}

/** Where an option has one value whatever runs; `false` where it has another, `null` where that is not known. */
export function placeWhen(property: Property | undefined, wanted: string | boolean, evaluator: Evaluator): Place | false | null {
  if (property === undefined) return null;
  const leaves = [...leavesOf(property.value)];
  if (leaves.every((leaf) => leaf.kind === 'constant' && leaf.value === wanted)) return evaluator.module.placeOf(property.node);
  // What may be another value is not held against the code.
  return false;
}

/** The method of a request in options; `GET` where none is written, `null` where the code does not show it. */
export function methodOf(options: ObjectValue | null, names: readonly string[]): string | null {
  for (const name of names) {
    const property = options?.properties.get(name);
    if (property === undefined) continue;
    const text = stringOf(property.value);
    return text === null ? null : normalizeMethod(text);
  }
  return options === null || options.complete ? 'GET' : null;
}

/** The texts of a URL that an argument or an option holds. */
export function textsOf(value: Value | undefined, evaluator: Evaluator): readonly UrlText[] {
  return value === undefined ? [] : urlTextsOf(value, evaluator);
}

/** `Content-Type: application/json`, which clients add to a body that they turn into JSON. */
export function impliedJson(place: Place): SentHeader {
  return { name: 'Content-Type', value: 'application/json', place, isImplied: true };
}
