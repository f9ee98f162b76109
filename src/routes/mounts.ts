import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../values/evaluate.ts';
import { holds, isFunction, type FunctionNode, type Node, type SourceModule, type Variable } from '../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, type Environment, type Value } from '../values/value.ts';
import { autoloadedPlugins, type AutoloadedPlugin } from './autoload.ts';
import { classKeeping, environmentAt, handedCodeOf, type HandedCode } from './handed-routers.ts';
import { isRouterValue, pathBelow, registrationsOf, ROUTER_NAME, type Registration } from './registrations.ts';

/** Files whose routes are collected for one file at hand. */
const MAX_FILES = 60;

/** The routes that a file registers or mounts, also those of the routers and plugins that it imports. */
export interface MountedRoutes {
  readonly registrations: readonly Registration[];
  /** Routers, with the registration that mounts them. */
  readonly mounts: ReadonlyMap<Variable, Registration>;
  /** Parameters by which functions are given an application or router, with what they are given. */
  readonly given: ReadonlyMap<Variable, Variable>;
  /** Code of imported files that registers something on an application or router of this file. */
  readonly reached: readonly ReachedCode[];
}

/** A function, or one registration, of an imported file that has to do with an application of the file at hand. */
export interface ReachedCode {
  readonly node: Node;
  /** What in the file at hand leads there: a mount, or a call. */
  readonly use: Node;
  /** What the function is called with. */
  readonly environment: Environment;
  /** A package's plugin that the file hands out to be registered, with the options that it gets. */
  readonly plugin?: Pick<AutoloadedPlugin, 'plugin' | 'options'>;
}

/** Follows mounts (`app.use('/api', router)`, `app.register(plugin)`, `routes(app)`) from the file at hand. */
export function mountedRoutes(evaluator: Evaluator): MountedRoutes {
  return new MountWalk(evaluator).walk();
}

