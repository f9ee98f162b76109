import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeFile, projectPath, type Analysis } from '../analyze.ts';
import type { Policy } from '../policy/policy.ts';
import { answersRequests, type Answering } from '../policy/refusal.ts';
import type { SentRequest } from '../policy/sent-request.ts';
import { isReachedByPreflight } from '../policy/witness.ts';
import type { WrittenHeader } from '../policy/written-header.ts';
import type { Project } from '../project.ts';
import { isTestFile } from '../routes/evidence.ts';
import { listeningOf, type Listening } from '../routes/listening.ts';
import { matchesRoute, matchesRouteEnd, namedSegments } from '../routes/path-match.ts';
import { RouteTable, type Route } from '../routes/scope.ts';
import type { Settings } from '../settings.ts';
import { Evaluator } from '../values/evaluate.ts';
import { moduleCache } from '../values/modules/module-cache.ts';
import { ModuleGraph } from '../values/modules/module-graph.ts';
import type { Packages } from './packages.ts';

/** A server of the project: its application, or the route files of one package. */
export interface Server {
  /** Directory of its package. */
  readonly directory: string;
  readonly file: string;
  /** Ports that it listens on, as far as the code says. */
  readonly ports: readonly number[];
  /** Each route with the file that it stands in; for an application, its own. */
  readonly routes: readonly Route[];
  readonly policies: readonly Policy[];
  /** Whether each route is a file, with policies of its own, and `OPTIONS` is a handler like others. */
  readonly isByFile: boolean;
  /** Whether the file exports, or branches to, a handler of `OPTIONS`; for route files, by their route's path. */
  readonly handlesOptions: (path: string) => boolean;
  /** Whether it serves files that may be the page. */
  readonly servesPages: boolean;
}

/** Policies of web sockets are asked about connections, not about requests. */
const SOCKETS = /socket\.?io|websocket/i;

/** The servers of a run that have policies. */
export function serversOf(project: Project, packages: Packages, settings: Settings): readonly Server[] {
  const marked = [...project.files].filter(([, file]) => file.hasMarkers);
  // Only files that make something are read: the others of a run are many.
  const makers = new Set([...project.files].filter(([, { traits }]) => traits.makesServer).map(([path]) => path));
  const used = makers.size === 0 ? [] : marked.flatMap(([path]) => project.importersOf(path)).filter((path) => makers.has(path));
  const entries = [...new Set([...marked.filter(([path]) => makers.has(path)).map(([path]) => path), ...used])].filter((path) => !isTest(path, project.cwd));
  const applications = entries.flatMap((path) => applicationOf(path, project, packages, settings) ?? []);
  const routeFiles = marked.map(([path]) => path).filter((path) => isRouteFile(path) && !isTest(path, project.cwd));
  return [...distinct(applications), ...routeFilesOf(routeFiles, project, packages, settings)];
}

/** Headers of the protocol that the files of a server's package write, wherever. */
export function writtenIn(server: Server, project: Project, packages: Packages, settings: Settings): readonly WrittenHeader[] {
  return [...project.files].flatMap(([path, { hasMarkers }]) => (hasMarkers && packages.of(path)?.directory === server.directory ? (analyzeFile(path, project.cwd, settings)?.headers ?? []) : []));
}

function isTest(path: string, cwd: string): boolean {
  return isTestFile(projectPath(path, cwd));
}

interface Reading {
  readonly analysis: Analysis;
  readonly listening: Listening;
  readonly routes: readonly Route[];
}

function readServer(path: string, project: Project, settings: Settings): Reading | null {
  const analysis = analyzeFile(path, project.cwd, settings);
  const loaded = moduleCache.load(path);
  if (analysis === null || loaded.kind === 'unread') return null;
  const evaluator = new Evaluator(loaded.module, new ModuleGraph(loaded.module, project.cwd));
  const listening = listeningOf(evaluator);
  const routes = new RouteTable(evaluator, projectPath(path, project.cwd), settings.authMiddleware).routes();
  return { analysis, listening, routes: listening.globalPrefix === null ? routes : routes.map((route) => ({ ...route, path: `/${listening.globalPrefix ?? ''}/${route.path}`.replace(/\/+/g, '/') })) };
}

