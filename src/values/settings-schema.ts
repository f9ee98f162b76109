import type { Evaluator } from './evaluate.ts';
import type { Node } from './source-module.ts';
import { EMPTY_ENVIRONMENT, type Environment, type ObjectValue, type Property, type Value } from './value.ts';

type Call = Extract<Value, { kind: 'call' }>;

/** A setting, with what it is while it is unset. */
export function settingOr(name: string, fallback: Value, node: Node, environment: Environment = EMPTY_ENVIRONMENT): Value {
  const setting: Value = { kind: 'environment', name, node };
  return { kind: 'choice', test: { expression: node, environment, by: 'definedness', value: setting }, whenTrue: setting, whenFalse: fallback, node };
}

/**
 * A setting that a schema has checked: `env.CORS_ORIGIN`, where `env` is what zod, valibot-like chains, envalid, joi,
 * t3-env or convict made of the environment. The schema says what the setting is while it is unset; `null` when the
 * call is no such schema.
 */
export function checkedSetting(evaluator: Evaluator, call: Call, name: string, node: Node): Value | null {
  const method = call.callee.kind === 'member' ? call.callee.name : null;
  const schema = call.callee.kind === 'member' ? call.callee.object : null;
  // `schema.safeParse(process.env).data`, `schema.validate(process.env).value`
  if ((method === 'safeParse' && name === 'data') || (method === 'validate' && name === 'value')) return { ...call, callee: { kind: 'member', object: schema ?? call.callee, name: 'parse', node: call.node } };
  // convict: `config.getProperties().cors.origin`
  if (method === 'getProperties' && schema !== null && isConvict(schema)) {
    const property = convictValue(objectAt(schema.args[0])?.properties.get(name)?.value, node);
    if (property !== null) return property;
  }
  // valibot: `v.parse(v.object({ … }), process.env)`
  if (call.callee.kind === 'imported' && call.callee.module === 'valibot' && /^(?:parse|safeParse)$/.test(call.callee.path.at(-1) ?? '')) {
    const [first] = call.args;
    const fields = first?.kind === 'call' ? fieldOf(evaluator, fieldsOfChain(first), name, node) : null;
    return fields;
  }
  if (method !== null && schema?.kind === 'call' && /^(?:parse|parseAsync|validateSync|cast|attempt)$/.test(method)) {
    return fieldOf(evaluator, fieldsOfChain(schema), name, node);
  }
  if (call.callee.kind !== 'imported') return null;
  switch (call.callee.path.at(-1) ?? call.callee.module) {
    case 'cleanEnv':
    case 'parseEnv':
      return fieldOf(evaluator, objectAt(call.args[1]), name, node);
    case 'env-schema':
    case 'envSchema': {
      const described = objectAt(objectAt(objectAt(call.args[0])?.properties.get('schema')?.value)?.properties.get('properties')?.value);
      const fallback = objectAt(described?.properties.get(name)?.value)?.properties.get('default')?.value;
      return described?.properties.has(name) === true ? (fallback === undefined ? { kind: 'environment', name, node } : settingOr(name, fallback, node)) : null;
    }
    case 'envsafe':
      return fieldOf(evaluator, objectAt(call.args[0]), name, node);
    case 'createEnv': {
      const groups = objectAt(call.args[0]);
      for (const group of ['server', 'shared', 'client']) {
        const value = fieldOf(evaluator, objectAt(groups?.properties.get(group)?.value), name, node);
        if (value !== null) return value;
      }
      return null;
    }
    default:
      return null;
  }
}

/** `convict({ cors: { origin: { default: '*', env: 'CORS_ORIGIN' } } }).get('cors.origin')` */
export function convictSetting(receiver: Value, path: string, node: Node): Value | null {
  if (!isConvict(receiver)) return null;
  let value: Value | undefined = receiver.args[0];
  for (const part of path.split('.')) value = objectAt(value)?.properties.get(part)?.value;
  return convictValue(value, node);
}

function isConvict(receiver: Value): receiver is Call {
  return receiver.kind === 'call' && receiver.callee.kind === 'imported' && receiver.callee.module === 'convict';
}

