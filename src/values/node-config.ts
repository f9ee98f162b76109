import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unknown } from './combine.ts';
import type { Evaluator } from './evaluate.ts';
import { filesBelow } from './modules/directory-files.ts';
import { settingOr } from './settings-schema.ts';
import type { Node } from './source-module.ts';
import { stringOf, type ObjectValue, type Property, type Value } from './value.ts';

/** The package's own properties, beside which those of the configuration stand. */
const OWN_PROPERTIES = new Set(['get', 'has', 'util']);

/** Files whose values are read. */
const READABLE = /\.(?:js|cjs|mjs|ts|cts|mts|json)$/;

/**
 * Files that the package loads, by what they are called before the extension. They are merged in this order: `default`,
 * the deployment, `local`, and the variables that `custom-environment-variables` names
 * (https://github.com/node-config/node-config/wiki/Configuration-Files). Production is what is judged: files of other
 * deployments are not read.
 */
const LOADED = /^(default|production|custom-environment-variables|local|local-production|(?:default|production)-[^.]+|local-production-[^.]+)\.(?:js|cjs|mjs|ts|cts|mts|json|json5|jsonc|hjson|toml|coffee|iced|ya?ml|cson|properties|xml)$/;

/** Directories up from a file to the one that has `config/`. */
const MAX_LEVELS = 8;

/** The merged configuration of a file's project; `null` where there is no such directory. */
const configurations = new WeakMap<Evaluator, Map<string, Value | null>>();

/** `config.get('cors.origin')`; `null` where the receiver is not the package, or its files are not found. */
export function nodeConfigSetting(evaluator: Evaluator, receiver: Value, path: string, node: Node): Value | null {
  if (!isNodeConfig(receiver)) return null;
  const value = at(configurationOf(evaluator, node), [...receiver.path, ...path.split('.')], evaluator, node);
  // `get` throws where nothing is set: a server that runs has a value.
  return value?.kind === 'constant' && value.value === undefined ? unknown('a setting that no file has', node) : value;
}

/** `config.cors.origin`; `null` for the package's own properties as well. */
export function nodeConfigMember(evaluator: Evaluator, receiver: Value, name: string, node: Node): Value | null {
  if (!isNodeConfig(receiver) || (receiver.path.length === 0 && OWN_PROPERTIES.has(name))) return null;
  return at(configurationOf(evaluator, node), [...receiver.path, name], evaluator, node);
}

function isNodeConfig(value: Value): value is Extract<Value, { kind: 'imported' }> {
  return value.kind === 'imported' && value.module === 'config' && value.reason === null;
}

function at(configuration: Value | null, path: readonly string[], evaluator: Evaluator, node: Node): Value | null {
  return configuration === null ? null : path.reduce((value, name) => evaluator.memberOf(value, name, node), configuration);
}

function configurationOf(evaluator: Evaluator, node: Node): Value | null {
  const from = dirname(evaluator.module.moduleOf(node).file);
  const known = configurations.get(evaluator) ?? new Map<string, Value | null>();
  configurations.set(evaluator, known);
  const before = known.get(from);
  if (before !== undefined) return before;
  // A file of the configuration may ask for it.
  known.set(from, null);
  const value = merged(evaluator, from, node);
  known.set(from, value);
  return value;
}

function merged(evaluator: Evaluator, from: string, node: Node): Value | null {
  const files = nearestFiles(from);
  if (files.size === 0) return null;
  const closed = [...files.values()].flat().find((path) => !READABLE.test(path));
  if (closed !== undefined) return unknown('a configuration in a format that is not read', node);
  const read = (name: string): readonly Value[] => (files.get(name) ?? []).map((path) => contentOf(evaluator, path, node));
  const layers = [...read('default'), ...read('production')].reduce<Value | null>((below, above) => (below === null ? above : overlaid(below, above)), null);
  // What one machine has decides over the rest, and other machines do not have it.
  const machines = [...files.keys()].filter((name) => /^(?:local|default-|production-)/.test(name)).flatMap(read);
  const base = machines.reduce<Value>((below, above) => overlaid(below, hidden(above)), layers ?? unknown('a configuration without defaults', node));
  return read('custom-environment-variables').reduce(withVariables, base);
}

