import type { Evidence, Scope } from '../policy/policy.ts';
import { Evaluator } from '../values/evaluate.ts';
import { isFunction, type FunctionNode, type Node, type Variable } from '../values/source-module.ts';
import { EVERY_PATH, type AskedPaths } from './asked-paths.ts';
import { evidenceIn, evidenceOfFile, evidenceOfHandler, evidenceOfPath, localServer } from './evidence.ts';
import { methodsOfFile, middlewareBeside, routeOfFile, routesBehind, type FileRoute } from './file-routes.ts';
import { mountedRoutes, type ReachedCode } from './mounts.ts';
import { nestRegistrations } from './nest-modules.ts';
import { pathBelow, type Registration } from './registrations.ts';
import { controllerRegistrations } from './routing-controllers.ts';

/** Methods that change something. */
const STATE_CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Applications whose middleware governs every route, whatever the order of registration. */
const ORDER_FREE = /["'](?:fastify|@nestjs\/core)["']/;

/** A route as the code writes it; without methods for all of them. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

/** Says which requests the policies of one file govern. Built once a file. */
export class RouteTable {
  readonly #evaluator: Evaluator;
  readonly #registrations: readonly Registration[];
  readonly #byNode: ReadonlyMap<Node, Registration>;
  /** Routers of the file, with the registration that mounts them. */
  readonly #mounts: ReadonlyMap<Variable, Registration>;
  /** Code of imported files that registers something on this file's applications. */
  readonly reached: readonly ReachedCode[];
  readonly #given: ReadonlyMap<Variable, Variable>;
  /** Reads bodies of handlers without following what they import: only names and reads of the request matter there. */
  readonly #alone: Evaluator;
  readonly #authMiddleware: readonly string[];
  readonly #fileEvidence: readonly Evidence[];
  readonly #memo = new Map<Registration, readonly Evidence[]>();

  /** `file` is the path relative to the project's root, with forward slashes. */
  constructor(evaluator: Evaluator, file: string, authMiddleware: readonly string[]) {
    this.#evaluator = evaluator;
    const { registrations, mounts, given, reached } = mountedRoutes(evaluator);
    this.#alone = new Evaluator(evaluator.module);
    this.#registrations = [...registrations, ...nestRegistrations(evaluator), ...controllerRegistrations(evaluator)];
    this.#mounts = mounts;
    this.#given = given;
    this.reached = reached;
    this.#byNode = new Map(this.#registrations.map((each) => [each.node, each]));
    this.#authMiddleware = authMiddleware;
    this.#fileEvidence = [evidenceOfFile(file, evaluator), localServer(evaluator)].filter((each) => each !== null);
    this.#filePath = routeOfFile(file, evaluator.module.text);
  }

  readonly #filePath: string | null;
  #routesBehind: readonly FileRoute[] | undefined;

  /** The path that the file answers for, where the file system names routes. */
  get filePaths(): readonly string[] {
    return this.#filePath === null ? [] : [this.#filePath];
  }

  /**
   * The requests governed by what `node` is: a middleware expression, a handler function, or something inside one.
   * For a node of an imported file, `use` is what in this file leads to it. `asked` is what tests on the way say of the path.
   */
  scopeOf(node: Node, use: Node = node, asked = EVERY_PATH): Scope {
    const own = this.#registrationsOf(node, new Set());
    const found = own.length > 0 || use === node ? own : this.#registrationsOf(use, new Set());
    // What answers preflights as well governs whatever the preflights are for.
    const others = found.filter(({ kind, methods }) => kind !== 'route' || methods.length !== 1 || methods[0] !== 'OPTIONS');
    const [first, ...more] = (others.length > 0 ? others : found).map((each) => this.#scopeBy(each, asked));
    return first === undefined ? this.#functionScope(use, asked) : more.reduce(united, first);
  }

  /** The requests that get to what one registration is given. */
  #scopeBy(registration: Registration, asked: AskedPaths): Scope {
    if (registration.kind === 'route') return this.#scope('route', [registration], this.#pathsOf([registration]));
    const path = this.#fullPath(registration);
    // Below a mount, what the request's path is read from is not what the routes are named by.
    const { mayBe, written } = path === null ? asked : EVERY_PATH;
    const governed = this.#governedBy(registration).filter((each) => {
      const route = each.kind === 'route' ? this.#fullPath(each) : null;
      return route === null || mayBe(route);
    });
    const below = this.#pathsOf(governed);
    const routes = below.length === 0 ? written : below;
    const scope =
      registration.path === null || path === null ? this.#scope('app', governed, routes) : this.#scope('path', governed, routes.length === 0 ? [path.replace(/\/\*+$/, '')] : routes);
    // What it answers itself: the rest of it is about the requests that it passes on.
    const relayed = this.#evidenceOf(registration).filter(({ kind }) => kind === 'relayed-request');
    return relayed.length === 0 ? scope : { ...scope, evidence: unique([...scope.evidence, ...relayed]) };
  }

  /** What an entry of a configuration is for, which names paths itself. */
  scopeOfEntry(entry: Node, paths: readonly string[]): Scope {
    const evidence = [...paths.flatMap((path) => evidenceOfPath(path, entry, this.#evaluator)), ...evidenceIn(entry, this.#alone), ...this.#fileEvidence];
    return { reach: 'path', paths, methods: [], evidence: unique(evidence) };
  }

  /** A policy of the whole application that no registration carries, such as Nest's `enableCors`. */
  appScope(): Scope {
    const behind = this.#behind(EVERY_PATH);
    if (behind !== null && this.#registrations.length === 0) return behind;
    const scope = this.#scope('app', this.#registrations, this.#pathsOf(this.#registrations));
    return { ...scope, evidence: [...scope.evidence, ...nestEvidence(this.#evaluator)] };
  }

  /** The requests whose bodies come to a parser: those of its own routes, which still are the application's, or all. */
  scopeOfParser(parser: Node): Scope {
    const { reach, paths } = this.scopeOf(parser);
    return reach === 'route' ? { ...this.appScope(), reach, paths } : this.appScope();
  }

  /** What is served elsewhere, such as by a service that the file configures. */
  outsideScope(): Scope {
    return { reach: 'unknown', paths: [], methods: [], evidence: this.#fileEvidence.filter(({ kind }) => kind !== 'local-server') };
  }

  /** A policy of the requests below a path that is written at `node`. */
  pathScope(path: string, node: Node): Scope {
    return { reach: 'path', paths: [path.replace(/\/\*+$/, '')], methods: [], evidence: [...evidenceOfPath(path, node, this.#evaluator), ...this.#fileEvidence] };
  }

  /** The routes that the file's applications have, with the path of the file itself where that is one. */
  routes(): readonly Route[] {
    const registered = this.#registrations.flatMap((each) => {
      const path = each.kind === 'route' ? this.#fullPath(each) : null;
      return path === null ? [] : [{ path, methods: each.methods }];
    });
    return this.#filePath === null ? registered : [...registered, { path: this.#filePath, methods: methodsOfFile(this.#evaluator.module) }];
  }

  #scope(reach: Scope['reach'], registrations: readonly Registration[], paths: readonly string[]): Scope {
    const methods = [...new Set(registrations.flatMap((each) => each.methods))];
    const before = new Set(registrations.flatMap((each) => this.#wayTo(each)));
    return { reach, paths, methods, evidence: unique([...registrations, ...before].flatMap((each) => this.#evidenceOf(each)).concat(this.#fileEvidence)) };
  }

  /** What a request passes in other files before it gets to a registration: mounts, and the middleware before them. */
  #wayTo(registration: Registration, depth = 0): readonly Registration[] {
    const { module } = this.#evaluator;
    const receiver = this.#canonical(registration.receiver);
    const mount = receiver === null ? undefined : this.#mounts.get(receiver);
    if (mount === undefined || depth > 3) return [];
    const across = module.moduleOf(mount.node) !== module.moduleOf(registration.node);
    const app = this.#canonical(mount.receiver);
    const earlier = this.#registrations.filter((each) => each.kind === 'middleware' && each.path === null && this.#canonical(each.receiver) === app && this.#isBefore(each.node, mount.node));
    return [...(across ? [mount, ...earlier] : []), ...this.#wayTo(mount, depth + 1)];
  }

  /** The registrations that `node` is a handler of: one directly, or all that it is given to through a name. */
  #registrationsOf(node: Node, seen: Set<Node>): readonly Registration[] {
    if (seen.has(node)) return [];
    seen.add(node);
    const { module } = this.#evaluator;
    let inner = node;
    for (const outer of [node, ...module.ancestorsOf(node)]) {
      const registration = this.#byNode.get(outer);
      if (registration !== undefined && inner !== registration.node.callee) return [registration];
      const name = isFunction(outer) ? this.#evaluator.nameOf(outer) : outer.type === 'VariableDeclarator' && outer.id.type === 'Identifier' ? module.variableOf(outer.id) : null;
      if (name !== null && (outer.type !== 'VariableDeclarator' || outer.init === inner)) {
        const found = name.references.flatMap((reference) => (reference.init === true ? [] : this.#registrationsOf(reference.identifier, seen)));
        if (found.length > 0) return found;
      }
      inner = outer;
    }
    return [];
  }

  #governedBy(middleware: Registration): readonly Registration[] {
    const free = ORDER_FREE.test(this.#evaluator.module.text);
    const prefix = middleware.path === null ? null : this.#fullPath(middleware)?.replace(/\/?\*.*$/, '') ?? '';
    return this.#registrations.filter((each) => {
      if (each === middleware) return false;
      const receiver = this.#canonical(middleware.receiver);
      if (each.kind === 'middleware' && each.path === null && this.#canonical(each.receiver) === receiver) return true;
      const entry = this.#entryOf(each, receiver);
      if (entry === null || (!free && this.#isBefore(entry.node, middleware.node))) return false;
      return prefix === null || prefix === '' || this.#fullPath(each)?.startsWith(prefix) === true;
    });
  }

  /** The registration by which requests that come to `app` get to `registration`: itself, or the mount of its router. */
  #entryOf(registration: Registration, app: Variable | null, depth = 0): Registration | null {
    const receiver = this.#canonical(registration.receiver);
    if (receiver === app || receiver === null || app === null) return registration.mountedBy ?? registration;
    const mount = this.#mounts.get(receiver);
    return mount === undefined || depth > 3 ? null : this.#entryOf(mount, app, depth + 1);
  }

  /** The application or router behind the parameters that it is handed over by. */
  #canonical(receiver: Variable | null, depth = 0): Variable | null {
    const given = receiver === null ? undefined : this.#given.get(receiver);
    return given === undefined || depth > 3 ? receiver : this.#canonical(given, depth + 1);
  }

  /** Whether a node runs before another, as far as they stand in one file. */
  #isBefore(a: Node, b: Node): boolean {
    const { module } = this.#evaluator;
    return module.moduleOf(a) === module.moduleOf(b) && a.range[0] < b.range[0];
  }

  /** A route's path with those of the mounts that lead to it. */
  #fullPath(registration: Registration, depth = 0): string | null {
    const receiver = this.#canonical(registration.receiver);
    const mount = receiver === null ? undefined : this.#mounts.get(receiver);
    return pathBelow(mount === undefined || depth > 3 ? null : this.#fullPath(mount, depth + 1), registration.path);
  }

  #pathsOf(registrations: readonly Registration[]): readonly string[] {
    return [...new Set(registrations.flatMap((each) => (each.kind === 'route' ? (this.#fullPath(each) ?? []) : [])))];
  }

  #evidenceOf(registration: Registration): readonly Evidence[] {
    const known = this.#memo.get(registration);
    if (known !== undefined) return known;
    const { module } = this.#evaluator;
    const evidence: Evidence[] = [];
    const path = this.#fullPath(registration);
    if (path !== null) evidence.push(...evidenceOfPath(path, registration.node.arguments[0] ?? registration.node, this.#evaluator));
    for (const method of registration.methods) {
      if (STATE_CHANGING.has(method)) evidence.push({ kind: 'state-changing', place: module.placeOf(registration.node), text: `${method} ${path ?? ''}`.trim() });
    }
    for (const handler of registration.handlers) {
      evidence.push(...evidenceOfHandler(handler, this.#evaluator, this.#authMiddleware));
      const body = this.#bodyOf(handler);
      const method = registration.methods.includes('GET') ? 'GET' : (registration.methods[0] ?? null);
      if (body !== null) evidence.push(...evidenceIn(body, this.#alone).map((each) => (each.relay === undefined ? each : { ...each, relay: { ...each.relay, method, path } })));
    }
    this.#memo.set(registration, evidence);
    return evidence;
  }

  /** The function that a handler is or names; wrappers such as `asyncHandler(fn)` are looked into. */
  #bodyOf(handler: Node): FunctionNode | null {
    if (isFunction(handler)) return handler;
    const value = this.#evaluator.evaluate(handler);
    if (value.kind === 'function') return value.node;
    const [first] = handler.type === 'CallExpression' ? handler.arguments : [];
    return first !== undefined && isFunction(first) ? first : null;
  }

  /** What middleware governs that the framework finds by its file's name; `null` for a file that is none. */
  #behind({ mayBe, written }: AskedPaths): Scope | null {
    const behind = (this.#routesBehind ??= routesBehind(this.#evaluator));
    if (behind.length === 0) return null;
    const routes = behind.filter(({ path }) => mayBe(path));
    const evidence = routes.flatMap(({ module, path, methods }): readonly Evidence[] => [
      ...evidenceIn(module.ast, this.#alone),
      ...evidenceOfPath(path, module.ast, this.#evaluator),
      ...methods.filter((method) => STATE_CHANGING.has(method)).map((method): Evidence => ({ kind: 'state-changing', place: this.#evaluator.module.placeOf(module.ast), text: `${method} ${path}` })),
    ]);
    const beside = middlewareBeside(this.#evaluator).flatMap((module) => evidenceIn(module.ast, this.#alone));
    return { reach: 'app', paths: routes.length === 0 ? written : routes.map(({ path }) => path), methods: [...new Set(routes.flatMap(({ methods }) => methods))], evidence: [...evidence, ...beside] };
  }

  /** A handler that no registration names: an exported function, `createServer`'s argument, a file-system route. */
  #functionScope(node: Node, asked: AskedPaths): Scope {
    const { module } = this.#evaluator;
    const chain = [node, ...module.ancestorsOf(node)];
    const functions = chain.filter(isFunction);
    const outermost = functions.at(-1);
    const isServerless = this.#filePath !== null || /\b(?:Deno\.serve|Bun\.serve|createServer|addEventListener)\s*\(|\bserve\s*\(|export\s+default\s*\{|\bhandler\b/.test(module.text);
    // A constant at the top level, or a helper: what uses it in this file is this file's function.
    // `export default withCors(handler)`: the handler is an argument.
    const whole = isServerless ? module.ast : outermost ?? (node.type === 'CallExpression' ? node : null);
    const path = this.#filePath;
    const evidence: Evidence[] = [...this.#fileEvidence];
    if (whole !== null) evidence.push(...evidenceIn(whole, this.#alone));
    if (path !== null) evidence.push(...evidenceOfPath(path, module.ast, this.#evaluator));
    const behind = this.#behind(asked);
    if (behind !== null) return { ...behind, evidence: unique([...evidence, ...behind.evidence]) };
    return { reach: whole === null ? 'unknown' : 'function', paths: path === null ? asked.written : [path], methods: methodsOfFile(module), evidence: unique(evidence) };
  }
}

/** From the widest to the narrowest. */
const REACHES: readonly Scope['reach'][] = ['app', 'function', 'path', 'route', 'unknown'];

/** What two registrations of one policy govern together. */
function united(one: Scope, other: Scope): Scope {
  const isForAll = one.methods.length === 0 || other.methods.length === 0;
  return {
    reach: REACHES.find((reach) => one.reach === reach || other.reach === reach) ?? one.reach,
    paths: [...new Set([...one.paths, ...other.paths])],
    methods: isForAll ? [] : [...new Set([...one.methods, ...other.methods])],
    evidence: unique([...one.evidence, ...other.evidence]),
  };
}

/** Nest: guards and session middleware that the bootstrap file names. */
function nestEvidence(evaluator: Evaluator): readonly Evidence[] {
  return evaluator.module.nodes('CallExpression').flatMap((call): Evidence[] => {
    if (call.callee.type !== 'MemberExpression' || call.callee.property.type !== 'Identifier') return [];
    const place = evaluator.module.placeOf(call);
    return call.callee.property.name === 'useGlobalGuards' ? [{ kind: 'authentication', place, text: evaluator.module.excerpt(call, 40) }] : [];
  });
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((each) => {
    const key = `${each.kind}:${each.text}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
