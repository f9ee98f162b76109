import type { OptionFault } from '../../policy/option-fault.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { leavesOf, stringOf, type FunctionValue, type ObjectValue, type Value } from '../../values/value.ts';
import { OPTION_LIBRARIES } from '../all-libraries.ts';
import type { OptionLibrary } from '../library-model.ts';
import type { RecognizedCall } from './library-calls.ts';
import { parameterVariable } from './option-policy.ts';

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
const KNOWN_IN_FULL = /^(?:cors|@fastify\/cors|@koa\/cors|hono|@nestjs\/.+)$/;

/** Whether it is known what becomes of everything that a library's call can be given. */
export function isKnownInFull({ library }: RecognizedCall): boolean {
  return KNOWN_IN_FULL.test(library.package);
}

/** Of these, the ones whose middleware is what a call of them returns. */
const MAKES_MIDDLEWARE = /^(?:cors|@koa\/cors|hono)$/;

/** What a call's options hold that its library cannot use. */
export function optionFaultsOf(found: RecognizedCall, evaluator: Evaluator): readonly OptionFault[] {
  const { library, options } = found;
  const objects = options === null ? [] : [...leavesOf(options.value)].filter((leaf): leaf is ObjectValue => leaf.kind === 'object');
  return objects.flatMap((object) => [
    ...keyFaults(object, library, evaluator),
    ...originFaults(object.properties.get(library.options.origin)?.value ?? null, library, evaluator),
  ]).filter((fault) => fault.place.file === evaluator.module.file);
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
    if (leaf.kind === 'function') return functionFaults(leaf, library, evaluator);
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

function functionFaults(fn: FunctionValue, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  const { node } = fn;
  if (!module.owns(node)) return [];
  const answers = library.function?.answers ?? [];
  const text = module.excerpt(node);
  const place = module.placeOf(node);
  const [answer] = answers;
  if (answers.length === 1 && answer?.by === 'callback') {
    // A rest parameter or `arguments` may hold the callback.
    const mayCall = node.params.length > answer.index || node.params.some((param) => param.type === 'RestElement') || /\barguments\b/.test(module.textOf(node));
    return mayCall ? [] : [{ kind: 'no-callback', library: library.name, text, meant: '', place, instead: rewrittenArrow(node, evaluator), opens: false }];
  }
  if (answers.length > 0 && answers.every((each) => each.by === 'return')) {
    const callback = node.params.length > 1 ? parameterVariable(node, 1, evaluator) : null;
    const isCalled = callback?.references.some(({ identifier }) => {
      const call = module.parentOf(identifier);
      return call?.type === 'CallExpression' && call.callee === identifier && call.arguments.length > 0;
    });
    return isCalled === true ? [{ kind: 'needless-callback', library: library.name, text, meant: callback?.name ?? '', place, instead: null, opens: false }] : [];
  }
  return [];
}

/** `(origin) => check(origin)` with the callback that the library calls it with. */
function rewrittenArrow(node: FunctionValue['node'], evaluator: Evaluator): string | null {
  const [parameter] = node.params;
  if (node.type !== 'ArrowFunctionExpression' || node.async || node.body.type === 'BlockStatement' || parameter?.type !== 'Identifier' || node.params.length > 1) return null;
  const { module } = evaluator;
  return `(${module.textOf(parameter)}, callback) => callback(null, ${module.textOf(node.body)})`;
}

/** `app.use(cors)`: the function that makes the middleware, in the place of the middleware. */
export function uncalledLibrariesOf(evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  return module.nodes('CallExpression').flatMap((call) => {
    if (call.callee.type !== 'MemberExpression' || !/^(?:use|get|post|put|patch|delete|all|options)$/.test(propertyName(call.callee) ?? '')) return [];
    return call.arguments.flatMap((argument): readonly OptionFault[] => {
      if (argument.type !== 'Identifier' && argument.type !== 'MemberExpression') return [];
      const value = evaluator.evaluate(argument);
      if (value.kind !== 'imported') return [];
      const library = OPTION_LIBRARIES.find(({ calls, package: name }) => MAKES_MIDDLEWARE.test(name) && calls.some((each) => each.kind === 'call' && each.module.test(value.module) && each.exports.includes(value.path.join('.'))));
      if (library === undefined) return [];
      return [{ kind: 'not-called', library: library.name, text: module.excerpt(argument), meant: '', place: module.placeOf(argument), instead: `${module.textOf(argument)}()`, opens: /^(?:any|echo)$/.test(library.origin.missing) }];
    });
  });
}
