import type { AllowOrigin, Decision } from './allow-origin.ts';
import type { Field } from './field.ts';
import type { Misplacement } from './order.ts';
import type { Place } from './place.ts';

/** Where a policy is written, and which library or platform speaks there. */
export interface Site {
  /** The expression that decides the origin: an option's value, a header's value, or the whole call. */
  readonly place: Place;
  /** The whole call, header object or header write, in the file at hand. */
  readonly whole: Place;
  /** Identifier of the model, such as `cors` or `express`. */
  readonly library: string;
  /** The source text at `place`, shortened to one line. */
  readonly text: string;
  /** Where the file at hand uses it, when `place` lies in a file that it imports; `null` when it lies in the file itself. */
  readonly use: Use | null;
  /** What another file does with a value that the file at hand gives it: the expression there that takes it for the origin. */
  readonly givenTo?: Taken;
  /** Where a file that uses the policy gives it what it answers with. */
  readonly givenAt?: Place;
  /** Said to the reader where what the library sends depends on its version, and the version is not known: which one is assumed. */
  readonly assumption?: string;
}

/** How one file gets a policy that another defines. */
export interface Use {
  readonly place: Place;
  /** The source text at `place`, shortened to one line. */
  readonly text: string;
  /** File and line of the definition, relative to the project's root. */
  readonly definedAt: string;
}

/** Where a file takes a value that another gives it. */
export interface Taken {
  readonly place: Place;
  /** The source text at `place`, shortened to one line. */
  readonly text: string;
}

/** What decides the origin, as messages name it: the user's own text, and where it comes from. */
export function quoted(site: Site): string {
  return site.use === null ? `\`${site.text}\`` : `\`${site.use.text}\` from \`${site.use.definedAt}\``;
}

/** One reason to believe that a route is, or is not, meant for every site on the web. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly place: Place;
  /** What was found, as the code names it: a middleware, a path word, a header. */
  readonly text: string;
  /** Of a relayed request: what asks for it. */
  readonly relay?: Relay;
}

/** How a caller names the address of a relayed request. */
export interface Relay {
  /** The query parameter that has it; `null` where it is no such parameter, or not shown which. */
  readonly parameter: string | null;
  /** The method and path of the route; `null` where they are not shown. */
  readonly method: string | null;
  readonly path: string | null;
}

/** Kinds of evidence; the first eight make a route sensitive, `relayed-request` says that its answers are those of others, and the rest that it is not sensitive. */
export type EvidenceKind =
  | 'authentication'
  | 'authorization-header'
  | 'cookie'
  | 'session'
  | 'secret'
  | 'state-changing'
  | 'sensitive-path'
  | 'local-server'
  | 'relayed-request'
  | 'public-path'
  | 'static-files'
  | 'public-cache'
  | 'public-content'
  | 'test-code'
  | 'example-code';

/**
 * Who gets the answers of a policy that no visitor of a website meets. `developer`: whoever runs a development server.
 * `application`: the pages that a program shows in its own windows, to whose answers it adds headers.
 */
export type Audience = 'developer' | 'application';

