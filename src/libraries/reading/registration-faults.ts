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

/** Methods that take middleware. */
const REGISTERS = /^(?:use|get|post|put|patch|delete|all|options)$/;

/** What is handed to an application that it cannot run: the library in place of its middleware, or the reverse. */
export function registrationFaultsOf(evaluator: Evaluator, versionOf: VersionLookup): readonly OptionFault[] {
  const { module } = evaluator;
  return module.nodes('CallExpression').flatMap((call) => [...notCalled(call, evaluator), ...notWrapped(call, evaluator), ...called(call, evaluator), ...unused(call, evaluator), ...pathSyntax(call, evaluator, versionOf)]);
}

/** `app.use(cors)`: the function that makes the middleware, in the place of the middleware. */
function notCalled(call: TSESTree.CallExpression, evaluator: Evaluator): readonly OptionFault[] {
  if (call.callee.type !== 'MemberExpression' || !REGISTERS.test(propertyName(call.callee) ?? '')) return [];
  return call.arguments.flatMap((argument): readonly OptionFault[] => {
    // `app.use(require('cors'))`
    const isName = argument.type === 'Identifier' || argument.type === 'MemberExpression' || (argument.type === 'CallExpression' && argument.callee.type === 'Identifier' && argument.callee.name === 'require');
    if (!isName) return [];
    const library = libraryOf(argument, 'call', evaluator);
    return library !== null && makesOf(library) === 'middleware' ? [withoutCall(argument, library, evaluator)] : [];
  });
}

/** `cors(handler)` in place of `cors()(handler)`: the handler is taken for the options. */
function notWrapped(call: TSESTree.CallExpression, evaluator: Evaluator): readonly OptionFault[] {
  const library = libraryOf(call.callee, 'call', evaluator);
  const [handler] = call.arguments;
  if (library === null || makesOf(library) !== 'wrapper' || handler === undefined || handler.type === 'SpreadElement') return [];
  return evaluator.evaluate(handler).kind === 'function' ? [withoutCall(call.callee, library, evaluator)] : [];
}

/** What a call of the library makes, where it does nothing else. */
function makesOf({ calls }: OptionLibrary): 'middleware' | 'wrapper' | null {
  return calls.flatMap((each) => (each.kind === 'call' ? (each.makes ?? []) : []))[0] ?? null;
}

function withoutCall(node: Node, library: OptionLibrary, { module }: Evaluator): OptionFault {
  return { kind: 'not-called', library: library.name, text: module.excerpt(node), meant: '', place: module.placeOf(node), instead: `${module.textOf(node)}()`, opens: /^(?:any|echo)$/.test(library.origin.missing) };
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

/** Whether a call of a library makes middleware, as a statement of its own, that nothing can run: `cors(options);`. */
export function isUnused(call: Node, library: OptionLibrary, { module }: Evaluator): boolean {
  // `cors(options)(request, response, next)` runs it, and micro's and Next's wrappers do other things with a call.
  return call.type === 'CallExpression' && module.parentOf(call)?.type === 'ExpressionStatement' && makesOf(library) === 'middleware' && call.arguments.length <= 1;
}

function unused(call: TSESTree.CallExpression, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  const library = libraryOf(call.callee, 'call', evaluator);
  if (library === null || !isUnused(call, library, evaluator)) return [];
  return [{ kind: 'unused', library: library.name, text: module.excerpt(call), meant: '', place: module.placeOf(call), instead: null, opens: false }];
}

/** Routers that read paths with path-to-regexp 8, by the version that does so first. */
const STRICT_PATHS: readonly { readonly module: RegExp; readonly name: string; readonly since: number }[] = [
  { module: /^express$/, name: 'Express', since: 5 },
  { module: /^@koa\/router$/, name: '@koa/router', since: 14 },
  { module: /^koa-router$/, name: 'koa-router', since: 14 },
];

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
  const router = REGISTERS.test(method) && isAboutCors ? routerOf(callee.object, evaluator) : null;
  if (router === null) return [];
  const { name, since } = router.kind;
  const version = versionOf(router.module, module.file);
  const least = version === null ? null : onDemand.semver().minVersion(version);
  if (least === null || least.major < since) return [];
  const quote = path.raw[0] ?? "'";
  const prefix = /^(\/(?:[\w.-]+\/)*)?\*$/.exec(path.value)?.[1] ?? (path.value === '*' ? '/' : null);
  return [{ kind: 'path-syntax', library: `${name} ${String(least.major)}`, text: path.raw, meant: '', place: module.placeOf(path), instead: prefix === null ? null : `${quote}${prefix}{*splat}${quote}`, opens: false }];
}

/** The application or router of such a package that an expression is, with the package. */
function routerOf(node: Node, evaluator: Evaluator): { readonly kind: (typeof STRICT_PATHS)[number]; readonly module: string } | null {
  for (const leaf of leavesOf(evaluator.evaluate(node))) {
    if (leaf.kind !== 'call' && leaf.kind !== 'instance') continue;
    const { callee } = leaf;
    const root = callee.kind === 'member' ? callee.object : callee;
    const kind = root.kind === 'imported' ? STRICT_PATHS.find((each) => each.module.test(root.module)) : undefined;
    if (root.kind === 'imported' && kind !== undefined) return { kind, module: root.module };
  }
  return null;
}

/** The library that an expression is an export of, where a call of the kind is how it is used. */
function libraryOf(node: Node, kind: Extract<LibraryCall['kind'], 'call' | 'plugin'>, evaluator: Evaluator): OptionLibrary | null {
  const value = evaluator.evaluate(node);
  if (value.kind !== 'imported') return null;
  return OPTION_LIBRARIES.find(({ calls }) => calls.some((each) => each.kind === kind && each.module.test(value.module) && (each.kind === 'plugin' || each.exports.includes(value.path.join('.'))))) ?? null;
}