/** The files of the nearest `config` directory that has any, by their names without the extension. */
function nearestFiles(from: string): ReadonlyMap<string, readonly string[]> {
  for (let directory = from, level = 0; level < MAX_LEVELS; directory = dirname(directory), level++) {
    const files = new Map<string, string[]>();
    for (const { path, name, below } of filesBelow(join(directory, 'config'), { source: '/', flags: '' })) {
      const kind = below.length === 0 ? LOADED.exec(name)?.[1] : undefined;
      if (kind !== undefined) files.set(kind, [...(files.get(kind) ?? []), path]);
    }
    if (files.size > 0 || existsSync(join(directory, '.git')) || directory === dirname(directory)) return files;
  }
  return new Map();
}

/** What a file exports: `module.exports`, or its default. */
function contentOf(evaluator: Evaluator, path: string, node: Node): Value {
  const value = evaluator.imported(node, path, null, 'require');
  const whole = value.kind === 'object' && value.node.type === 'Program' ? (value.properties.get('default')?.value ?? value) : value;
  return whole.kind === 'object' ? whole : unknown('a configuration that is not shown', node);
}

/** One configuration over another: objects are merged, all else is replaced. */
function overlaid(below: Value, above: Value): Value {
  if (above.kind === 'constant' && above.value === undefined) return below;
  if (below.kind !== 'object' || above.kind !== 'object') return above;
  const properties = new Map<string, Property>(below.properties);
  for (const [name, property] of above.properties) {
    const under = properties.get(name);
    properties.set(name, under === undefined ? property : { ...property, value: overlaid(under.value, property.value) });
  }
  // What is not shown of the upper one may be anything of the lower.
  const shown = above.complete ? properties : new Map([...properties].filter(([name]) => above.properties.has(name)));
  return { ...below, properties: shown, complete: below.complete && above.complete };
}

/** The same settings with values that are not shown. */
function hidden(value: Value): Value {
  if (value.kind !== 'object') return unknown('a setting of one machine', value.node);
  return { ...value, properties: new Map([...value.properties].map(([name, property]) => [name, { ...property, value: hidden(property.value) }])) };
}

/** `{ cors: { origin: 'CORS_ORIGIN' } }`: the variables that stand for settings, where they are set. */
function withVariables(base: Value, names: Value): Value {
  const variable = stringOf(names);
  if (variable !== null) return base.kind === 'constant' && base.value === undefined ? required(variable, names.node) : settingOr(variable, base, names.node);
  const described = names.kind === 'object' ? names.properties.get('__name')?.value : undefined;
  const parsed = described === undefined ? null : stringOf(described);
  if (parsed !== null) return parsedOr(parsed, base, names.node);
  if (names.kind !== 'object' || (base.kind !== 'object' && !(base.kind === 'constant' && base.value === undefined))) return unknown('a setting of the environment', names.node);
  const under: ObjectValue = base.kind === 'object' ? base : { kind: 'object', properties: new Map(), complete: true, node: names.node };
  const properties = new Map<string, Property>(under.properties);
  for (const [name, property] of names.properties) {
    const before = properties.get(name)?.value ?? { kind: 'constant', value: undefined, node: property.node };
    properties.set(name, { node: property.node, value: withVariables(before, property.value) });
  }
  return { ...under, properties, complete: under.complete && names.complete };
}

/** `{ __name: 'CORS_ORIGIN', __format: 'json' }`: what the variable holds is parsed. */
function parsedOr(variable: string, base: Value, node: Node): Value {
  const setting = settingOr(variable, base, node);
  return setting.kind === 'choice' ? { ...setting, whenTrue: unknown('a setting that is parsed', node) } : setting;
}

/** A setting that no file has: `get` throws without the variable. */
function required(variable: string, node: Node): Value {
  return { kind: 'text', parts: [{ kind: 'environment', name: variable, node }], node };
}