class MountWalk {
  readonly #evaluator: Evaluator;
  readonly #registrations: Registration[] = [];
  readonly #mounts = new Map<Variable, Registration>();
  readonly #given = new Map<Variable, Variable>();
  readonly #reached: ReachedCode[] = [];
  /** Mounts and calls of imported files, with what in the file at hand leads to them. */
  readonly #uses = new Map<Variable, Node>();
  readonly #open: SourceModule[] = [];
  readonly #seen = new Set<SourceModule>();
  readonly #adopted = new Set<Variable>();
  /** Functions and classes that the file at hand gives routers in a list. */
  #handed: readonly HandedCode[] = [];

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  walk(): MountedRoutes {
    this.#handed = handedCodeOf(this.#evaluator, this.#evaluator.module);
    this.#visit(this.#evaluator.module);
    for (const { code, use, environment } of this.#handed) {
      if (this.#evaluator.module.owns(code)) continue;
      this.#reached.push({ node: code, use, environment });
      const module = this.#evaluator.module.moduleOf(code);
      this.#add(registrationsOf(this.#evaluator, module).filter((each) => holds(code, each.node)), module);
    }
    for (let module = this.#open.shift(); module !== undefined; module = this.#open.shift()) {
      const reached = registrationsOf(this.#evaluator, module).filter((each) => this.#isReached(each.receiver));
      this.#add(reached, module);
    }
    return { registrations: this.#registrations, mounts: this.#mounts, given: this.#given, reached: this.#reached };
  }

  #visit(module: SourceModule): void {
    this.#seen.add(module);
    this.#add(registrationsOf(this.#evaluator, module), module);
  }

  #add(found: readonly Registration[], module: SourceModule): void {
    const fresh = found.filter((each) => !this.#registrations.some((known) => known.node === each.node));
    this.#registrations.push(...fresh);
    for (const registration of fresh) {
      this.#adopt(registration);
      const use = registration.receiver === null ? undefined : this.#uses.get(registration.receiver);
      if (use !== undefined && !this.#evaluator.module.owns(registration.node)) this.#reached.push({ node: registration.node, use, environment: EMPTY_ENVIRONMENT });
      // `app.get(path, controller.show)` ends at a handler; routers and plugins are used.
      if (registration.kind === 'route') continue;
      for (const loaded of autoloadedPlugins(this.#evaluator, registration)) this.#load(loaded, registration);
      const environment = environmentAt(registration.node, this.#handed.find(({ code }) => this.#evaluator.module.isWithin(registration.node, code))?.environment ?? EMPTY_ENVIRONMENT, this.#evaluator);
      for (const handler of registration.handlers) {
        const isOpen = isUnscoped(this.#evaluator.evaluate(handler));
        this.#takeKept(handler, registration, environment);
        for (const router of this.#routersOf(handler, environment)) {
          if (router === registration.receiver || this.#mounts.has(router) || this.#given.has(router)) continue;
          this.#mount(router, registration, isOpen);
          this.#leads(router, registration.node, registration.receiver);
          this.#enter(router, [UNSEEN(registration.node), ...registration.node.arguments.slice(1).map((each) => this.#evaluator.evaluate(each))]);
          this.#enqueue(router);
        }
      }
    }
    this.#handOver(module);
  }

  /** The routes of a router that an object of another file's class keeps: they are registered on `this.router`, which no name holds. */
  #takeKept(handler: Node, registration: Registration, environment: Environment): void {
    if (handler.type !== 'MemberExpression' && handler.type !== 'Identifier') return;
    for (const value of leavesOf(this.#evaluator.evaluate(handler, environment))) {
      const kept = classKeeping(value, this.#evaluator);
      if (kept === null) continue;
      const routes = registrationsOf(this.#evaluator, this.#evaluator.module.moduleOf(kept)).filter((each) => each.receiver === null && holds(kept, each.node) && !this.#registrations.some((known) => known.node === each.node));
      this.#registrations.push(...routes.map((each) => ({ ...each, path: pathBelow(registration.path, each.path), receiver: registration.receiver, mountedBy: registration })));
    }
  }

  /** A plugin of a directory that is loaded as a whole: one of the project's own, or one that a package has. */
  #load({ plugin, node, options, prefix }: AutoloadedPlugin, registration: Registration): void {
    const mount: Registration = { ...registration, path: prefix === '/' ? registration.path : prefix, handlers: [] };
    const router = routerOfValue(plugin, this.#evaluator);
    if (router === null) {
      const use = this.#evaluator.module.owns(registration.node) ? registration.node : registration.receiver === null ? undefined : this.#uses.get(registration.receiver);
      if (use !== undefined) this.#reached.push({ node, use, environment: EMPTY_ENVIRONMENT, plugin: { plugin, options } });
      return;
    }
    if (this.#mounts.has(router) || this.#given.has(router)) return;
    this.#mount(router, mount, isUnscoped(plugin));
    this.#leads(router, registration.node, registration.receiver);
    this.#enter(router, [UNSEEN(registration.node), ...(options === null ? [] : [options.value])]);
    this.#enqueue(router);
  }

  /** What is registered on a router counts for it alone, or for the application that it is given where nothing keeps them apart. */
  #mount(router: Variable, registration: Registration, isOpen: boolean): void {
    if (isOpen && registration.receiver !== null) this.#given.set(router, registration.receiver);
    else this.#mounts.set(router, registration);
  }

  /** `routes(app)`, `require('./routes')(app)`: the function's parameter is the application. */
  #handOver(module: SourceModule): void {
    const receivers = new Set(this.#registrations.flatMap((each) => each.receiver ?? []));
    for (const call of module.nodes('CallExpression')) {
      if (call.callee.type === 'MemberExpression' && call.callee.object.type === 'Identifier' && receivers.has(this.#evaluator.module.variableOf(call.callee.object) as Variable)) continue;
      call.arguments.forEach((argument, index) => {
        if (argument.type !== 'Identifier') return;
        const variable = this.#evaluator.module.variableOf(argument);
        if (variable === null) return;
        const callee = this.#evaluator.evaluate(call.callee);
        if (callee.kind !== 'function') return;
        const parameter = parameterOf(callee.node, index, this.#evaluator);
        if (parameter === null || this.#given.has(parameter) || parameter === variable) return;
        // Asked last: what an argument is leads far, and most calls are of functions that the project has not written.
        if (!receivers.has(variable) && !this.#isRouter(argument, variable)) return;
        this.#given.set(parameter, variable);
        this.#leads(parameter, call, variable);
        this.#enter(parameter, call.arguments.map((each) => this.#evaluator.evaluate(each)));
        this.#enqueue(parameter);
      });
    }
  }

  /** An application that another file, or another function, has made: `createApp()`, `import { app } from './app'`. */
  #adopt({ node, receiver }: Registration): void {
    if (receiver === null || this.#adopted.has(receiver)) return;
    this.#adopted.add(receiver);
    const identifier = receiver.references.find((reference) => reference.init !== true)?.identifier ?? receiver.identifiers[0];
    if (identifier === undefined) return;
    for (const value of leavesOf(this.#evaluator.evaluate(identifier))) {
      const made = value.kind === 'promise' ? value.of : value;
      const holder = made.kind === 'call' || made.kind === 'instance' ? holderOf(made.node, this.#evaluator) : null;
      if (holder === null || holder === receiver || this.#given.has(holder) || this.#mounts.has(holder)) continue;
      this.#given.set(holder, receiver);
      this.#leads(holder, initializerOf(receiver) ?? node, receiver);
      this.#enqueue(holder);
    }
  }

  /** Remembers what in the file at hand leads to a router: `node` itself, or what leads to the file that it stands in. */
  #leads(router: Variable, node: Node, from: Variable | null): void {
    const use = this.#evaluator.module.owns(node) ? node : from === null ? undefined : this.#uses.get(from);
    if (use !== undefined && !this.#uses.has(router)) this.#uses.set(router, use);
  }

  /** A function of another file that is given an application: all that it does is done to that. */
  #enter(parameter: Variable, args: readonly Value[]): void {
    const fn = parameter.defs[0]?.node as Node | undefined;
    const use = this.#uses.get(parameter);
    if (fn === undefined || use === undefined || !isFunction(fn) || this.#evaluator.module.owns(fn)) return;
    this.#reached.push({ node: fn, use, environment: this.#evaluator.bind(fn, args, EMPTY_ENVIRONMENT, use) });
  }

  #isRouter(node: TSESTree.Identifier, variable: Variable): boolean {
    return ROUTER_NAME.test(node.name) || (isMade(variable) && isRouterValue(this.#evaluator.evaluate(node)));
  }

  #isReached(receiver: Variable | null): boolean {
    return receiver !== null && (this.#mounts.has(receiver) || this.#given.has(receiver));
  }

  #enqueue(router: Variable): void {
    const [identifier] = router.identifiers;
    if (identifier === undefined) return;
    const module = this.#evaluator.module.moduleOf(identifier);
    // A file already looked at may hold another router, reached only now.
    if (module === this.#evaluator.module || this.#open.includes(module)) return;
    if (!this.#seen.has(module) && this.#seen.size >= MAX_FILES) return;
    this.#seen.add(module);
    this.#open.push(module);
  }

  #routersOf(handler: Node, environment: Environment): readonly Variable[] {
    const { module } = this.#evaluator;
    // Koa and trpc: `app.use(router.routes())`.
    const router = handler.type === 'CallExpression' && handler.callee.type === 'MemberExpression' && handler.arguments.length === 0 ? handler.callee.object : handler;
    const local = router.type === 'Identifier' ? module.variableOf(router) : null;
    const found = isFunction(router) ? [] : [...leavesOf(this.#evaluator.evaluate(router, environment))].flatMap((value) => routerOfValue(value, this.#evaluator) ?? []);
    const isImport = local !== null && (local.defs[0]?.type as string | undefined) === 'ImportBinding';
    return local === null || isImport ? found : [local, ...found];
  }
}

/** `fastify-plugin` takes a plugin out of its own scope: its hooks are the application's. */
function isUnscoped(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind === 'imported' && value.callee.module === 'fastify-plugin';
}

const UNSEEN = (node: Node): Value => ({ kind: 'unknown', reason: 'an application', node });

/** The name that a router was given where it was made, or the parameter by which a plugin is given its own. */
function routerOfValue(value: Value, evaluator: Evaluator): Variable | null {
  switch (value.kind) {
    case 'function':
      return parameterOf(value.node, 0, evaluator);
    case 'promise':
      return routerOfValue(value.of, evaluator);
    case 'call':
    case 'instance': {
      const named = holderOf(value.node, evaluator);
      if (named !== null) return named;
      // `fp(async (fastify) => …)`: a wrapper around a plugin.
      const [first] = value.args;
      return value.kind === 'call' && first?.kind === 'function' && value.callee.kind === 'imported' ? parameterOf(first.node, 0, evaluator) : null;
    }
    default:
      return null;
  }
}

function initializerOf(variable: Variable): Node | null {
  const definition = variable.defs[0]?.node as Node | undefined;
  return definition?.type === 'VariableDeclarator' ? definition.init : null;
}

/** Whether a name stands for what a call gives, or another file: what is written out is no router, and is not followed for that. */
function isMade(variable: Variable): boolean {
  const init = initializerOf(variable);
  return init === null ? (variable.defs[0]?.type as string | undefined) === 'ImportBinding' : MAKING.has(init.type);
}

const MAKING: ReadonlySet<string> = new Set(['AwaitExpression', 'CallExpression', 'ConditionalExpression', 'Identifier', 'LogicalExpression', 'MemberExpression', 'NewExpression', 'TSAsExpression']);

function holderOf(node: Node, evaluator: Evaluator): Variable | null {
  const parent = evaluator.module.parentOf(node);
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? evaluator.module.variableOf(parent.id) : null;
  return parent?.type === 'AwaitExpression' || parent?.type === 'TSAsExpression' ? holderOf(parent, evaluator) : null;
}

function parameterOf(fn: FunctionNode, index: number, evaluator: Evaluator): Variable | null {
  const param = fn.params[index];
  const target = param?.type === 'AssignmentPattern' ? param.left : param;
  return target?.type === 'Identifier' ? evaluator.module.variableOf(target) : null;
}
