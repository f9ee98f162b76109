import type { Place } from './place.ts';
import type { Removal } from './policy.ts';

/** What a library's call is given and cannot use, with the place and, where there is one, the text to put there instead. */
export interface OptionFault {
  readonly kind:
    /** A key that the library does not read, near one that it does. */
    | 'unknown-key'
    /** A value of the origin option that the library sends as a text, or that makes every request fail. */
    | 'sent-as-text'
    | 'fails'
    /** A text where the library takes a list. */
    | 'text-for-list'
    /** An element of the list that the library never compares. */
    | 'ignored-entry'
    /** A pattern that remembers where it stopped, and so accepts every other request only. */
    | 'stateful-pattern'
    /** A function that has no parameter for the callback by which it must answer. */
    | 'no-callback'
    /** A function that calls a callback where the library takes what it returns. */
    | 'needless-callback'
    /** A function that does not answer by its callback on every way through it. */
    | 'some-unanswered'
    /** A function that answers a second time on one of its ways. */
    | 'answered-twice'
    /** A function that answers with a boolean, or with the request's context, where the library takes a text. */
    | 'boolean-answer'
    | 'context-answer'
    /** The library itself, where what it returns is needed. */
    | 'not-called'
    /** What the library returns, where the library itself is needed. */
    | 'called'
    /** Middleware that is made and that nothing runs. */
    | 'unused'
    /** A path that the router of the version at hand does not read. */
    | 'path-syntax'
    /** A value that a service does not take, so that nothing of the configuration takes effect. */
    | 'refused';
  readonly library: string;
  /** The key, value or function, as the code writes it. */
  readonly text: string;
  /** The key that was meant, or what the library makes of the value; empty where that says nothing. */
  readonly meant: string;
  readonly place: Place;
  /** The text to put at the place, or at `at`; `null` where that cannot be told. */
  readonly instead: string | null;
  /** The range that `instead` replaces, where it is not the whole place. */
  readonly at?: { readonly start: number; readonly end: number };
  /** What to delete instead, where the fault goes with the value; `null` where that cannot be told. */
  readonly removal?: Removal | null;
  /** Whether the library allows every origin because of it. */
  readonly opens: boolean;
}