/** The requests that a policy governs, as far as its file shows. */
export interface Scope {
  /** `unknown` when nothing in the file says where the policy is used. */
  readonly reach: 'app' | 'path' | 'route' | 'function' | 'unknown';
  /** Paths governed, as the code writes them; empty when unknown. */
  readonly paths: readonly string[];
  /** Methods of the governed routes; empty when unknown. */
  readonly methods: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Who answers `OPTIONS`, and how. */
export interface Preflight {
  /** `library` answers every `OPTIONS` request itself; `handler` leaves it to code in the file; `none` sends no answer. */
  readonly by: 'library' | 'handler' | 'none' | 'unknown';
  /** HTTP status of the answer; `null` when unknown. */
  readonly status: number | null;
  /** Whether an `OPTIONS` request without `Origin` is answered like a preflight. */
  readonly withoutOrigin: boolean;
  /** Whether `Access-Control-Expose-Headers` is sent with the preflight's answer, where it means nothing; `preflight`: only there. */
  readonly exposes: boolean | 'preflight';
  /** Where a library sends the headers that are meant for preflights: with every answer (`but-age`: all but the maximal age), or with none. */
  readonly lists?: 'always' | 'but-age' | 'never';
  /** Whether a preflight that asks for more than is allowed gets no CORS header at all. */
  readonly strict?: boolean;
  /** Whether `Vary` names `Origin` here, where it is not what other answers do; `null` where that is not known. */
  readonly vary?: boolean | null;
  /** Only preflights get CORS headers of this policy. */
  readonly only?: boolean;
  /** Whether credentials are allowed here, whatever other answers say. */
  readonly credentials?: boolean;
}

/** A list header: names, `*`, a copy of the header names or of the method that the preflight asks for. */
export type ListValue =
  | { readonly kind: 'list'; readonly names: readonly string[] }
  | { readonly kind: 'reflected' | 'requested' }
  | { readonly kind: 'absent' };

/** Whether the answer names `Origin` in `Vary`, by what the server made of the request's origin. */
export type VaryOrigin = Readonly<Record<Decision['kind'], Field<boolean>>>;

/** One place in the code that decides which origins are accepted, and for which requests. */
export interface OriginCheck {
  readonly site: Site;
  readonly scope: Scope;
  readonly allowOrigin: AllowOrigin;
  readonly repair: Repair;
}

/**
 * What one place in the code makes the server answer, and for which requests: a function from a request to the CORS
 * response headers, which `respond` applies.
 */
export interface Policy extends OriginCheck {
  /** Not said of a server that is for everyone who gets to it. */
  readonly audience?: Audience;
  readonly allowCredentials: Field<boolean>;
  /** Whether an origin that is not accepted gets the other CORS headers all the same, credentials included. */
  readonly answersRefused: boolean;
  /** What a request without `Origin` gets, where it is not what another one would get: no CORS header, what a refused origin gets, `*`, or an empty value; `differs`: not known. */
  readonly withoutOrigin?: 'nothing' | 'refused' | 'differs' | 'any' | 'empty';
  /** Whether a request from the origin `null` gets no CORS header at all. */
  readonly nullOrigin?: 'nothing';
  readonly allowMethods: Field<ListValue>;
  readonly allowHeaders: Field<ListValue>;
  readonly exposeHeaders: Field<ListValue>;
  /** Seconds; `null` when the header is absent. */
  readonly maxAge: Field<string | null>;
  readonly vary: VaryOrigin;
  readonly preflight: Preflight;
  /** For a header that is added to what is there: where the response got it before, or `unknown`. */
  readonly adds?: Place | 'unknown';
  /** Whether it is registered too late to do its work; `null` when not, or not known. */
  readonly misplacement: Misplacement | null;
}

/** What a suggestion needs to rewrite this policy in its own library's words. */
export interface Repair {
  /** Where and how "allow exactly these origins" is written; `null` when the site offers no place. */
  readonly allowList: AllowListForm | null;
  /** The text that denies every foreign origin in place of the value at `site`; `null` where there is none. */
  readonly deny: string | null;
  /** The same where the options are written in another file, as edits of that file; absent where they are not. */
  readonly definition?: Pick<Repair, 'allowList' | 'deny'>;
  /** The range of the credentials option or header write as a whole; `null` when there is none to remove. */
  readonly credentials: Removal | null;
  /** Text to insert so that `Vary: Origin` is sent; `null` when the site offers no place. */
  readonly vary: Insertion | null;
  /** Where the policy's other headers are written that it does not write yet; absent or `null` where the site offers no place. */
  readonly room?: HeaderRoom | null;
  /** The statement that registers the library's middleware, and a route for `OPTIONS` with it; absent where it is not alone in one. */
  readonly registration?: { readonly removal: Removal; readonly at: number; readonly options: Insertion | null };
  /** Origins that the file already names, in order. */
  readonly knownOrigins: readonly string[];
  /** An expression for a list of origins from the environment that is empty when unset; `null` where there is no environment. */
  readonly environmentList: string | null;
}

/** Parts of a policy that are headers of their own beside that which names the origin. */
export type CompanionField = 'allowMethods' | 'allowHeaders' | 'exposeHeaders' | 'allowCredentials';

/** A range to replace (empty to insert) by a header that the code does not write yet. */
export interface HeaderRoom {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** Whether a value is an option of a library, where a list is an array, or the text of a header. */
  readonly as: 'option' | 'header';
  /** How each header is written, with `NAME` for its name where that is no option, and `VALUE` for its value; `null` where the library has no option for it. */
  readonly forms: Readonly<Record<CompanionField, string | null>>;
}

/** A range to replace (empty to insert) by a template. */
export interface AllowListForm {
  readonly start: number;
  readonly end: number;
  /** Text with `LIST` for an array of origins, where the place can compare with the request; `null` elsewhere. */
  readonly forList: string | null;
  /** Text with `ORIGIN` for one origin; `null` where one origin is written as a list too. */
  readonly forOne: string | null;
}

/** Text to put at an offset. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A range to delete, with what is left of the surrounding syntax intact. */
export interface Removal {
  readonly start: number;
  readonly end: number;
}
