import type { Audience } from '../policy/policy.ts';
import type { LateWrites } from './late-writes.ts';
import type { OriginEffect } from './origin-effect.ts';
import type { ValueSemantics } from './reading/header-value.ts';
import type { SentValues } from './sent-values.ts';

/** The forms in which people write an origin option. */
export interface OriginForms {
  /** The option is not written at all, or there are no options. */
  readonly missing: OriginEffect;
  /** There are no options at all, where that is something else. */
  readonly noOptions?: OriginEffect;
  /** `true` stands in place of the options, where that is not the same. */
  readonly enabled?: OriginEffect;
  readonly undefined: OriginEffect;
  readonly null: OriginEffect;
  readonly emptyString: OriginEffect;
  readonly star: OriginEffect;
  readonly true: OriginEffect;
  readonly false: OriginEffect;
  readonly string: OriginEffect;
  /** A text without scheme, such as `app.example.com`, where the library tells it from others; `unknown`: in a way that is not known. */
  readonly host?: 'host' | 'unknown';
  /** A text with commas, where the library tells it from others. */
  readonly separated?: OriginEffect;
  readonly regexp: OriginEffect;
  readonly array: OriginEffect;
  /** An array without elements, and one with a single text, where they differ from longer ones. */
  readonly emptyArray?: OriginEffect;
  readonly oneElement?: OriginEffect;
  /** A function, where it is not called for the origin. */
  readonly function?: OriginEffect;
  /** A Set, where it is not an object like any other. */
  readonly set?: Extract<OriginEffect, 'list'>;
  /** A Set, a URL, a Promise, a number, a plain object. */
  readonly other: OriginEffect;
  /** Elements of an array. */
  readonly elements: {
    readonly string: 'equal' | 'part';
    /** `'*'` as an element: every origin as `*` or as an echo, an error (`echo-alone`: beside others), or a text like any other. */
    readonly star: 'equal' | 'any' | 'echo' | 'echo-alone' | 'error';
    readonly regexp: 'match' | 'absent' | 'error';
    readonly other: 'echo' | 'absent';
  };
  /** What `*` means inside of a longer text, such as `https://*.example.com`; a character like any other where there is none. */
  readonly wildcard?: Wildcard;
}

/**
 * `echo`: the text means every origin. `unknown`: no claim is made about it. `scheme`: `https://*` and `http://*` mean every
 * origin of that scheme, and no claim is made about other texts. Otherwise the text is a pattern for the whole origin.
 */
export type Wildcard =
  | 'echo'
  | 'scheme'
  | 'unknown'
  | {
      /** The regular expression that `*` stands for. */
      readonly star: '.*' | '.+' | '[^.]*';
      /** The regular expression that `?` stands for, where it is special too. */
      readonly question: '.' | null;
      /** Where it is read: in the option's own text, in the elements of an array, or in both. */
      readonly in: 'text' | 'elements' | 'both';
    };

/** The words of {@link OriginForms} for the answers of a function. */
export type AnswerForms = Pick<OriginForms, 'undefined' | 'null' | 'emptyString' | 'star' | 'true' | 'false' | 'string' | 'separated' | 'regexp' | 'array' | 'other'>;

/** How a library calls an origin function, and what it makes of its answer. */
export interface OriginFunction {
  /** Position of the parameter that is the request's origin, or of the context from which it can be read. */
  readonly parameter: { readonly index: number; readonly is: 'origin' | 'context' };
  /** Where the answer is given: `(error, value)` to the callback at this position, or by `return` (awaited if `async`). */
  readonly answers: readonly ({ readonly by: 'callback'; readonly index: number } | { readonly by: 'return' })[];
  /** Whether a promise is awaited; otherwise it is a value like any other object. */
  readonly awaits: boolean;
  /** Forms of the answer; the same words as the option's. */
  readonly forms: AnswerForms;
}

/** What a library is for, by which documents order the models. */
export type Platform = 'node' | 'express' | 'fastify' | 'koa' | 'hapi' | 'nest' | 'hono' | 'h3' | 'next' | 'fetch' | 'framework' | 'rpc' | 'graphql' | 'websocket' | 'serverless' | 'cloud' | 'proxy' | 'agents' | 'development' | 'desktop';

