import type { Place } from './place.ts';

/** Methods by which pages send requests, and that of the preflight. */
export const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Methods that a page cannot send before a preflight has let it (Fetch, section "CORS-safelisted method"). */
export const PREFLIGHTED_METHODS: readonly string[] = ['PUT', 'PATCH', 'DELETE'];

/** Headers of one answer that decide what a browser does with it; `null`: not sent, `undefined`: not known. */
export interface AnswerHeaders {
  /** Whether `Access-Control-Allow-Origin` is sent. */
  readonly allowOrigin: boolean | undefined;
  readonly allowCredentials: boolean | undefined;
  readonly allowMethods: readonly string[] | null | undefined;
  readonly allowHeaders: readonly string[] | null | undefined;
  readonly exposes: boolean | undefined;
  /** Where the answer sends the browser, as its text says; `null` where it sends it nowhere, or where that is not shown. */
  readonly location: string | null;
}

/** One answer that a handler gives. */
export interface Answer extends AnswerHeaders {
  readonly place: Place;
  /** The source text, shortened to one line. */
  readonly text: string;
  readonly status: number | null;
  /** Where the status is written as a number; `null` where it is not, or not in the file at hand. */
  readonly statusAt: Place | null;
  /** Where `Access-Control-Allow-Origin` is written; `null` where it is not. */
  readonly written: Place | null;
  /** The value of `Access-Control-Allow-Origin`, where it is one text for every request. */
  readonly value: string | null;
  /** What a suggestion needs to send the headers of another answer with this one. */
  readonly repair: AnswerRepair;
}

/** How headers get from one answer to another. */
export interface AnswerRepair {
  /** Expressions, or statements, that write this answer's CORS headers, with the place up to which their names are known. */
  readonly headers: { readonly text: string; readonly names: readonly NameUse[] } | null;
  /** Where such a text goes to be sent with this answer; `TEXT` stands for it. */
  readonly room: Room | null;
}

/** A place for a text: `before` and `after` go around it; `close` is what has to stand at another place then. */
export interface Room {
  readonly at: number;
  readonly before: string;
  readonly after: string;
  readonly close?: { readonly at: number; readonly text: string };
}

/** A name that a text uses, and the range in which it means the same. */
export interface NameUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a test between two answers asks about. */
export type TestSubject =
  /** The request's method. */
  | 'method'
  /** The request's origin: others are refused on purpose. */
  | 'origin'
  /** Which resource, or which kind of client: other answers are for others. */
  | 'resource'
  /** Whether something was thrown. */
  | 'exception'
  /** Anything else about one request for one resource. */
  | 'request';

/** The answers of a handler, by the tests that lead to them. */
export type AnswerTree =
  | {
    readonly kind: 'branch';
    readonly about: TestSubject;
    /** For a test of the method: the methods that can take each way. */
    readonly methods: { readonly whenTrue: ReadonlySet<string>; readonly whenFalse: ReadonlySet<string> } | null;
    readonly whenTrue: AnswerTree;
    readonly whenFalse: AnswerTree;
  }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The code does not show what is answered, if anything. */
  | { readonly kind: 'unknown' };

/** Code that answers the requests of some methods for one resource. */
export interface Handler {
  readonly place: Place;
  readonly methods: readonly string[];
  readonly tree: AnswerTree;
  /** The header, or the body, by which a request needs a preflight whatever its method; `null` when none is seen. */
  readonly needs: string | null;
}

/** What one file, or one server in it, answers under one address. */
export interface Endpoint {
  readonly handlers: readonly Handler[];
  /** What the platform answers to `OPTIONS` where no handler takes it; `null` when that is not known. */
  readonly platform: { readonly name: string; readonly status: number } | null;
  /** Whether requests with `OPTIONS` certainly get to the handlers, and are not answered in front of them. */
  readonly isDirect: boolean;
  readonly paths: readonly string[];
  /** Whether another file starts the application, or mounts the router, and may add headers. */
  readonly isExported: boolean;
  /** Where and how an answer to `OPTIONS` is added, with `HEADERS` for an object of headers, or `STATEMENTS` for what writes them; `null` when there is no place. */
  readonly optionsForm: { readonly at: number; readonly text: string; readonly write?: string } | null;
}

/** An answer with the methods that may get it, and whether a test of the method names `OPTIONS` on the way. */
export interface ReachedAnswer {
  /** `null`: not known what is answered. */
  readonly answer: Answer | null;
  readonly methods: ReadonlySet<string>;
  readonly forOptions: boolean;
  /** The nearest test whose other side sends `Access-Control-Allow-Origin` to the same methods, with such an answer. */
  readonly sibling: { readonly about: TestSubject; readonly answer: Answer } | null;
}

/** Every answer of a handler. */
export function answersOf({ tree, methods }: Handler): readonly ReachedAnswer[] {
  return walk(tree, new Set(methods), methods.length === 1 && methods[0] === 'OPTIONS', null);
}

function walk(tree: AnswerTree, methods: ReadonlySet<string>, forOptions: boolean, sibling: ReachedAnswer['sibling']): readonly ReachedAnswer[] {
  if (methods.size === 0) return [];
  switch (tree.kind) {
    case 'unknown':
      return [{ answer: null, methods, forOptions, sibling }];
    case 'answer':
      return [{ answer: tree.answer, methods, forOptions, sibling }];
    case 'branch': {
      const sides = [
        { here: tree.whenTrue, there: tree.whenFalse, taken: tree.methods?.whenTrue, other: tree.methods?.whenFalse },
        { here: tree.whenFalse, there: tree.whenTrue, taken: tree.methods?.whenFalse, other: tree.methods?.whenTrue },
      ];
      return sides.flatMap(({ here, there, taken, other }) => {
        const own = taken === undefined ? methods : intersection(methods, taken);
        const rest = other === undefined ? methods : intersection(methods, other);
        const sent = tree.about === 'method' ? null : sentIn(there, own);
        const next = sent === null ? (tree.about === 'method' && sentIn(there, rest) !== null ? { about: 'method' as const, answer: sentIn(there, rest) as Answer } : sibling) : { about: tree.about, answer: sent };
        return walk(here, own, forOptions || (taken?.size === 1 && taken.has('OPTIONS')), next);
      });
    }
  }
}

/** The first answer that sends the header to one of these methods. */
function sentIn(tree: AnswerTree, methods: ReadonlySet<string>): Answer | null {
  if (methods.size === 0) return null;
  switch (tree.kind) {
    case 'unknown':
      return null;
    case 'answer':
      return tree.answer.allowOrigin === true ? tree.answer : null;
    case 'branch':
      return sentIn(tree.whenTrue, tree.methods === null ? methods : intersection(methods, tree.methods.whenTrue)) ?? sentIn(tree.whenFalse, tree.methods === null ? methods : intersection(methods, tree.methods.whenFalse));
  }
}

const intersection = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a].filter((each) => b.has(each)));
