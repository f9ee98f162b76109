import type { Place } from './place.ts';
import type { Removal, Scope } from './policy.ts';
import type { WrittenValue } from './written-header.ts';

/** The headers beside CORS that say what other sites may do with an answer, or with the page that it is. */
export const SIBLING_HEADERS = ['Cross-Origin-Resource-Policy', 'Cross-Origin-Embedder-Policy', 'Cross-Origin-Opener-Policy', 'Timing-Allow-Origin', 'X-Permitted-Cross-Domain-Policies'] as const;

/** One of {@link SIBLING_HEADERS}. */
export type SiblingHeaderName = (typeof SIBLING_HEADERS)[number];

/** One of these headers as the code writes it, or the option of a library that becomes one. */
export interface SiblingHeader {
  readonly name: SiblingHeaderName;
  readonly value: WrittenValue;
  /** Whether the code is seen to answer with it, rather than only to name it in an object. */
  readonly isSent: boolean;
  /** Whether all answers in its scope are seen to have this value: no test, and no other value, is in the way. */
  readonly isCertain: boolean;
  /** Whether the library refuses to start with a word that it does not know. */
  readonly isChecked: boolean;
  /** The whole write, where it can be left out. */
  readonly removal: Removal | null;
  readonly scope: Scope;
}

/** An answer that is a script where the address names a function: JSONP. Any page can load it, and is handed the data. */
export interface ScriptAnswer {
  /** What makes it one: `res.jsonp`, or the text that the code puts together. */
  readonly by: 'method' | 'text';
  /** The query parameter that names the function. */
  readonly parameter: string;
  readonly place: Place;
  /** The source text at `place`, shortened to one line. */
  readonly text: string;
  /** The name of the method, where another would answer with JSON alone. */
  readonly method: Place | null;
  readonly scope: Scope;
}

/** What tells a visitor's requests from others, where it is nothing that an element of another site's page brings. */
export interface VisitorAuthority {
  /** Whether the file asks for tokens in headers, which scripts alone can write. */
  readonly isToken: boolean;
  /** Whether its cookies are told to stay with requests of the same site (RFC 6265bis, section 5.6.7). */
  readonly isSameSiteCookie: boolean;
}

/** What stands beside the CORS policies of a file and opens the same answers, or is meant to close them. */
export interface Siblings {
  readonly headers: readonly SiblingHeader[];
  readonly scripts: readonly ScriptAnswer[];
  readonly authority: VisitorAuthority;
}

/** What stands beside the policies of a file that says nothing. */
export const NO_SIBLINGS: Siblings = { headers: [], scripts: [], authority: { isToken: false, isSameSiteCookie: false } };
