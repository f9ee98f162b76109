import { answersOf, PREFLIGHTED_METHODS, type Answer, type Endpoint, type ReachedAnswer } from './endpoint.ts';

/** An answer without `Access-Control-Allow-Origin`, beside others of the same resource that send it. */
export interface LostAnswer {
  /**
   * `branch`: one way through a handler; `failure`: the way of an error; `method`: all answers to a method that the
   * preflight allows; `after-preflight`: all answers but those to preflights.
   */
  readonly kind: 'branch' | 'failure' | 'method' | 'after-preflight';
  readonly answer: Answer;
  /** The answer that has the header. */
  readonly sibling: Answer;
  /** Answers whose headers it can have: the sibling, and others that allow the same. */
  readonly examples: readonly Answer[];
  readonly method: string;
}

/** Why no preflight of a resource succeeds, although its answers are for other origins. */
export interface PreflightFault {
  /**
   * `status`: the code for `OPTIONS` answers with a status that is no success; `without-allow-origin`: without the header;
   * `turned-away`: no code is for `OPTIONS`, and what takes it refuses; `unanswered`: the platform answers, without CORS headers.
   */
  readonly kind: 'status' | 'without-allow-origin' | 'turned-away' | 'unanswered';
  /** The answer to `OPTIONS`; `null` where the platform gives it. */
  readonly answer: Answer | null;
  readonly status: number;
  /** The answer that pages of other origins are meant to read. */
  readonly sent: Answer;
  readonly method: string;
  /** The header by which a request with a simple method needs the preflight; `null` where the method does. */
  readonly header: string | null;
}

/** Statuses that say that the method, or the request as it is, is not for this resource. */
const NOT_FOR_PAGES: ReadonlySet<number | null> = new Set([101, 405, 501]);

/** Answers that a browser hides from pages which may read the others. */
export function lostAnswers(endpoint: Endpoint): readonly LostAnswer[] {
  const reached = endpoint.handlers.flatMap((handler) => answersOf(handler));
  const sent = reached.flatMap(({ answer }) => (answer?.allowOrigin === true ? [answer] : []));
  const examplesOf = (sibling: Answer): readonly Answer[] => [sibling, ...sent.filter((each) => each !== sibling && each.value !== null && each.value === sibling.value)];
  const lost = reached.flatMap((each): readonly LostAnswer[] => {
    const { answer, sibling } = each;
    if (answer === null || sibling === null || !isLost(answer) || (sibling.about !== 'exception' && sibling.about !== 'request')) return [];
    const method = pageMethod(each.methods);
    if (method === null) return [];
    return [{ kind: sibling.about === 'exception' || (answer.status ?? 0) >= 400 ? 'failure' : 'branch', answer, sibling: sibling.answer, examples: examplesOf(sibling.answer), method }];
  });
  return [...distinct(lost), ...lostMethods(endpoint, reached).map((each) => ({ ...each, examples: examplesOf(each.sibling) }))];
}

const isLost = ({ allowOrigin, status }: Answer): boolean => allowOrigin === false && !NOT_FOR_PAGES.has(status) && !isRedirection(status);
/** The whole class of statuses, not those alone that browsers follow: with 304, it is the cache that has the answer (RFC 9111, section 4.3.4). */
const isRedirection = (status: number | null): boolean => status !== null && status >= 300 && status < 400;
const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

/** How many of the methods that pages send get an answer. */
function pageMethods(methods: ReadonlySet<string>): number {
  return PAGE_METHODS.filter((each) => methods.has(each)).length;
}

const PAGE_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The method of a page's request among those that get an answer; `null` for preflights alone. */
function pageMethod(methods: ReadonlySet<string>): string | null {
  return PAGE_METHODS.find((each) => methods.has(each)) ?? null;
}

/** One answer is lost once, however many ways lead to it. */
function distinct(lost: readonly LostAnswer[]): readonly LostAnswer[] {
  return [...new Map([...lost].reverse().map((each) => [each.answer.place.start, each])).values()].reverse();
}

