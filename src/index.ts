import type { ESLint, Linter, Rule } from 'eslint';
import { packageInfo } from './package-info.ts';
import { rules } from '../rules/index.ts';

const names = Object.keys(rules) as (keyof typeof rules)[];

/** Rules and options of a preset: `strict` has every rule, each with its strict options. */
function presetRules(preset: 'recommended' | 'strict'): Linter.RulesRecord {
  const entries = names.flatMap((name): [string, Linter.RuleEntry][] => {
    const rule = rules[name];
    if (preset === 'recommended') return rule.preset === 'recommended' ? [[`cors/${name}`, 'error']] : [];
    return [[`cors/${name}`, rule.strictOptions === null ? 'error' : ['error', rule.strictOptions]]];
  });
  return Object.fromEntries(entries);
}

interface CorsPlugin extends ESLint.Plugin {
  readonly rules: Record<string, Rule.RuleModule>;
  readonly configs: { readonly recommended: Linter.Config; readonly strict: Linter.Config };
}

/** The ESLint plugin: its rules, and the presets `recommended` and `strict` as flat configurations. */
const plugin: CorsPlugin = {
  meta: { name: packageInfo.name, version: packageInfo.version, namespace: 'cors' },
  rules: rules,
  configs: {
    recommended: { name: 'cors/recommended', rules: presetRules('recommended') },
    strict: { name: 'cors/strict', rules: presetRules('strict') },
  },
};
// The presets contain the plugin itself, so that one line of configuration is enough.
Object.assign(plugin.configs.recommended, { plugins: { cors: plugin } });
Object.assign(plugin.configs.strict, { plugins: { cors: plugin } });

export default plugin;
// `require('eslint-plugin-cors')` gives the plugin itself, not a module namespace (Node's `require(esm)`).
export { plugin as 'module.exports' };
