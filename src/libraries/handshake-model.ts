import type { LibraryFacts, Platform } from './library-model.ts';

/** A WebSocket library, in a range of its versions: which origins get through the handshakes of its servers. */
export interface HandshakeLibrary extends LibraryFacts {
  /** How a server is made. */
  readonly servers: readonly ServerCall[];
  /** Options that hold a check of the handshake. Without any of them, every origin gets through. */
  readonly checks: readonly HandshakeCheck[];
  /** The option that leaves every handshake to code that calls {@link UpgradeCall}s: `noServer`. */
  readonly manual?: string;
  /** The path that handshakes go to; `null` for any. */
  readonly path: { readonly option: string; readonly default: string | null; readonly query?: string };
  /** The option that lists the transports, and the one among them that has a handshake. */
  readonly transports?: { readonly option: string; readonly handshake: string };
  /** The option that looks like a check, and governs something else. */
  readonly pretence?: string;
}

/** One way in which a server is made. */
export type ServerCall = {
  /** Where the options are: in the first argument that is an object, or at the position of an argument. */
  readonly options: 'any' | number;
  /** The dotted path inside of the options under which those of the handshake are. */
  readonly at?: string;
} & (
  | {
      /** `module(...)`, or one of its exports, by their dotted names; `new` for constructors. */
      readonly kind: 'call' | 'new';
      readonly module: RegExp;
      readonly exports: readonly string[];
    }
  /** `app.register(module, options)`. */
  | { readonly kind: 'plugin'; readonly module: RegExp; readonly method: RegExp }
);

/** An option that holds a function that lets a handshake in, or refuses it. */
export interface HandshakeCheck {
  readonly option: string;
  /** What its first parameter is: an object with `origin` and `req`, the request itself, or the origin. */
  readonly asks: 'info' | 'request' | 'origin';
  /** The callback that takes the answer: its position, and that of the answer among its arguments, after an error if there is one. */
  readonly callback: { readonly index: number; readonly answer: 0 | 1 };
  /** Whether a function without the callback answers by what it returns. A promise is not awaited, and counts as true. */
  readonly returns: boolean;
  /** Values in place of a function that let everyone in, where the option takes such. */
  readonly everyone?: RegExp;
  /** Text of a check that lets exactly the origins of `LIST` in; `null` where the option is none to be used. */
  readonly safe: string | null;
}

/** A call that completes a handshake: code that decides by itself does or does not make it. */
export interface UpgradeCall {
  readonly id: string;
  readonly name: string;
  readonly platform: Platform;
  readonly measured: string;
  readonly documentation: string;
  /** The text of what is called. */
  readonly completes: RegExp;
  readonly kind: 'call' | 'new';
  /** The number of arguments that the call has at least. */
  readonly arguments: number;
  /** Methods by which the code refuses before: what they end is not upgraded any more. */
  readonly refuses: RegExp | null;
  /** The statement that refuses all but `LIST`; `REQUEST` and `SOCKET` stand for the handler's first and second parameter. */
  readonly safe: string;
}