function applicationOf(path: string, project: Project, packages: Packages, settings: Settings): Server | null {
  const reading = readServer(path, project, settings);
  if (reading === null || !reading.listening.makesServer || isRouteFile(path)) return null;
  const policies = reading.analysis.policies.filter(({ site }) => !SOCKETS.test(site.library));
  if (policies.length === 0) return null;
  // The file that makes the application may leave it to another to listen.
  const own = reading.listening.ports;
  const ports = own.length > 0 ? own : project.importersOf(path).filter((each) => project.files.get(each)?.traits.makesServer === true && !isTest(each, project.cwd)).flatMap((each) => portsIn(each, project));
  const directory = packages.of(path)?.directory ?? project.cwd;
  const { globalPrefix } = reading.listening;
  const prefixed = globalPrefix === null ? policies : policies.map((policy) => ({ ...policy, scope: { ...policy.scope, paths: policy.scope.paths.map((each) => `/${globalPrefix}/${each}`.replace(/\/+/g, '/')) } }));
  return {
    directory,
    file: path,
    ports: [...new Set([...ports, ...(ports.length === 0 ? workerPort(directory) : [])])],
    routes: reading.routes,
    policies: prefixed,
    isByFile: false,
    servesPages: SERVES_PAGES.test(textOf(path)),
    handlesOptions: (asked) => reading.routes.some((route) => route.methods.includes('OPTIONS') && matchesRoute(asked, route.path)),
  };
}

function portsIn(path: string, project: Project): readonly number[] {
  const loaded = moduleCache.load(path);
  return loaded.kind === 'unread' ? [] : listeningOf(new Evaluator(loaded.module, new ModuleGraph(loaded.module, project.cwd))).ports;
}

/** `wrangler dev` listens on 8787, unless its configuration says otherwise. */
function workerPort(directory: string): readonly number[] {
  const name = ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'].find((each) => existsSync(join(directory, each)));
  if (name === undefined) return [];
  const port = /\bport"?\s*[:=]\s*(\d+)/.exec(readFileSync(join(directory, name), 'utf8'))?.[1];
  return [port === undefined ? 8787 : Number(port)];
}

/** One application is seen from each file that sets it up: the one that knows most speaks. */
function distinct(applications: readonly Server[]): readonly Server[] {
  return applications.filter((one) => !applications.some((other) => other !== one && sharesPolicy(one, other) && (other.routes.length > one.routes.length || (other.routes.length === one.routes.length && other.file < one.file))));
}

function sharesPolicy(one: Server, other: Server): boolean {
  return one.policies.some(({ site }) => other.policies.some((each) => each.site.place.file === site.place.file && each.site.place.start === site.place.start));
}