/** What every model says of the library that it is for. */
export interface LibraryFacts {
  readonly id: string;
  /** The name that messages use. */
  readonly name: string;
  readonly platform: Platform;
  /** The package whose version decides which model holds. */
  readonly package: string;
  /** Range of versions that the model is for. Of models with one `id`, the first is the current one. */
  readonly versions: string;
  /** Version that the facts were measured with. */
  readonly measured: string;
  /** `run`: a conformance test runs the library and compares. `read`: its source or documentation was read. */
  readonly conformance: 'run' | 'read';
  readonly documentation: string;
}

/** A CORS library, in a range of its versions: what its options make it send. */
export interface OptionLibrary extends LibraryFacts {
  /** A server that only developers run: its policy is not one of production. */
  readonly development?: true;
  /** Whether nothing is sent where the option is not written at all, though an empty one has defaults. */
  readonly optIn?: boolean;
  /**
   * What is configured lies outside of the program: a service of a cloud, whose requests this file does not serve. `files`:
   * it hands out stored files, to whom they are public or who has a signed address.
   */
  readonly governs?: 'service' | 'files';
  /** What the service does not take: nothing of a configuration with it takes effect. */
  readonly refuses?: Refusals;
  /** How the call is recognised. */
  readonly calls: readonly LibraryCall[];
  /** Names of the options, or dotted paths to them; an empty name, or list of names, where there is no such option. */
  readonly options: {
    readonly origin: string;
    /** Another option with the same meaning, read where the first is not written. */
    readonly origins?: string;
    readonly credentials: string;
    readonly allowMethods: readonly string[];
    readonly allowHeaders: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly maxAge: string;
    /** Where this option is not on, nothing is sent: Sails' `allRoutes`. */
    readonly switch?: string;
    /** Whether it is on where it is not written: Adonis' `enabled`. */
    readonly switchedOn?: true;
  };
  readonly origin: OriginForms;
  /** `null` where the option cannot be a function. */
  readonly function: OriginFunction | null;
  readonly credentials: {
    /** Which values switch credentials on. */
    readonly on: 'true' | 'truthy';
    /** Whether other values than booleans keep the server from starting, or are converted: no claim is made about them. */
    readonly onlyBooleans?: true;
    /**
     * Whether they are on when the option is not written, or undefined; `missing`: only when it is not written, `unknown`:
     * what is sent is not for the options to say.
     */
    readonly byDefault?: true | 'missing' | 'unknown';
    /**
     * What becomes of `*` when credentials are on; `drop`: it is sent without them, `differs`: one way for a preflight,
     * another way for the request.
     */
    readonly withAny: 'any' | 'echo' | 'drop' | 'differs' | 'error';
    /** What becomes of an echo of every origin, where that is what the library makes of `*`. */
    readonly withEcho?: 'error';
    /** `*` that an origin function answers with stays as it is. */
    readonly optionOnly?: true;
    /** The option that must be on for `*` to be replaced, where there is one. */
    readonly echoSwitch?: string;
  };
  readonly defaults: {
    /** `requested`: the method that the preflight asks for. */
    readonly allowMethods: readonly string[] | 'requested' | 'absent' | 'unknown';
    /** `reflected`: the names that the preflight asks for are allowed. */
    readonly allowHeaders: readonly string[] | 'reflected' | 'absent' | 'unknown';
    /** `unknown`: what is sent depends on more than the model tells, such as the request's header names. */
    readonly exposeHeaders?: readonly string[] | 'unknown';
    /** What an empty list of allowed headers means. */
    readonly noAllowHeaders: 'reflected' | 'absent';
    readonly maxAge?: string;
    /** Whether `maxAge: 0` is sent. */
    readonly zeroMaxAge: boolean;
    /** Lists that are written join the library's own, or are rewritten on the way, so that what is sent is not shown. */
    readonly mergesLists?: true;
  };
  /** What becomes of lists and of the maximal age, where they are not sent as they are written. */
  readonly sends?: SentValues;
  /** What an origin that is not accepted gets. */
  readonly refused?: {
    /** `Access-Control-Allow-Origin`, where it is sent all the same; `first`: the first element of the list. */
    readonly origin?: 'null' | 'false' | 'first';
    /** Whether the other CORS headers are sent. */
    readonly others: boolean;
  };
  /**
   * What a request without `Origin` gets, where it is not what another one would get: nothing, what an origin gets that is
   * not accepted, `*`, an empty value, or one of these two in place of an echo; `differs`: that depends on the form.
   */
  readonly withoutOrigin?: 'nothing' | 'refused' | 'differs' | 'any' | 'empty' | 'echo-any' | 'echo-empty';
  /** Whether a request from the origin `null` gets no CORS header at all, as one whose origin is no URL. */
  readonly nullOrigin?: 'nothing';
  /** Whether the answer names `Origin` in `Vary`, by what the option or the origin function made of the request. */
  readonly vary: { readonly option: VaryTable; readonly function: VaryTable };
  readonly preflight: LibraryPreflight;
  /**
   * Whether the options may be a function `(request, callback)` that answers with options: as the whole argument, under
   * the key `option`, and, with `nested`, as what a function that is given in its place returns.
   */
  readonly delegate: {
    readonly option: string;
    readonly nested: boolean;
    /** Whether a call of its second parameter is waited for: `always`, or where it has `two` parameters. */
    readonly waits?: 'always' | 'two';
  } | null;
  /** Whether patterns are tested as they are, so that the flags `g` and `y` carry over from one request to the next. */
  readonly hasStatefulPatterns?: boolean;
  /** How "allow exactly these origins" is written; `LIST` stands for the array of origins. */
  readonly safeForm: SafeForm;
}

