import type { ValueSemantics } from './reading/header-value.ts';

/** What a library sends as `Access-Control-Allow-Origin` for one form of its origin option. */
export type OriginEffect =
  /** No CORS header at all, and `OPTIONS` is left to the application. */
  | 'off'
  /** No `Access-Control-Allow-Origin`, while the other CORS headers are sent. */
  | 'absent'
  /** `*` */
  | 'any'
  /** The request's own origin, whatever it is. */
  | 'echo'
  /** The value itself, to every caller, without comparison. */
  | 'fixed'
  /** The request's origin if it equals the value. */
  | 'equal'
  /** The request's origin if the pattern matches it. */
  | 'match'
  /** The request's origin if an element accepts it, by `elements`. */
  | 'list'
  /** One header line for each element: a valid answer only for a single element. */
  | 'lines'
  /** The value converted to a string, to every caller: always a mistake. */
  | 'text'
  /** An error for every request, or at start. */
  | 'error';

/** The forms in which people write an origin option. */
export interface OriginForms {
  /** The option is not written at all, or there are no options. */
  readonly missing: OriginEffect;
  readonly undefined: OriginEffect;
  readonly null: OriginEffect;
  readonly emptyString: OriginEffect;
  readonly star: OriginEffect;
  readonly true: OriginEffect;
  readonly false: OriginEffect;
  readonly string: OriginEffect;
  readonly regexp: OriginEffect;
  readonly array: OriginEffect;
  /** A Set, a URL, a Promise, a number, a plain object. */
  readonly other: OriginEffect;
  /** Elements of an array. */
  readonly elements: {
    readonly string: Extract<OriginEffect, 'equal'>;
    /** `'*'` as an element: every origin as `*`, or a text like any other. */
    readonly star: Extract<OriginEffect, 'equal' | 'any'>;
    readonly regexp: Extract<OriginEffect, 'match' | 'absent'>;
    readonly other: Extract<OriginEffect, 'echo' | 'absent'>;
  };
}

/** How a library calls an origin function, and what it makes of its answer. */
export interface OriginFunction {
  /** Position of the parameter that is the request's origin, or of the context from which it can be read. */
  readonly parameter: { readonly index: number; readonly is: 'origin' | 'context' };
  /** Where the answer is given: `(error, value)` to the callback at this position, or by `return` (awaited if `async`). */
  readonly answers: readonly ({ readonly by: 'callback'; readonly index: number } | { readonly by: 'return' })[];
  /** Whether a promise is awaited; otherwise it is a value like any other object. */
  readonly awaits: boolean;
  /** Forms of the answer; the same words as the option's. */
  readonly forms: Pick<OriginForms, 'undefined' | 'null' | 'emptyString' | 'star' | 'true' | 'false' | 'string' | 'regexp' | 'array' | 'other'>;
}

/** A CORS library: what its options make it send. Every entry was measured by running the library. */
export interface OptionLibrary {
  readonly id: string;
  /** The name that messages use. */
  readonly name: string;
  /** How the call is recognised. */
  readonly calls: readonly LibraryCall[];
  /** Version that the facts were measured with. */
  readonly measured: string;
  readonly documentation: string;
  readonly options: {
    readonly origin: string;
    readonly credentials: string;
    readonly allowMethods: readonly string[];
    readonly allowHeaders: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly maxAge: string;
  };
  readonly origin: OriginForms;
  readonly function: OriginFunction;
  readonly credentials: {
    /** Which values switch credentials on. */
    readonly on: 'true' | 'truthy';
    /** What becomes of `*` when credentials are on. */
    readonly withAny: 'any' | 'echo';
  };
  readonly defaults: {
    readonly allowMethods: readonly string[];
    /** `reflected`: the names that the preflight asks for are allowed. */
    readonly allowHeaders: 'reflected' | 'absent';
    /** What an empty list of allowed headers means. */
    readonly noAllowHeaders: 'reflected' | 'absent';
    /** Whether `maxAge: 0` is sent. */
    readonly zeroMaxAge: boolean;
  };
  /** Whether the answer names `Origin` in `Vary`, by what the option or the origin function made of the request. */
  readonly vary: { readonly option: VaryTable; readonly function: VaryTable };
  readonly preflight: { readonly status: number; readonly withoutOrigin: boolean; readonly exposes: boolean };
  /**
   * Whether the options may be a function `(request, callback)` that answers with options: as the whole argument, under
   * the key `option`, and, with `nested`, as what a function that is given in its place returns.
   */
  readonly delegate: { readonly option: string; readonly nested: boolean } | null;
  /** How "allow exactly these origins" is written; `LIST` stands for the array of origins. */
  readonly safeForm: SafeForm;
}

/** `Vary: Origin` by what is sent; `null` where it differs between forms with the same effect. */
export type VaryTable = Readonly<Record<'any' | 'fixed' | 'echo' | 'refused' | 'off', boolean | null>>;

/** The text that a suggestion writes for a list of trusted origins. */
export interface SafeForm {
  /** Where one origin or a list is a plain value of the option: `list` says whether an array is compared with the request. */
  readonly list: boolean;
  /** For libraries whose option must be a function: its text, with `LIST` for the array. */
  readonly function: string | null;
  /** The value of the origin option that denies every foreign origin. */
  readonly deny: string;
}

/**
 * One way in which a library is called. `where` must, and `unless` must not, be found in the file's text.
 */
export type LibraryCall = { readonly where?: RegExp; readonly unless?: RegExp } & (
  /** `module(...)`, or the export at `path`, with its options at position `options`. */
  | { readonly kind: 'call'; readonly module: RegExp; readonly path: readonly string[]; readonly options: number }
  /** `app.register(module, options)`. */
  | { readonly kind: 'plugin'; readonly module: RegExp; readonly method: RegExp; readonly options: number }
  /** `anything.method(options)`. */
  | { readonly kind: 'method'; readonly method: string; readonly options: number }
  /** `Factory.create(module, { cors: options })`: an option of another call, `true` meaning the defaults. */
  | { readonly kind: 'option'; readonly module: RegExp; readonly path: readonly string[]; readonly key: string }
);

/** A way to write response headers: which methods, and what they make of values that are no strings. */
export interface HeaderWriter {
  readonly id: string;
  readonly name: string;
  readonly measured: string;
  /** Packages whose import says that this is the platform at hand. */
  readonly modules: RegExp | null;
  /** Names by which handlers call the object that is written to. */
  readonly receivers: RegExp;
  readonly methods: Readonly<Record<string, WriterMethod>>;
  readonly values: ValueSemantics;
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
