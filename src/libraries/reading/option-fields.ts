import type { Field, Provenance } from '../../policy/field.ts';
import type { ListValue } from '../../policy/policy.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type ObjectValue, type Property, type Value } from '../../values/value.ts';
import type { OptionLibrary } from '../library-model.ts';
import type { ListField } from '../sent-values.ts';
import { writtenAt } from './header-value.ts';

/** The options of a call, by name: `null` for one that is not written. `open` says that there are more than shown. */
export interface WrittenOptions {
  readonly written: (name: string) => Value | null;
  readonly open: boolean;
  /** Where what is not written comes from. */
  readonly missing: Provenance;
}

const HIDDEN = 'the options are not wholly in this file';

/** The option under a name, or a dotted path. */
export function optionAt(options: ObjectValue, path: string): Property | undefined {
  const [name = '', ...rest] = path.split('.');
  const property = options.properties.get(name);
  if (rest.length === 0 || property === undefined) return property;
  return property.value.kind === 'object' ? optionAt(property.value, rest.join('.')) : undefined;
}

/** Whether the library allows credentials. */
export function credentialsOf(library: OptionLibrary, { written, open, missing }: WrittenOptions, evaluator: Evaluator): Field<boolean> {
  const { credentials } = library;
  const value = library.options.credentials === '' ? null : written(library.options.credentials);
  if (value === null && credentials.byDefault === 'unknown') return { kind: 'unknown', reason: 'the options do not say', from: missing };
  if (value === null) return open ? { kind: 'unknown', reason: HIDDEN, from: missing } : { kind: 'known', value: credentials.byDefault !== undefined, from: missing };
  const from = writtenAt(value, evaluator);
  return booleanField([...leavesOf(value)].map((each) => switchesOn(each, library)), from);
}

function switchesOn(value: Value, { credentials }: OptionLibrary): boolean | null {
  switch (value.kind) {
    case 'constant':
      if (value.value === undefined) return credentials.byDefault === true;
      if (credentials.onlyBooleans === true && typeof value.value !== 'boolean') return null;
      return credentials.on === 'true' ? value.value === true : Boolean(value.value);
    case 'function':
    case 'object':
    case 'array':
      return credentials.on === 'truthy';
    default:
      return null;
  }
}

/** A field from what each leaf of a value says; `null` for a leaf that is decided at run time. */
export function booleanField(answers: readonly (boolean | null)[], from: Provenance): Field<boolean> {
  const known = answers.filter((answer) => answer !== null);
  const [first] = known;
  if (first === undefined) return { kind: 'unknown', reason: 'decided at run time', from };
  if (known.length === answers.length && known.every((answer) => answer === first)) return { kind: 'known', value: first, from };
  return { kind: 'one-of', values: [...new Set(known)], complete: known.length === answers.length, from };
}

/** What the list headers and `Access-Control-Max-Age` are. */
export function listsOf(library: OptionLibrary, options: WrittenOptions, evaluator: Evaluator): {
  readonly allowMethods: Field<ListValue>;
  readonly allowHeaders: Field<ListValue>;
  readonly exposeHeaders: Field<ListValue>;
  readonly maxAge: Field<string | null>;
} {
  const { defaults } = library;
  const list = (field: ListField, byDefault: DefaultList, empty: ListValue): Field<ListValue> => listOf(library, options, field, byDefault, empty, evaluator);
  return {
    allowMethods: list('allowMethods', defaults.allowMethods, { kind: 'absent' }),
    allowHeaders: list('allowHeaders', defaults.allowHeaders, { kind: defaults.noAllowHeaders }),
    exposeHeaders: list('exposeHeaders', defaults.exposeHeaders ?? 'absent', { kind: 'absent' }),
    maxAge: maxAgeOf(library, options, evaluator),
  };
}

type DefaultList = readonly string[] | 'requested' | 'reflected' | 'absent' | 'unknown';

function defaultList(byDefault: DefaultList, from: Provenance): Field<ListValue> {
  if (byDefault === 'unknown') return { kind: 'unknown', reason: 'depends on more than the options', from };
  return { kind: 'known', value: typeof byDefault === 'string' ? { kind: byDefault } : { kind: 'list', names: byDefault }, from };
}

function listOf(library: OptionLibrary, { written, open, missing }: WrittenOptions, field: ListField, byDefault: DefaultList, empty: ListValue, evaluator: Evaluator): Field<ListValue> {
  const { sends = {} } = library;
  const value = library.options[field].map(written).find((each) => each !== null) ?? null;
  if (value === null) return open ? { kind: 'unknown', reason: HIDDEN, from: missing } : defaultList(byDefault, missing);
  const from = writtenAt(value, evaluator);
  if (library.defaults.mergesLists === true) return { kind: 'unknown', reason: 'joined with names of the library', from };
  const text = stringOf(value);
  if (text === '' || (value.kind === 'constant' && value.value === undefined)) return defaultList(byDefault, from);
  if (text === '*' && sends.star?.[field] === 'reflected') return { kind: 'known', value: { kind: 'reflected' }, from };
  if (text !== null && sends.lists === 'arrays' && !(text === '*' && sends.star?.[field] === 'list')) return { kind: 'unknown', reason: 'a text in place of a list', from };
  const names = text !== null ? text.split(',').map((name) => name.trim()) : value.kind === 'array' && value.complete ? value.elements.map(stringOf) : null;
  if (names === null || !names.every((name) => name !== null)) return { kind: 'unknown', reason: 'a list that this file does not show', from };
  if (names.length === 0) return { kind: 'known', value: empty, from };
  return { kind: 'known', value: { kind: 'list', names: field === 'allowMethods' && sends.methods === 'upper-case' ? names.map((name) => name.toUpperCase()) : names }, from };
}

function maxAgeOf({ options, defaults, sends }: OptionLibrary, { written, open, missing }: WrittenOptions, evaluator: Evaluator): Field<string | null> {
  const value = options.maxAge === '' ? null : written(options.maxAge);
  if (value === null) return open ? { kind: 'unknown', reason: HIDDEN, from: missing } : { kind: 'known', value: defaults.maxAge ?? null, from: missing };
  const from = writtenAt(value, evaluator);
  if (value.kind !== 'constant') return { kind: 'unknown', reason: 'not shown in this file', from };
  if (sends?.maxAge === 'numbers' && typeof value.value === 'string') return { kind: 'unknown', reason: 'a text in place of a number', from };
  const isSent = value.value !== undefined && value.value !== null && (defaults.zeroMaxAge || Boolean(value.value));
  return { kind: 'known', value: isSent ? String(value.value) : null, from };
}