/** `express.static('client/dist')`, `res.sendFile('index.html')`; a directory of uploads holds no page. */
const SERVES_PAGES = /(?:static|sirv)\w*['"]?\s*\([^;]{0,160}?\b(?:build|dist|client|front(?:end)?|public|web|www|out|ui)\b|index\.html/i;

const ROUTE_FILE = /(?:^|[\\/])(?:app[\\/](?:.*[\\/])?route|pages[\\/]api[\\/].*)\.[cm]?[jt]sx?$/;
const SUPABASE_FILE = /(?:^|[\\/])supabase[\\/]functions[\\/]([^\\/_][^\\/]*)[\\/]index\.[cm]?[jt]s$/;

const isRouteFile = (path: string): boolean => ROUTE_FILE.test(path) || SUPABASE_FILE.test(path);

/** Route files of Next.js, and functions of Supabase, by their package. */
function routeFilesOf(routeFiles: readonly string[], project: Project, packages: Packages, settings: Settings): readonly Server[] {
  const byDirectory = new Map<string, string[]>();
  for (const path of routeFiles) {
    const facts = packages.of(path);
    const isSupabase = SUPABASE_FILE.test(path);
    if (!isSupabase && facts?.runs !== 'next') continue;
    const directory = isSupabase ? path.replace(/[\\/]functions[\\/].*$/, '') : (facts?.directory ?? project.cwd);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  return [...byDirectory].flatMap(([directory, paths]) => {
    // Headers that the framework's configuration adds, or its middleware, go to every route.
    if (configuresHeaders(directory)) return [];
    const readings = paths.flatMap((path) => {
      const reading = readServer(path, project, settings);
      const name = SUPABASE_FILE.exec(path)?.[1];
      const route = name === undefined ? reading?.routes.find((each) => each.path !== '') : { path: `/functions/v1/${name}`, methods: [] };
      return reading === null || route === undefined ? [] : [{ reading, route, path }];
    });
    const policies = readings.flatMap(({ reading, route }) => reading.analysis.policies.map((policy) => ({ ...policy, scope: { ...policy.scope, reach: 'function' as const, paths: [route.path] } })));
    const options = readings.filter(({ path }) => SUPABASE_FILE.test(path) || /pages[\\/]api/.test(path) || /\bOPTIONS\b/.test(textOf(path))).map(({ route }) => route.path);
    const port = packages.of(join(directory, 'x'))?.port ?? null;
    const [first] = paths;
    if (policies.length === 0 || first === undefined) return [];
    return [{ directory, file: first, ports: port === null || SUPABASE_FILE.test(first) ? [] : [port], routes: readings.map(({ route }) => route), policies, isByFile: true, servesPages: true, handlesOptions: (asked: string) => options.some((each) => matchesRoute(asked, each)) }];
  });
}

function configuresHeaders(directory: string): boolean {
  const names = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'middleware.ts', 'middleware.js', 'src/middleware.ts', 'src/middleware.js', 'proxy.ts', 'src/proxy.ts', 'vercel.json'];
  return names.some((name) => /access-control-|cors/i.test(textOf(join(directory, name))));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Which policies answer a request to a server. `isCertain`: the request is known to go to this server, and is not only taken
 * to by its path. `null` where that is not shown.
 */
export function answeringOf(sent: SentRequest, path: string, server: Server, isCertain: boolean): readonly Answering[] | null {
  const { policies, routes } = server;
  if (policies.some(({ scope }) => scope.reach === 'unknown')) return null;
  const reaches = isCertain || server.isByFile ? matchesRoute : matchesRouteEnd;
  const matching = routes.filter((route) => reaches(path, route.path) && (route.methods.length === 0 || sent.method === null || route.methods.includes(sent.method)) && !(route.methods.length === 1 && route.methods[0] === 'OPTIONS'));
  const named = matching.filter((route) => isCertain || namedSegments(path, route.path) > 0);
  if (named.length === 0) {
    // Whatever the path, a policy of the whole application answers, if it is the only one.
    const isWhole = policies.length === 1 && policies.every(({ scope, misplacement }) => misplacement === null && (scope.reach === 'app' || (scope.reach === 'function' && routes.length === 0)) && routes.every((route) => scope.paths.length === 0 || scope.paths.includes(route.path)));
    return isCertain && isWhole && !server.isByFile ? [answering(policies, path, server, sent)] : null;
  }
  // Where only the end of a path is known, the route says the rest.
  const answers = named.map((route) => answering(policies.filter((policy) => governs(policy, route)), matchesRoute(path, route.path) ? path : route.path, server, sent));
  return answers.some(({ response }) => response.length === 0) ? null : answers;
}

function answering(policies: readonly Policy[], path: string, server: Server, sent: SentRequest): Answering {
  const response = policies.filter((policy) => answersRequests(policy) && !(policy.scope.methods.length === 1 && policy.scope.methods[0] === 'OPTIONS') && (policy.scope.reach !== 'route' || policy.scope.methods.length === 0 || sent.method === null || policy.scope.methods.includes(sent.method)));
  const elsewhere = server.policies.filter((policy) => !policies.includes(policy) && policy.scope.methods.includes('OPTIONS') && policy.scope.paths.some((each) => matchesRoute(path, each)));
  const reached = [...policies, ...elsewhere].filter((policy) => isReachedByPreflight(policy) || server.handlesOptions(path));
  // A library in front of the whole application answers preflights before anything behind it is asked.
  const [first] = reached;
  const isFirst = first?.scope.reach === 'app' && first.preflight.by === 'library' && first.misplacement === null;
  const preflight = server.isByFile && !server.handlesOptions(path) ? [] : isFirst ? [first] : reached;
  return { preflight, response, path };
}

function governs({ scope }: Policy, route: Route): boolean {
  if (scope.paths.length === 0) return scope.reach === 'app' || scope.reach === 'function';
  if (!scope.paths.includes(route.path)) return false;
  return scope.reach !== 'route' || scope.methods.length === 0 || route.methods.length === 0 || scope.methods.some((method) => route.methods.includes(method));
}