/** Methods of which no answer has the header, though the preflight lets pages send them. */
function lostMethods({ handlers }: Endpoint, reached: readonly ReachedAnswer[]): readonly Omit<LostAnswer, 'examples'>[] {
  const preflight = reached.find(({ answer, methods }) => methods.has('OPTIONS') && answer?.allowOrigin === true && isSuccess(answer.status))?.answer;
  const actual = reached.filter(({ methods }) => pageMethod(methods) !== null);
  // An answer to every method alike is no answer to preflights.
  if (preflight === undefined || preflight === null || actual.some(({ answer }) => answer?.place.start === preflight.place.start)) return [];
  const nothingSent = actual.every(({ answer }) => answer !== null && answer.allowOrigin === false);
  const methods = PAGE_METHODS.filter((method) => handlers.some((handler) => handler.methods.includes(method)));
  // The methods that the preflight names come first.
  const order = [...methods.filter((method) => preflight.allowMethods?.includes(method) === true), ...methods.filter((method) => preflight.allowMethods?.includes(method) !== true)];
  const lost = order.flatMap((method): readonly Omit<LostAnswer, 'examples'>[] => {
    const own = actual.filter((each) => each.methods.has(method));
    const known = own.flatMap(({ answer }) => answer ?? []);
    if (own.length === 0 || known.length < own.length || !known.every((answer) => answer.allowOrigin === false)) return [];
    // What every method gets, such as a report of health, is there for no page: the answers to fewer methods come first.
    const narrow = [...own].sort((a, b) => a.methods.size - b.methods.size).flatMap((each) => each.answer ?? []);
    const answer = narrow.find((each) => isSuccess(each.status)) ?? narrow.find(isLost);
    if (answer === undefined) return [];
    if (nothingSent) return [{ kind: 'after-preflight', answer, sibling: preflight, method }];
    if (!own.some(({ methods }) => pageMethods(methods) < 3)) return [];
    return preflight.allowMethods?.includes(method) === true ? [{ kind: 'method', answer, sibling: preflight, method }] : [];
  });
  return nothingSent ? lost.slice(0, 1) : [...new Map(lost.map((each) => [each.answer.place.start, each])).values()];
}

/** Headers by which clients say who they are, and that no page sends without a preflight. */
const IDENTIFYING = /^(?:authorization|x-api-key|api-key|apikey|x-auth-token|x-access-token|x-csrf-token|x-xsrf-token|x-requested-with)$/i;

/** Why every preflight fails; `null` when one may succeed, or none is due. */
export function preflightFaultOf(endpoint: Endpoint): PreflightFault | null {
  const reached = endpoint.handlers.flatMap((handler) => answersOf(handler).map((each) => ({ ...each, handler })));
  const preflights = reached.filter(({ methods }) => methods.has('OPTIONS'));
  const need = reached.flatMap((each) => needOf(each) ?? [])[0];
  if (preflights.length === 0) {
    if (endpoint.platform === null || need === undefined) return null;
    return { kind: 'unanswered', answer: null, status: endpoint.platform.status, ...need };
  }
  if (preflights.some(({ answer }) => answer === null || !fails(answer))) return null;
  const isFor = preflights.every(({ forOptions }) => forOptions);
  const refused = preflights.map(({ answer }) => answer).find((answer) => answer !== null);
  if (refused === undefined || refused === null) return null;
  if (isFor) {
    const sent = reached.flatMap(({ answer, methods }) => (answer?.allowOrigin === true && pageMethod(methods) !== null ? [{ sent: answer, method: pageMethod(methods) ?? 'POST', header: null }] : []))[0];
    const used = need ?? sent;
    if (used === undefined) return null;
    return { kind: refused.status !== null && !isSuccess(refused.status) ? 'status' : 'without-allow-origin', answer: refused, status: refused.status ?? 200, ...used };
  }
  if (!endpoint.isDirect || need === undefined) return null;
  return { kind: 'turned-away', answer: refused, status: refused.status ?? 200, ...need };
}

function fails({ allowOrigin, status }: Answer): boolean {
  return allowOrigin === false || (status !== null && !isSuccess(status));
}

/** What of the requests that get an answer with the header cannot be sent without a preflight. */
function needOf({ answer, methods, handler }: ReachedAnswer & { readonly handler: Endpoint['handlers'][number] }): Pick<PreflightFault, 'sent' | 'method' | 'header'> | null {
  if (answer?.allowOrigin !== true || methods.has('OPTIONS')) return null;
  const named = PREFLIGHTED_METHODS.find((method) => methods.has(method));
  // Where every method gets the answer, the code asks for none.
  if (named !== undefined && !methods.has('GET')) return { sent: answer, method: named, header: null };
  const method = pageMethod(methods);
  if (method === null) return null;
  if (handler.needs !== null) return { sent: answer, method, header: handler.needs };
  // Headers that a POST allows are sent by pages; with a GET they are often copied along.
  const allowed = answer.allowHeaders?.find((name) => IDENTIFYING.test(name) || /^content-type$/i.test(name));
  return method !== 'GET' && allowed !== undefined ? { sent: answer, method, header: allowed } : null;
}
