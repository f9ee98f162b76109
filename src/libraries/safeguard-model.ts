import type { LibraryCall, LibraryFacts } from './library-model.ts';

/** A protection that a server or a browser has, and the options by which code gives it up. */
export interface Safeguard extends Omit<LibraryFacts, 'versions'> {
  /** `host`: requests whose `Host` is not the server's own are refused. `same-origin`: pages cannot read other origins. */
  readonly protects: 'host' | 'same-origin';
  /** What of it is at stake, as messages say it. */
  readonly what: string;
  readonly switches: readonly SafeguardSwitch[];
}

/** The place of one option, and what its value switches off. */
export interface SafeguardSwitch {
  readonly place: LibraryCall;
  /** Values that switch it off. */
  readonly off: readonly (string | boolean)[];
  /** Elements of a list that do. */
  readonly element?: string;
  /** Whether it is off where the option is not written; only said of servers on loopback. */
  readonly byDefault?: true;
  /** Options beside it, one of which must be a list that is not empty: on, and without a list, nothing is checked. */
  readonly needs?: readonly string[];
}
