import type { Place } from './place.ts';

/** Where a value comes from: written in the source, a library's default, or an environment variable. */
export type Provenance =
  | { readonly kind: 'written'; readonly place: Place; readonly text: string }
  | { readonly kind: 'default'; readonly library: string; readonly place: Place }
  | { readonly kind: 'environment'; readonly name: string; readonly place: Place };

/**
 * What is known of one part of a policy. Unknown is a value: rules of the `recommended` preset are silent about it.
 * `one-of` holds when the deployment decides (an environment variable, a configuration flag), never the request.
 */
export type Field<T> =
  | { readonly kind: 'known'; readonly value: T; readonly from: Provenance }
  | { readonly kind: 'one-of'; readonly values: readonly T[]; readonly complete: boolean; readonly from: Provenance }
  | { readonly kind: 'unknown'; readonly reason: string; readonly from: Provenance };

/** Whether the field certainly has a value that satisfies `test`. */
export function certainly<T>(field: Field<T>, test: (value: T) => boolean): boolean {
  return possibleValues(field).complete && possibleValues(field).values.every(test);
}

/** Whether the field has, in some deployment that the code shows, a value that satisfies `test`. */
export function possibly<T>(field: Field<T>, test: (value: T) => boolean): boolean {
  return possibleValues(field).values.some(test);
}

function possibleValues<T>(field: Field<T>): { values: readonly T[]; complete: boolean } {
  switch (field.kind) {
    case 'known':
      return { values: [field.value], complete: true };
    case 'one-of':
      return { values: field.values, complete: field.complete };
    case 'unknown':
      return { values: [], complete: false };
  }
}