/** How a library answers `OPTIONS`. */
export interface LibraryPreflight {
  /** `null` where the library does not answer itself: the application's routes do. */
  readonly status: number | null;
  readonly withoutOrigin: boolean;
  /** Whether `Access-Control-Expose-Headers` is sent with the answer; `preflight`: only with it, where it means nothing. */
  readonly exposes: boolean | 'preflight';
  /** Where the headers are sent that are meant for preflights; `never`: the library sends none of them, `but-age`: always but for the maximal age. */
  readonly lists?: 'always' | 'but-age' | 'never';
  /** Whether a preflight that asks for more than is allowed is refused by leaving all CORS headers out. */
  readonly strict?: true;
  /** Whether `Vary` names `Origin` in the answer, where it is not what other answers do; `null` where that differs. */
  readonly vary?: boolean | null;
  /** Only preflights get CORS headers: those of other answers are the application's. */
  readonly only?: true;
  /** Credentials are allowed in the answer, whatever the option says. */
  readonly credentials?: true;
}

/** What a service does not take. */
export interface Refusals {
  /** The methods that it takes, where it refuses others. */
  readonly methodsBut?: readonly string[];
  /** Whether it refuses `*` among the exposed headers. */
  readonly exposedStar?: true;
  /** Whether it refuses an origin with more than one `*`. */
  readonly severalStars?: true;
  /** Whether it refuses `*` beside other origins. */
  readonly starWithOthers?: true;
  /** Whether it refuses `*` as an origin together with credentials. */
  readonly starWithCredentials?: true;
}

/** `Vary: Origin` by what is sent; `null` where it differs between forms with the same effect. */
export type VaryTable = Readonly<Record<'any' | 'fixed' | 'echo' | 'refused' | 'off', boolean | null>>;

/** The text that a suggestion writes for a list of trusted origins. */
export interface SafeForm {
  /** Where one origin or a list is a plain value of the option: `list` says whether an array is compared with the request. */
  readonly list: boolean;
  /** For libraries whose option must be a function: its text, with `LIST` for the array. */
  readonly function: string | null;
  /** Whether an empty text in a list is an error, so that a list that is not set must be none at all. */
  readonly blanks?: 'error';
  /** One origin alone is safe as a plain value: of a list the library would not tell caches. */
  readonly one?: true;
  /** The text of the whole options, with `LIST` for the array, where no value of the origin option alone is safe. */
  readonly options?: string;
  /** The value of the origin option that denies every foreign origin; `null` where there is none. */
  readonly deny: string | null;
}

/**
 * One way in which a library is given its options. `where` must, and `unless` must not, be found in the file's text, and
 * `file` in its path. With `within`, what the call returns must be handed to a function of another module, under a key of
 * its first argument.
 */
