import type { OptionFault } from '../../policy/option-fault.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type FunctionValue, type ObjectValue, type Value } from '../../values/value.ts';
import type { OptionLibrary } from '../library-model.ts';
import { LIST_FIELDS, type TextForList } from '../sent-values.ts';
import { delegateFaultsOf, functionFaultsOf, functionsFrom } from './function-faults.ts';
import type { RecognizedCall } from './library-calls.ts';

/** What people call an option, in any library: lower-case names, by what the models call it. */
const NAMES = {
  origin: /^(?:origins?|allow(?:ed)?origins?|access-control-allow-origin)$/,
  credentials: /^(?:credentials?|allow(?:ed)?credentials?|supports?credentials|withcredentials|access-control-allow-credentials)$/,
  allowMethods: /^(?:methods?|allow(?:ed)?methods?|access-control-allow-methods)$/,
  allowHeaders: /^(?:headers|allow(?:ed)?headers?|access-control-allow-headers)$/,
  exposeHeaders: /^(?:exposed?headers?|access-control-expose-headers)$/,
  maxAge: /^(?:maxage|max-?_?age|access-control-max-age)$/,
} as const satisfies Partial<Record<keyof OptionLibrary['options'], RegExp>>;

/** Libraries that are known to read no other option, and to send lists and numbers as they are written. */
const KNOWN_IN_FULL = /^(?:cors|@fastify\/cors|@koa\/cors|koa2-cors|kcors|hono|socket\.io|@elysiajs\/cors|@nestjs\/.+)$/;

/** Whether it is known what becomes of everything that a library's call can be given. */
export function isKnownInFull({ library }: RecognizedCall): boolean {
  return KNOWN_IN_FULL.test(library.package);
}

/** What a call's options hold that its library cannot use. */
export function optionFaultsOf(found: RecognizedCall, evaluator: Evaluator): readonly OptionFault[] {
  const { library, options } = found;
  // What a library makes of a form is known where it has been run with it.
  const isMeasured = library.conformance === 'run';
  const leaves = options === null ? [] : [...leavesOf(options.value)];
  const objects = leaves.filter((leaf) => leaf.kind === 'object');
  const delegates = isMeasured ? delegatesIn(leaves, library, evaluator) : [];
  return [...delegates.flatMap((fn) => delegateFaultsOf(fn, library, evaluator)), ...objects.flatMap((object) => [
    ...(isKnownInFull(found) ? keyFaults(object, library, evaluator) : []),
    ...(isMeasured ? [...originFaults(object.properties.get(library.options.origin)?.value ?? null, library, evaluator), ...listFaults(object, library, evaluator)] : []),
  ])].filter((fault) => fault.place.file === evaluator.module.file);
}

/** The functions that are asked for the options of each request, in the place of the options or under their key. */
function delegatesIn(options: readonly Value[], { delegate }: OptionLibrary, evaluator: Evaluator): readonly FunctionValue[] {
  if (delegate === null) return [];
  return options.flatMap((leaf): readonly FunctionValue[] => {
    if (leaf.kind === 'function') return delegate.nested ? functionsFrom(leaf, evaluator) : [leaf];
    const written = leaf.kind === 'object' ? leaf.properties.get(delegate.option)?.value : undefined;
    return written === undefined ? [] : [...leavesOf(written)].filter((each) => each.kind === 'function');
  });
}

function keyFaults(object: ObjectValue, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  const known = new Set(Object.values(library.options).flat());
  return [...object.properties].flatMap(([key, { node }]): readonly OptionFault[] => {
    if (known.has(key) || node.type !== 'Property' || node.computed || !evaluator.module.owns(node)) return [];
    const concept = (Object.keys(NAMES) as (keyof typeof NAMES)[]).find((each) => NAMES[each].test(key.toLowerCase()));
    const [meant] = concept === undefined ? [] : [library.options[concept]].flat();
    // Options that are also meant for another reader may have both names.
    if (concept === undefined || meant === undefined || meant === '' || [library.options[concept]].flat().some((name) => object.properties.has(name))) return [];
    const opens = concept === 'origin' && /^(?:any|echo)$/.test(library.origin.missing);
    return [{
      kind: 'unknown-key',
      library: library.name,
      text: key,
      meant,
      place: evaluator.module.placeOf(node.key),
      instead: node.shorthand ? `${meant}: ${key}` : meant,
      opens,
    }];
  });
}

