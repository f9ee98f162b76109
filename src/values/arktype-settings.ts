import type { Evaluator } from './evaluate.ts';
import { settingOr } from './settings-schema.ts';
import type { Node } from './source-module.ts';
import { stringOf, type ObjectValue, type Value } from './value.ts';

type Call = Extract<Value, { kind: 'call' }>;

/** What a schema is called with to check the environment. */
const ENVIRONMENT = /^(?:process\.env|import\.meta\.env|Bun\.env|\{\s*\.\.\.process\.env\s*\})$/;

/** Methods of a type that leave its properties as they are. */
const KEEPING = /^(?:as|brand|configure|describe|narrow|filter|onDeepUndeclaredKey|onUndeclaredKey|readonly)$/;

/** Methods that change what one property is. */
const CHANGING = /^(?:pipe|to)$/;

/**
 * A setting that arktype has checked: `env.CORS_ORIGIN` of `type({ CORS_ORIGIN: 'string = "*"' })(process.env)`, or of
 * `.assert(process.env)`. A type that is called answers with its errors instead, of which nothing is read. `null` for
 * any other call, and for what is done to the whole that changes its properties.
 */
export function arktypeSetting(evaluator: Evaluator, call: Call, name: string, node: Node): Value | null {
  const [checked] = call.args;
  if (checked === undefined || !ENVIRONMENT.test(evaluator.module.textOf(checked.node).trim())) return null;
  const isAsserted = call.callee.kind === 'member' && (call.callee.name === 'assert' || call.callee.name === 'from');
  const fields = fieldsOf(isAsserted ? call.callee.object : call.callee);
  if (fields === null) return null;
  const required = fields.properties.get(name)?.value;
  if (required !== undefined) return settingOf(evaluator, required, name, node);
  const setting: Value = { kind: 'environment', name, node };
  return fields.properties.has(`${name}?`) ? setting : null;
}

/** The properties of `type({ … })`, behind methods that keep them. */
function fieldsOf(schema: Value): ObjectValue | null {
  let step = schema;
  while (step.kind === 'call' && step.callee.kind === 'member' && KEEPING.test(step.callee.name)) step = step.callee.object;
  const [first] = step.kind === 'call' && isType(step.callee) ? step.args : [];
  return first?.kind === 'object' ? first : null;
}

function isType(callee: Value): boolean {
  return callee.kind === 'imported' && callee.module === 'arktype' && callee.reason === null && callee.path.join('.') === 'type';
}

/** Keywords of arktype that change a text. */
const MORPH = /\.(?:parse|trim|lower|upper|capitalize|normalize|preformatted)/;

/** What a property's definition says of the setting while it is unset: a text, a tuple, or a type of its own. */
function settingOf(evaluator: Evaluator, definition: Value, name: string, node: Node): Value | null {
  const setting: Value = { kind: 'environment', name, node };
  // A setting that must be set is never missing: the server does not start without it.
  const isSet: Value = { kind: 'text', parts: [setting], node };
  const text = stringOf(definition);
  if (text !== null) {
    const fallback = defaultIn(text, definition.node);
    return fallback === null ? isSet : settingOr(name, fallback, node);
  }
  // `['string', '=', '*']`
  if (definition.kind === 'array') {
    const [, operator, fallback] = definition.elements;
    if (operator === undefined || stringOf(operator) !== '=' || fallback === undefined) return null;
    return settingOr(name, called(evaluator, fallback, node), node);
  }
  return definition.kind === 'call' ? settingOfType(evaluator, definition, name, node) : null;
}

/** `type('string').pipe((list) => list.split(','))`, `type('string').default('*')`, `type.string.default('*')` */
function settingOfType(evaluator: Evaluator, definition: Call, name: string, node: Node): Value | null {
  const { callee, args } = definition;
  const [argument] = args;
  if (isType(callee)) return args.length === 1 && argument !== undefined ? settingOf(evaluator, argument, name, node) : null;
  // `type.string.default('*')`: the name `default` of an import is that of the import.
  if (callee.kind === 'imported') return isOfArktype(callee) && argument !== undefined ? settingOr(name, called(evaluator, argument, node), node) : null;
  if (callee.kind !== 'member' || !isOfArktype(callee.object)) return null;
  const { object: base, name: method } = callee;
  // What is done to the setting is done to its default too, which is then not shown.
  if (method === 'default') return argument === undefined || isChanged(base) ? null : settingOr(name, called(evaluator, argument, node), node);
  if (method === 'optional') return isChanged(base) ? null : { kind: 'environment', name, node };
  const before = base.kind === 'call' ? settingOfType(evaluator, base, name, node) : null;
  if (before === null || KEEPING.test(method)) return before;
  return CHANGING.test(method) && argument?.kind === 'function' && args.length === 1 ? evaluator.callFunction(argument.node, [before], argument.environment, node) : null;
}

/** Whether a type is one that changes what it checks. */
function isChanged(type: Value): boolean {
  let step = type;
  for (; step.kind === 'call' && step.callee.kind === 'member'; step = step.callee.object) if (!KEEPING.test(step.callee.name)) return true;
  const [first] = step.kind === 'call' ? step.args : [];
  return first !== undefined && MORPH.test(stringOf(first) ?? '.parse');
}

function isOfArktype(value: Value): boolean {
  let root = value;
  while (root.kind === 'call' || root.kind === 'member') root = root.kind === 'call' ? root.callee : root.object;
  return root.kind === 'imported' && root.module === 'arktype' && root.reason === null && root.path[0] === 'type';
}

/** A default that is made when it is needed: `() => []`. */
function called(evaluator: Evaluator, value: Value, node: Node): Value {
  return value.kind === 'function' ? evaluator.callFunction(value.node, [], value.environment, node) : value;
}

/** `string = "*"`: the default that a definition ends with; what a type parses or changes is not shown. `null` without one. */
function defaultIn(definition: string, node: Node): Value | null {
  const [, type, written] = /^([^=<>!]+)\s=\s(.+)$/s.exec(definition) ?? [];
  if (type === undefined || written === undefined) return null;
  const quoted = /^(?:'([^'\\]*)'|"([^"\\]*)")$/.exec(written.trim());
  const text = quoted?.[1] ?? quoted?.[2];
  if (text === undefined || MORPH.test(type)) return { kind: 'unknown', reason: 'a default that is changed', node };
  return { kind: 'constant', value: text, node };
}