export type LibraryCall = {
  readonly where?: RegExp;
  readonly unless?: RegExp;
  readonly file?: RegExp;
  readonly within?: { readonly module: RegExp; readonly exports: readonly string[]; readonly key: string };
  /** Path of the requests that are governed, where the library has one of its own, and the option beside the others that names another. */
  readonly path?: { readonly option: string; readonly default: string; readonly query?: string };
} & (
  | (OptionsPlace & {
      /** `module(...)`, or one of its exports, by their dotted names; `new` for constructors. */
      readonly kind: 'call' | 'new';
      readonly module: RegExp;
      readonly exports: readonly string[];
      /**
       * What the call returns, where it does nothing else: `middleware`, for an application; `wrapper`, for the handler that is
       * given to it. Who hands on the function itself has neither.
       */
      readonly makes?: 'middleware' | 'wrapper';
    })
  | (OptionsPlace & {
      /** A function, or the dotted name of a constructor, that the framework makes known without an import. */
      readonly kind: 'global';
      readonly names: readonly string[];
    })
  | (OptionsPlace & {
      /** `anything.method(options)`. */
      readonly kind: 'method';
      readonly method: RegExp;
    })
  /** An export of the module that stands for the library with its defaults, by its dotted names. */
  | { readonly kind: 'value'; readonly module: RegExp; readonly exports: readonly string[] }
  /** `app.register(module, options)`. */
  | { readonly kind: 'plugin'; readonly module: RegExp; readonly method: RegExp; readonly options: number }
  | {
      /** An object with these keys, wherever it stands: a route, an entry of a list; `at` says where its options are. */
      readonly kind: 'object';
      readonly keys: readonly string[];
      /** Texts that its properties must have. */
      readonly has?: Readonly<Record<string, string>>;
      readonly at: string;
      readonly absent?: 'default';
      /** Whether the key under which it stands must be a path: that of the requests that are governed. */
      readonly keyIsPath?: true;
    }
  /** A text that stands for the library with its defaults: `'strapi::cors'`. */
  | { readonly kind: 'text'; readonly text: string }
  /** What a configuration file exports, or assigns to a name such as `config`, under this dotted path; empty for all of it. */
  | { readonly kind: 'exported'; readonly at: string }
);

/** Where in the arguments the options are. */
export interface OptionsPlace {
  /** Position of the argument; `any`: the first argument that has them; `none`: nothing can be configured. */
  readonly options: number | 'any' | 'none';
  /**
   * The dotted path inside of the argument, such as `routes.cors`. There, `true` means the defaults. `[]` stands for each
   * element of an array, and `*` for each value of an object.
   */
  readonly at?: string;
  /** What it means that nothing is written at this path: the defaults, or that there is no policy. */
  readonly absent?: 'default' | 'off';
  /** What `false` means at this path; no policy, where nothing is said. */
  readonly false?: 'default';
}

/** The origins of pages that the same machine serves, as Vite and Rsbuild allow them by default. */
export const LOOPBACK_ORIGIN = '^https?:\\/\\/(?:(?:[^:]+\\.)?localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?$';

/** An option, or a callback, whose value is a set of response headers. */
export interface HeaderOption extends LibraryFacts {
  /** Who gets the answers with these headers: a developer's browser, or the pages that an application shows; visitors where it is not said. */
  readonly audience?: Audience;
  /** Keys beside the headers that say which requests they are for: a path, and what else a request must have. */
  readonly entry?: { readonly path: string; readonly conditions: string };
  /** Where the headers are written: a value, or a function that is given what to write them to. */
  readonly headers: readonly LibraryCall[];
  /** What is written to, where a function stands alone and nothing shows who calls it. */
  readonly target?: { readonly name: RegExp; readonly where: RegExp };
}

/** A way to write response headers: which methods, and what they make of values that are no strings. */
export interface HeaderWriter {
  readonly id: string;
  readonly name: string;
  readonly platform: Platform;
  readonly measured: string;
  /** Packages whose import says that this is the platform at hand. */
  readonly modules: RegExp | null;
  /** Names by which handlers call the object that is written to. */
  readonly receivers: RegExp;
  readonly methods: Readonly<Record<string, WriterMethod>>;
  /** Functions that are given what is written to as their first argument, by their names, and where the framework makes them known without an import. */
  readonly functions?: { readonly names: Readonly<Record<string, WriterMethod>>; readonly global: RegExp };
  readonly values: ValueSemantics;
  /** What becomes of a header that is written too late; absent where there is no such time, or it is not known. */
  readonly late?: LateWrites;
  /** A statement that adds `Vary: Origin`; `TARGET` stands for the receiver. */
  readonly vary: string;
}

/** What a header-writing method does with its arguments. */
export type WriterMethod =
  /** `(name, value)` replaces; `(object)` replaces each. */
  | 'set'
  /** `(name, value)` adds a line. */
  | 'append'
  /** `(status, reason?, headers)` */
  | 'head'
  /** `(Headers | Map)` */
  | 'all'
  /** `(names)`: adds to `Vary` */
  | 'vary'
  /** `(name)` */
  | 'remove';
