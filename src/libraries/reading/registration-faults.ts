import type { TSESTree } from '@typescript-eslint/utils';
import { onDemand } from '../../on-demand.ts';
import type { OptionFault } from '../../policy/option-fault.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf } from '../../values/value.ts';
import { OPTION_LIBRARIES } from '../all-libraries.ts';
import type { LibraryCall, OptionLibrary } from '../library-model.ts';
import type { VersionLookup } from './version-in-use.ts';

/** Libraries whose middleware is what a call of them returns, and that do nothing else. */
const MAKES_MIDDLEWARE = /^(?:cors|@koa\/cors|hono)$/;

/** Methods that take middleware. */
const REGISTERS = /^(?:use|get|post|put|patch|delete|all|options)$/;

/** What is handed to an application that it cannot run: the library in place of its middleware, or the reverse. */
export function registrationFaultsOf(evaluator: Evaluator, versionOf: VersionLookup): readonly OptionFault[] {
  const { module } = evaluator;
  return module.nodes('CallExpression').flatMap((call) => [...notCalled(call, evaluator), ...called(call, evaluator), ...unused(call, evaluator), ...pathSyntax(call, evaluator, versionOf)]);
}

/** `app.use(cors)`: the function that makes the middleware, in the place of the middleware. */
function notCalled(call: TSESTree.CallExpression, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  if (call.callee.type !== 'MemberExpression' || !REGISTERS.test(propertyName(call.callee) ?? '')) return [];
  return call.arguments.flatMap((argument): readonly OptionFault[] => {
    if (argument.type !== 'Identifier' && argument.type !== 'MemberExpression') return [];
    const library = libraryOf(argument, 'call', evaluator);
    if (library === null || !MAKES_MIDDLEWARE.test(library.package)) return [];
    return [{ kind: 'not-called', library: library.name, text: module.excerpt(argument), meant: '', place: module.placeOf(argument), instead: `${module.textOf(argument)}()`, opens: /^(?:any|echo)$/.test(library.origin.missing) }];
  });
}

/** `fastify.register(cors(options))`: a plugin that is run without the application. */
function called(call: TSESTree.CallExpression, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  const [plugin] = call.arguments;
  if (call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== 'register' || plugin?.type !== 'CallExpression') return [];
  const library = libraryOf(plugin.callee, 'plugin', evaluator);
  if (library === null || plugin.arguments.length > 1) return [];
  const instead = [plugin.callee, ...plugin.arguments].map((each) => module.textOf(each)).join(', ');
  return [{ kind: 'called', library: library.name, text: module.excerpt(plugin), meant: '', place: module.placeOf(plugin), instead, opens: plugin.arguments.length === 0 && /^(?:any|echo)$/.test(library.origin.missing) }];
}

/** `cors(options);` as a statement. */
function unused(call: TSESTree.CallExpression, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  if (module.parentOf(call)?.type !== 'ExpressionStatement') return [];
  const library = libraryOf(call.callee, 'call', evaluator);
  // `cors(options)(request, response, next)` runs it, and micro's and Next's wrappers do other things with a call.
  if (library === null || !MAKES_MIDDLEWARE.test(library.package) || call.arguments.length > 1) return [];
  return [{ kind: 'unused', library: library.name, text: module.excerpt(call), meant: '', place: module.placeOf(call), instead: null, opens: false }];
}

/**
 * `app.options('*', cors())` in Express 5, whose router reads `*` as the start of a name (path-to-regexp 8) and throws
 * where none follows.
 */
function pathSyntax(call: TSESTree.CallExpression, evaluator: Evaluator, versionOf: VersionLookup): readonly OptionFault[] {
  const { module } = evaluator;
  const { callee } = call;
  const [path, ...handlers] = call.arguments;
  if (callee.type !== 'MemberExpression' || path?.type !== 'Literal' || typeof path.value !== 'string' || !/\*(?![\w$"])/.test(path.value)) return [];
  const method = propertyName(callee) ?? '';
  const isAboutCors = method === 'options' || handlers.some((each) => each.type === 'CallExpression' && libraryOf(each.callee, 'call', evaluator) !== null);
  if (!REGISTERS.test(method) || !isAboutCors || !isOfExpress(callee.object, evaluator)) return [];
  const version = versionOf('express', module.file);
  const least = version === null ? null : onDemand.semver().minVersion(version);
  if (least === null || least.major < 5) return [];
  const quote = path.raw[0] ?? "'";
  const prefix = /^(\/(?:[\w.-]+\/)*)?\*$/.exec(path.value)?.[1] ?? (path.value === '*' ? '/' : null);
  return [{ kind: 'path-syntax', library: `Express ${String(least.major)}`, text: path.raw, meant: '', place: module.placeOf(path), instead: prefix === null ? null : `${quote}${prefix}{*splat}${quote}`, opens: false }];
}

/** Whether an expression is an application or router of Express. */
function isOfExpress(node: Node, evaluator: Evaluator): boolean {
  return [...leavesOf(evaluator.evaluate(node))].some((leaf) => {
    if (leaf.kind !== 'call') return false;
    const { callee } = leaf;
    const root = callee.kind === 'member' ? callee.object : callee;
    return root.kind === 'imported' && root.module === 'express';
  });
}

/** The library that an expression is an export of, where a call of the kind is how it is used. */
function libraryOf(node: Node, kind: Extract<LibraryCall['kind'], 'call' | 'plugin'>, evaluator: Evaluator): OptionLibrary | null {
  const value = evaluator.evaluate(node);
  if (value.kind !== 'imported') return null;
  return OPTION_LIBRARIES.find(({ calls }) => calls.some((each) => each.kind === kind && each.module.test(value.module) && (each.kind === 'plugin' || each.exports.includes(value.path.join('.'))))) ?? null;
}
