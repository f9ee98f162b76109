import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from './evaluate.ts';
import { nestFactory, nestSetting } from './nest-configuration.ts';
import { nodeConfigSetting } from './node-config.ts';
import { propertyName } from './request.ts';
import { convictSetting, envVarSetting, settingOr } from './settings-schema.ts';
import { stringOf, type Environment, type Value } from './value.ts';

/** Receivers by which applications name their configuration: `configService`, `config`, `this.config`, `env`. */
const CONFIGURATION = /(?:^|\.)_?(?:config|configuration|configService|settings|env|environment|nconf)(?:\(\))?$/i;

/** An object of the project that says itself what its `get` gives. */
function isOwnCode(receiver: Value): boolean {
  return receiver.kind === 'object' || receiver.kind === 'class' || (receiver.kind === 'instance' && receiver.callee.kind === 'class');
}

/** `app.get(AppConfig)`, `Container.resolve(AppConfig)`, `AppConfig.getInstance()`: an object of a class of the project. */
export function injected(evaluator: Evaluator, node: TSESTree.CallExpression, environment: Environment): Value | null {
  if (node.callee.type !== 'MemberExpression' && node.callee.type !== 'Identifier') return null;
  const name = node.callee.type === 'Identifier' ? node.callee.name : propertyName(node.callee);
  const [first] = node.arguments;
  const asked = first !== undefined && /^(?:get|resolve|inject)$/.test(name ?? '') && node.arguments.length === 1
    ? first
    : first === undefined && name === 'getInstance' && node.callee.type === 'MemberExpression' ? node.callee.object : null;
  if (asked === null || (asked.type !== 'Identifier' && asked.type !== 'MemberExpression')) return null;
  const value = evaluator.evaluate(asked, environment);
  if (value.kind === 'class') return { kind: 'instance', callee: value, args: [], node };
  return nestFactory(evaluator, asked);
}

/** `configService.get('X', fallback)`, `config.getOrThrow('X')`: a setting, with what it is when unset. */
export function configurationRead(evaluator: Evaluator, node: TSESTree.CallExpression, environment: Environment): Value | null {
  if (node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return null;
  if (/^as[A-Z]/.test(node.callee.property.name)) return envVarSetting(evaluator.evaluate(node.callee.object, environment), node);
  if (!/^(?:get|getOrThrow|getString|require|string)$/.test(node.callee.property.name)) return null;
  const [key, fallback] = node.arguments;
  const name = key === undefined ? null : stringOf(evaluator.evaluate(key, environment));
  if (name === null) return null;
  const receiver = evaluator.evaluate(node.callee.object, environment);
  const described = convictSetting(receiver, name, node) ?? nodeConfigSetting(evaluator, receiver, name, node);
  if (described !== null) return described;
  if (!CONFIGURATION.test(evaluator.module.textOf(node.callee.object)) || isOwnCode(receiver)) return null;
  const loaded = nestSetting(evaluator, name);
  if (loaded !== null) return loaded;
  if (fallback === undefined || fallback.type === 'ObjectExpression') return { kind: 'environment', name, node };
  return settingOr(name, evaluator.evaluate(fallback, environment), node, environment);
}