/** A setting of convict, which has a default, or a group of settings. */
function convictValue(value: Value | undefined, node: Node): Value | null {
  const setting = objectAt(value);
  if (setting === null) return null;
  const fallback = setting.properties.get('default')?.value;
  const variable = setting.properties.get('env')?.value;
  if (fallback !== undefined) return variable?.kind === 'constant' && typeof variable.value === 'string' ? settingOr(variable.value, fallback, node) : fallback;
  const properties = [...setting.properties].flatMap(([name, property]): (readonly [string, Property])[] => {
    const inner = convictValue(property.value, node);
    return inner === null ? [] : [[name, { ...property, value: inner }]];
  });
  return properties.length === 0 ? null : { ...setting, properties: new Map(properties) };
}

/** `env.get('CORS_ORIGIN').default('*').asString()` of env-var. */
export function envVarSetting(call: Value, node: Node): Value | null {
  let step = call;
  let fallback: Value | undefined;
  while (step.kind === 'call' && step.callee.kind === 'member') {
    if (step.callee.name === 'default') [fallback] = step.args;
    step = step.callee.object;
  }
  if (step.kind !== 'call' || step.callee.kind !== 'imported' || step.callee.module !== 'env-var') return null;
  const [variable] = step.args;
  if (variable?.kind !== 'constant' || typeof variable.value !== 'string') return null;
  return fallback === undefined ? { kind: 'environment', name: variable.value, node } : settingOr(variable.value, fallback, node);
}

function objectAt(value: Value | undefined): ObjectValue | null {
  return value?.kind === 'object' ? value : null;
}

/** The fields of `z.object({ … }).strict()`: those of the call that the chain starts with. */
function fieldsOfChain(schema: Call): ObjectValue | null {
  let call: Value = schema;
  while (call.kind === 'call') {
    const { callee }: Call = call;
    const name = callee.kind === 'member' ? callee.name : callee.kind === 'imported' ? callee.path.at(-1) : null;
    if (name !== null && name !== undefined && /^(?:object|strictObject|looseObject|keys|append)$/.test(name) && call.args.length > 0) return objectAt(call.args[0]);
    if (callee.kind !== 'member') return null;
    call = callee.object;
  }
  return null;
}

function fieldOf(evaluator: Evaluator, fields: ObjectValue | null, name: string, node: Node): Value | null {
  const field = fields?.properties.get(name)?.value;
  if (field?.kind !== 'call') return null;
  const steps: { readonly name: string; readonly args: readonly Value[] }[] = [];
  let base: Value = field;
  while (base.kind === 'call' && base.callee.kind === 'member') {
    steps.unshift({ name: base.callee.name, args: base.args });
    base = base.callee.object;
  }
  // valibot: `v.optional(v.string(), '*')`, `v.fallback(v.string(), '*')`
  if (base.kind === 'call' && base.callee.kind === 'imported' && base.callee.module === 'valibot' && base.args.length === 2 && /^(?:optional|nullish|fallback|undefinedable)$/.test(base.callee.path.at(-1) ?? '')) {
    const [, written] = base.args;
    return written === undefined ? null : settingOr(name, written, node);
  }
  // envalid: `str({ default: '*' })`
  const options = base.kind === 'call' ? objectAt(base.args[0]) : null;
  const written = steps.find((step) => /^(?:default|catch|prefault|fallback)$/.test(step.name))?.args[0] ?? options?.properties.get('default')?.value;
  const fallback = written?.kind === 'function' ? evaluator.callFunction(written.node, [], written.environment, node) : written;
  const isOptional = steps.some((step) => /^(?:optional|nullish|partial)$/.test(step.name));
  const setting: Value = { kind: 'environment', name, node };
  // A setting that must be set is never missing: the server does not start without it.
  let value: Value = fallback !== undefined ? settingOr(name, fallback, node) : isOptional ? setting : { kind: 'text', parts: [setting], node };
  for (const step of steps) {
    const [change] = step.args;
    if (/^(?:transform|overwrite)$/.test(step.name) && change?.kind === 'function') value = evaluator.callFunction(change.node, [value], change.environment, node);
  }
  return value;
}
