import type { OptionFault } from '../../policy/option-fault.ts';
import { outcomesOf } from '../../policy/allow-origin.ts';
import { certainly } from '../../policy/field.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import type { RecognizedCall } from './library-calls.ts';
import { removalOfElement } from './list-entry.ts';
import { credentialsOf, optionAt } from './option-fields.ts';
import { readOptions } from './option-policy.ts';

/** What a service is configured with and does not take, so that nothing of the configuration takes effect. */
export function refusalsOf(found: RecognizedCall, evaluator: Evaluator): readonly OptionFault[] {
  const { library, options } = found;
  const { refuses } = library;
  if (refuses === undefined || options === null || found.disabled) return [];
  const { module } = evaluator;
  const fault = (value: Value, text: string, meant: string): OptionFault => ({
    kind: 'refused',
    library: library.name,
    text,
    meant,
    place: module.placeOf(value.node),
    instead: null,
    removal: removalOfElement(value.node, evaluator),
    opens: false,
  });
  return [...leavesOf(options.value)].flatMap((object): readonly OptionFault[] => {
    if (object.kind !== 'object') return [];
    const elements = (names: readonly string[]): readonly Value[] => names.flatMap((name) => elementsOf(optionAt(object, name)?.value));
    const { methodsBut } = refuses;
    const methods = methodsBut === undefined ? [] : elements(library.options.allowMethods).flatMap((value) => {
      const method = methodOf(value);
      return method === null || methodsBut.includes(method) ? [] : [fault(value, module.excerpt(value.node), `it takes the methods ${listOf(methodsBut)}`)];
    });
    const exposed = refuses.exposedStar === true ? elements(library.options.exposeHeaders).filter((value) => stringOf(value) === '*').map((value) => fault(value, module.excerpt(value.node), "it takes no '*' among exposed headers")) : [];
    const starry = refuses.severalStars === true ? elements([library.options.origin]).filter((value) => (stringOf(value)?.split('*').length ?? 0) > 2).map((value) => fault(value, module.excerpt(value.node), "it takes one '*' in an origin")) : [];
    const origins = refuses.starWithOthers === true ? elements([library.options.origin]) : [];
    const mixed = origins.length < 2 ? [] : origins.filter((value) => stringOf(value) === '*').map((value) => fault(value, module.excerpt(value.node), "it takes no '*' beside other origins"));
    return [...methods, ...exposed, ...starry, ...mixed, ...starred(found, object, evaluator, fault)];
  }).filter(({ place }) => place.file === module.file);
}

/** `*` beside credentials. */
function starred({ library, call }: RecognizedCall, object: Extract<Value, { kind: 'object' }>, evaluator: Evaluator, fault: (value: Value, text: string, meant: string) => OptionFault): readonly OptionFault[] {
  if (library.refuses?.starWithCredentials !== true) return [];
  const written = (name: string): Value | null => optionAt(object, name)?.value ?? null;
  const from = { kind: 'default', library: library.name, place: evaluator.module.placeOf(call) } as const;
  if (!certainly(credentialsOf(library, { written, open: !object.complete, missing: from }, evaluator), Boolean)) return [];
  // What would be sent if the service took it.
  const taken = readOptions({ ...library, credentials: { ...library.credentials, withAny: 'any' } }, object, call, evaluator);
  if (!taken.some(({ allowOrigin }) => outcomesOf(allowOrigin).some(({ answer, configured }) => answer.kind === 'any' && !configured))) return [];
  const origin = written(library.options.origin);
  const credentials = written(library.options.credentials);
  const meant = "it takes no '*' together with credentials";
  if (origin !== null) return elementsOf(origin).filter((value) => stringOf(value) === '*').map((value) => ({ ...fault(value, evaluator.module.excerpt(value.node), meant), removal: null }));
  return credentials === null ? [] : [{ ...fault(credentials, evaluator.module.excerpt(credentials.node), `without origins it allows '*', and ${meant}`), removal: null }];
}

function elementsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return [...leavesOf(value)].flatMap((leaf) => (leaf.kind === 'array' ? leaf.elements : [leaf]));
}

const listOf = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** A method as text, or as a member of an enumeration that is called by it: `HttpMethod.OPTIONS`. */
function methodOf(value: Value): string | null {
  if (value.kind !== 'imported') return stringOf(value);
  // Other members, such as `ALL`, have names of their own.
  const name = value.path.at(-1);
  return name !== undefined && value.path.length > 1 && /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT)$/.test(name) ? name : null;
}