function originFaults(origin: Value | null, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  if (origin === null) return [];
  return [...leavesOf(origin)].flatMap((leaf) => {
    if (leaf.kind === 'function') return functionFaultsOf(leaf, library, evaluator);
    return [...formFaults(leaf, library, evaluator), ...patternFaults(leaf, library, evaluator)];
  });
}

function formFaults(value: Value, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  const { origin } = library;
  const fault = (kind: OptionFault['kind'], at: Value, meant = ''): OptionFault => ({ kind, library: library.name, text: evaluator.module.excerpt(at.node), meant, place: evaluator.module.placeOf(at.node), instead: null, opens: false });
  if (value.kind === 'array') {
    if (origin.array === 'lines') return value.elements.length > 1 ? [fault('sent-as-text', value, value.elements.map((each) => stringOf(each) ?? '…').join(','))] : [];
    if (origin.array === 'error') return [fault('fails', value)];
    if (origin.array === 'list' && origin.elements.regexp === 'absent') return value.elements.filter((each) => each.kind === 'regexp').map((each) => fault('ignored-entry', each));
    return [];
  }
  const effect = value.kind === 'regexp' ? origin.regexp : value.kind === 'constant' && value.value === true ? origin.true : null;
  if (effect === 'error') return [fault('fails', value)];
  if (effect === 'text') return [fault('sent-as-text', value, value.kind === 'regexp' ? `/${value.source}/${value.flags}` : 'true')];
  return [];
}

/** What becomes of requests while a text stands in place of a list. */
const WITHOUT_LIST: Readonly<Record<TextForList, string>> = {
  'no-start': 'it throws, and the server does not start',
  'no-preflight': 'it throws when a preflight comes, and browsers send none of the requests that need one',
  'no-answer': 'it throws when a request comes, which is answered with an error',
  'not-sent': 'it leaves the header out',
};

/** Texts for the options that the library takes lists for: `'GET, PUT'` has no `join` and no `map`. */
function listFaults(object: ObjectValue, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  const { texts = {}, star = {} } = library.sends ?? {};
  return LIST_FIELDS.flatMap((field) => {
    const effect = texts[field];
    const written = library.options[field].map((key) => object.properties.get(key)?.value).find((value) => value !== undefined);
    if (effect === undefined || written === undefined) return [];
    return [...leavesOf(written)].flatMap((leaf): readonly OptionFault[] => {
      const text = stringOf(leaf);
      // An empty text is as good as no option, in most of them.
      if (text === null || text.trim() === '' || (text === '*' && star[field] !== undefined)) return [];
      const { node } = leaf;
      const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
      const instead = node.type === 'Literal' && names.every((name) => /^[\w*-]+$/.test(name)) ? `[${names.map((name) => `'${name}'`).join(', ')}]` : null;
      return [{ kind: 'text-for-list', library: library.name, text: evaluator.module.excerpt(node), meant: WITHOUT_LIST[effect], place: evaluator.module.placeOf(node), instead, opens: false }];
    });
  });
}

/** Patterns that `test` leaves in the middle of a text, where the library does not set them back. */
function patternFaults(value: Value, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  if (library.hasStatefulPatterns !== true) return [];
  const patterns = value.kind === 'array' ? value.elements : [value];
  return patterns.flatMap((each): readonly OptionFault[] => {
    if (each.kind !== 'regexp' || !/[gy]/.test(each.flags)) return [];
    const { node } = each;
    const instead = node.type === 'Literal' && 'regex' in node ? `/${node.regex.pattern}/${node.regex.flags.replace(/[gy]/g, '')}` : null;
    return [{ kind: 'stateful-pattern', library: library.name, text: evaluator.module.excerpt(node), meant: '', place: evaluator.module.placeOf(node), instead, opens: false }];
  });
}
