import { relative, sep } from 'node:path';
import { clientRequestsOf } from './clients/client-requests.ts';
import { FileReadings, type FileReading } from './file-readings.ts';
import { readHandshakes } from './handshakes.ts';
import { endpointOfRoutes, endpointsOf, needsOf, takesJson } from './libraries/reading/endpoints.ts';
import { headerEventsOf } from './libraries/reading/header-events.ts';
import { readHeaderPolicies, type HeaderReading } from './libraries/reading/header-policy.ts';
import { askedPathsAt } from './routes/asked-paths.ts';
import { headerOptionsOf, withRequiredOrigin, type HeaderOptionInUse } from './libraries/reading/header-options.ts';
import { lateHeadersOf } from './libraries/reading/late-headers.ts';
import { jsonReadersOf } from './libraries/reading/json-readers.ts';
import { libraryCallsOf, pathKeyOf, type RecognizedCall } from './libraries/reading/library-calls.ts';
import { refusalsOf } from './libraries/reading/refusals.ts';
import { readOptions } from './libraries/reading/option-policy.ts';
import { pathOfCall } from './libraries/reading/library-path.ts';
import { isKnownInFull, optionFaultsOf } from './libraries/reading/option-faults.ts';
import { conditionOf } from './libraries/reading/origin-condition.ts';
import { isUnused, registrationFaultsOf } from './libraries/reading/registration-faults.ts';
import type { FindRequest } from './libraries/reading/passing-methods.ts';
import { originGrantsOf } from './libraries/reading/origin-grants.ts';
import { removedSafeguardsOf, type LocalAddress } from './libraries/reading/removed-safeguards.ts';
import { sameSiteCookiesOf } from './libraries/reading/same-site-cookies.ts';
import { siblingsOf } from './libraries/reading/siblings.ts';
import { placeOfOrigin, repairOfHeaders, repairOfOptions, surroundingsOf, type Surroundings } from './libraries/reading/repair.ts';
import { varyOfHeaders, varyOfLibrary } from './libraries/reading/vary-origin.ts';
import { assumptionOf, versionOnDisk, type VersionLookup } from './libraries/reading/version-in-use.ts';
import { headersOfEvents, headersOfOptions } from './libraries/reading/written-headers.ts';
import { decide, withoutUnset, type AllowOrigin } from './policy/allow-origin.ts';
import { unfollowed, type Analysis } from './policy/analysis.ts';
import type { ClientRequest } from './policy/client-request.ts';
import type { Endpoint } from './policy/endpoint.ts';
import type { Handshake } from './policy/handshake.ts';
import type { LateHeader } from './policy/late-header.ts';
import type { JsonReader } from './policy/json-reader.ts';
import { ALWAYS, and, not, type OriginPredicate } from './policy/origin-predicate.ts';
import { mergeSites } from './policy/merged-sites.ts';
import type { OptionFault } from './policy/option-fault.ts';
import type { Policy, Scope, Site } from './policy/policy.ts';
import type { RemovedSafeguard } from './policy/removed-safeguard.ts';
import type { SameSiteCookie } from './policy/same-site-cookie.ts';
import type { Siblings } from './policy/siblings.ts';
import type { UnansweredRoute } from './policy/unanswered-route.ts';
import type { WrittenHeader } from './policy/written-header.ts';
import { evidenceOfFile, localServer } from './routes/evidence.ts';
import { listeningOf } from './routes/listening.ts';
import { misplacementOf } from './routes/order.ts';
import { hasOuterHeaders, mayStandBehindCors } from './routes/outer-headers.ts';
import { requestReaching } from './routes/reaching-request.ts';
import { registrationStatementOf } from './routes/registration-statement.ts';
import { routeGroupsOf } from './routes/route-groups.ts';
import { speaksOfFramework } from './routes/route-frameworks.ts';
import { RouteTable } from './routes/scope.ts';
import { isForSignedBodies } from './routes/signed-routes.ts';
import { unansweredRoutesOf } from './routes/unanswered-routes.ts';
import type { Settings } from './settings.ts';
import { Evaluator } from './values/evaluate.ts';
import { guardsOf } from './values/guards.ts';
import { moduleCache } from './values/modules/module-cache.ts';
import { ModuleGraph } from './values/modules/module-graph.ts';
import { SourceModule, type Node, type ParsedModule } from './values/source-module.ts';
import type { Value } from './values/value.ts';

export type { Analysis } from './policy/analysis.ts';

/** Reads every policy of a parsed file. `cwd` is the project's root, for paths of files. */
export function analyze(parsed: ParsedModule, cwd: string, settings: Settings, versionOf: VersionLookup = versionOnDisk): Analysis {
  moduleCache.lookAgain();
  return analyzeModule(new SourceModule(parsed), cwd, settings, versionOf).result;
}

/** What a file on the disk says about CORS, as if it were linted by itself; `null` when it cannot be read. */
export function analyzeFile(file: string, cwd: string, settings: Settings): Analysis | null {
  return analyses.of(file, cwd, settings, (module) => analyzeModule(module, cwd, settings, versionOnDisk));
}

/** The policies of a file on the disk, and no more of it: what a project asks of every file that imports one with a policy. */
export function policiesOfFile(file: string, cwd: string, settings: Settings): readonly Policy[] {
  return policiesAlone.of(file, cwd, settings, (module) => follow(module, cwd, settings, versionOnDisk, [], (analysis) => analysis.policies().visitors)) ?? [];
}

/** The text of an imported file as it was read; `null` when it could not be. */
export function textOfFile(file: string): string | null {
  const loaded = moduleCache.load(file);
  return loaded.kind === 'module' ? loaded.module.text : null;
}

const analyses = new FileReadings<Analysis>();
const policiesAlone = new FileReadings<readonly Policy[]>();

function analyzeModule(module: SourceModule, cwd: string, settings: Settings, versionOf: VersionLookup): FileReading<Analysis> {
  return follow(module, cwd, settings, versionOf, unfollowed('the file is nested too deeply to be followed'), (file) => {
    const { visitors, others } = file.policies();
    return { policies: visitors, privatePolicies: others, handshakes: file.handshakes(), removedSafeguards: file.removedSafeguards(), headers: file.headers(), optionFaults: file.optionFaults(), requests: file.requests(), jsonReaders: file.jsonReaders(), originGrants: file.originGrants(), siblings: file.siblings(), sameSiteCookies: visitors.length === 0 ? [] : file.sameSiteCookies(), endpoints: file.endpoints(), lateHeaders: file.lateHeaders(), unansweredRoutes: file.unansweredRoutes(visitors), unknowns: [] };
  });
}

/** `tooDeep` is the answer for source that nests deeper than the call stack, about which nothing is claimed. */
function follow<T>(module: SourceModule, cwd: string, settings: Settings, versionOf: VersionLookup, tooDeep: T, read: (file: FileAnalysis) => T): FileReading<T> {
  const graph = new ModuleGraph(module, cwd);
  try {
    return { result: read(new FileAnalysis(module, graph, cwd, settings, versionOf)), modules: graph.modules };
  } catch (error) {
    if (error instanceof RangeError) return { result: tooDeep, modules: [] };
    throw error;
  }
}

/** A path relative to the root with forward slashes; files outside keep their own path. */
export function projectPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return (path.startsWith('..') ? file : path).split(sep).join('/');
}

class FileAnalysis {
  readonly #evaluator: Evaluator;
  readonly #routes: RouteTable;
  readonly #around: Surroundings;
  readonly #cwd: string;
  readonly #path: string;
  readonly #versionOf: VersionLookup;
  readonly #isTest: boolean;
  #found: readonly RecognizedCall[] | null = null;
  #headerOptions: ReturnType<typeof headerOptionsOf> | null = null;
  #handshakes: readonly Handshake[] | null = null;
  #lateHeaders: readonly LateHeader[] | null = null;
  #behindCors: boolean | null = null;

  constructor(module: SourceModule, graph: ModuleGraph, cwd: string, settings: Settings, versionOf: VersionLookup) {
    this.#cwd = cwd;
    this.#path = projectPath(module.file, cwd);
    this.#versionOf = versionOf;
    this.#evaluator = new Evaluator(module, graph);
    this.#routes = new RouteTable(this.#evaluator, this.#path, settings.authMiddleware);
    this.#around = surroundingsOf(this.#evaluator);
    this.#isTest = evidenceOfFile(this.#path, this.#evaluator)?.kind === 'test-code';
  }

  /** The policies that visitors of a website meet, and those of which nobody but a developer or a program's own pages gets answers. */
  policies(): { readonly visitors: readonly Policy[]; readonly others: readonly Policy[] } {
    const fromLibraries = this.#calls().flatMap((found) => this.#libraryPolicies(found));
    const fromHeaders = readHeaderPolicies(this.#evaluator, this.#routes.reached).flatMap((reading) => this.#headerPolicy(reading));
    const all = mergeSites([...fromLibraries, ...fromHeaders]).filter((policy) => !policy.scope.evidence.some((each) => each.kind === 'test-code'));
    return { visitors: all.filter(({ audience }) => audience === undefined), others: all.filter(({ audience }) => audience !== undefined) };
  }

  removedSafeguards(): readonly RemovedSafeguard[] {
    if (this.#isTest) return [];
    return removedSafeguardsOf(this.#evaluator, this.#findRequest, () => this.#openAddress()).flatMap(({ node, removed }) => {
      const isOfDevelopment = removed.protects === 'host' && removed.address === null;
      return !isOfDevelopment && this.#guardOf(node).op === 'never' ? [] : [removed];
    });
  }

  /** The loopback address of a server that asks nobody who they are. */
  #openAddress(): LocalAddress | null {
    const local = localServer(this.#evaluator);
    const asks = local === null || this.#routes.appScope().evidence.some(({ kind }) => kind === 'authentication' || kind === 'authorization-header');
    return asks ? null : { host: local.text, ports: listeningOf(this.#evaluator).ports };
  }

  readonly #findRequest: FindRequest = (at, guards, methods) => requestReaching(at, guards, methods, this.#routes, this.#evaluator);

  handshakes(): readonly Handshake[] {
    return (this.#handshakes ??= readHandshakes(this.#evaluator, this.#path, this.#around, (node) => this.#guardOf(node), this.#versionOf));
  }

  /** Headers of production code, in source order. */
  headers(): readonly WrittenHeader[] {
    if (this.#isTest) return [];
    const events = headerEventsOf(this.#evaluator).filter((event) => this.#guardOf(event.node).op !== 'never');
    const headers = [...headersOfEvents(events, this.#evaluator, (write, target) => this.#headerOption(write, target) !== null), ...this.#productionCalls().flatMap((found) => headersOfOptions(found, this.#evaluator))];
    return headers.sort((a, b) => a.namePlace.start - b.namePlace.start);
  }

  /** The option that a header is written in, where it is in one. */
  #headerOption(write: Node, target: string): HeaderOptionInUse | null {
    return (this.#headerOptions ??= headerOptionsOf(this.#evaluator))(write, target);
  }

  /** Calls of production code, of libraries that are known in full. */
  #libraryCalls(): readonly RecognizedCall[] {
    return this.#productionCalls().filter(isKnownInFull);
  }

  #calls(): readonly RecognizedCall[] {
    return (this.#found ??= libraryCallsOf(this.#evaluator, this.#routes.reached, this.#versionOf));
  }

  #productionCalls(): readonly RecognizedCall[] {
    return this.#calls().filter((found) => !found.disabled && this.#guardOf(found.call).op !== 'never');
  }

  optionFaults(): readonly OptionFault[] {
    if (this.#isTest) return [];
    return [...this.#productionCalls().flatMap((found) => [...optionFaultsOf(found, this.#evaluator), ...refusalsOf(found, this.#evaluator)]), ...registrationFaultsOf(this.#evaluator, this.#versionOf)];
  }

  requests(): readonly ClientRequest[] {
    return this.#isTest ? [] : clientRequestsOf(this.#evaluator);
  }

  sameSiteCookies(): readonly SameSiteCookie[] {
    return this.#isTest ? [] : sameSiteCookiesOf(this.#evaluator);
  }

  jsonReaders(): readonly JsonReader[] {
    return this.#isTest ? [] : jsonReadersOf(this.#evaluator, (parser) => this.#routes.scopeOfParser(parser), (parser) => isForSignedBodies(parser, this.#evaluator));
  }

  siblings(): Siblings {
    return siblingsOf(this.#evaluator, this.#isTest, (node) => (this.#guardOf(node).op === 'never' ? null : this.#routes.scopeOf(node)));
  }

  originGrants(): Analysis['originGrants'] {
    return this.#isTest ? [] : originGrantsOf(this.#evaluator, this.#findRequest);
  }

  endpoints(): readonly Endpoint[] {
    const { module } = this.#evaluator;
    if (this.#isTest || !/access-control-allow-|cors/i.test(module.text)) return [];
    const routes = this.#routeEndpoints();
    if (this.#libraryCalls().length > 0) return routes;
    const endpoints = endpointsOf(this.#evaluator, projectPath(module.file, this.#cwd));
    // What servers call is given no page.
    if (endpoints.length > 0 && (/webhook|\bcron\b|-cron|callback/i.test(projectPath(module.file, this.#cwd)) || hasOuterHeaders(module.file, this.#cwd))) return routes;
    return [...endpoints.map((endpoint) => ({ ...endpoint, paths: this.#routes.filePaths })), ...routes];
  }

  /** What Express, Koa, Hono and Fastify answer by routes of this file, where nothing around them adds CORS headers. */
  #routeEndpoints(): readonly Endpoint[] {
    const { module } = this.#evaluator;
    if (!/access-control-allow-/i.test(module.text) || !speaksOfFramework(module.text)) return [];
    const groups = routeGroupsOf(this.#evaluator).filter(({ path }) => !/webhook|\bcron\b|callback/i.test(path));
    if (groups.length === 0 || hasOuterHeaders(module.file, this.#cwd)) return [];
    return groups.filter(({ isExported }) => !isExported || !this.#mayStandBehindCors()).map(({ handlers, framework, path, isExported }) => ({ ...endpointOfRoutes(handlers, framework, this.#evaluator), paths: [path], isExported }));
  }

  lateHeaders(): readonly LateHeader[] {
    return (this.#lateHeaders ??= this.#isTest ? [] : lateHeadersOf(this.#evaluator));
  }

  #isLate(write: Node): boolean {
    return this.#evaluator.module.owns(write) && this.lateHeaders().some(({ place, always }) => always && place.start === write.range[0] && place.end === write.range[1]);
  }

  unansweredRoutes(policies: readonly Policy[]): readonly UnansweredRoute[] {
    const routes = this.#isTest ? [] : unansweredRoutesOf(this.#evaluator, policies, (handler, framework) => needsOf(handler, this.#evaluator) ?? (takesJson(handler, framework, this.#evaluator) ? 'Content-Type' : null));
    if (routes.length === 0 || hasOuterHeaders(this.#evaluator.module.file, this.#cwd)) return [];
    return routes.filter(({ isExported }) => !isExported || !this.#mayStandBehindCors());
  }

  #mayStandBehindCors(): boolean {
    return (this.#behindCors ??= mayStandBehindCors(this.#evaluator.module.file, this.#cwd));
  }

  #libraryPolicies(found: RecognizedCall): readonly Policy[] {
    // A preflight alone gives no page an answer to read.
    if (found.disabled || found.library.preflight.only === true || (found.shape.kind === 'call' && isUnused(found.call, found.library, this.#evaluator))) return [];
    const around = and(this.#guardOf(found.call), found.use === found.call ? ALWAYS : this.#guardOf(found.use));
    if (around.op === 'never' && found.library.development !== true) return [];
    // A development server is there for development.
    const guard = around.op === 'never' ? ALWAYS : around;
    const scope = this.#scopeOfCall(found);
    const asked = and(guard, this.#handshakeAt(found.call));
    const registration = registrationStatementOf(found.use, this.#evaluator);
    return readOptions(found.library, found.options?.value ?? null, found.call, this.#evaluator).map((reading): Policy => {
      return {
        site: { ...this.#site(placeOfOrigin(reading, found), reading.origin, found.call, this.#useOf(found), found.library.name), ...(found.assumed ? { assumption: assumptionOf(found.library) } : {}) },
        ...(found.library.development === true ? { audience: 'developer' as const } : {}),
        scope,
        allowOrigin: under(asked, reading.allowOrigin),
        allowCredentials: reading.credentials,
        answersRefused: found.library.refused?.others ?? true,
        ...withoutOriginOf(found.library),
        ...(found.library.nullOrigin === undefined ? {} : { nullOrigin: found.library.nullOrigin }),
        allowMethods: reading.allowMethods,
        allowHeaders: reading.allowHeaders,
        exposeHeaders: reading.exposeHeaders,
        maxAge: reading.maxAge,
        vary: varyOfLibrary(found, reading),
        preflight: { ...found.library.preflight, by: found.library.preflight.status === null ? 'none' : 'library' },
        misplacement: misplacementOf(found.call, this.#evaluator),
        repair: { ...repairOfOptions(found, reading, this.#around, this.#evaluator), ...(registration === null ? {} : { registration }) },
      };
    });
  }

  /** What a server of Socket.IO asks of every request, polling included: what it refuses gets an error, and no answer to read. */
  #handshakeAt(call: Node): OriginPredicate {
    const { start, end } = this.#evaluator.module.placeOf(call);
    const handshake = this.handshakes().find(({ site }) => site.whole.start === start && site.whole.end === end);
    return handshake?.allowOrigin.kind === 'echo' ? handshake.allowOrigin.when : ALWAYS;
  }

  #scopeOfCall(found: RecognizedCall): Scope {
    const { library, shape } = found;
    if (library.governs !== undefined) {
      const scope = this.#routes.outsideScope();
      return library.governs === 'service' ? scope : { ...scope, evidence: [...scope.evidence, { kind: 'static-files', place: this.#evaluator.module.placeOf(found.call), text: library.name }] };
    }
    const key = shape.kind === 'object' && shape.keyIsPath === true ? pathKeyOf(found.call, this.#evaluator.module) : null;
    if (key !== null) return this.#routes.pathScope(key.value, key);
    if (shape.kind === 'object' || shape.kind === 'plugin' || (shape.kind === 'call' && shape.at === undefined)) return this.#routes.scopeOf(found.call, found.use);
    const scope = this.#routes.appScope();
    const path = pathOfCall(found, this.#evaluator);
    return path === null ? scope : { ...scope, reach: 'path', paths: [path] };
  }

  #headerPolicy(reading: HeaderReading): readonly Policy[] {
    const root = reading.root.type === 'Program' || !this.#evaluator.module.owns(reading.root) ? null : reading.root;
    // Conditions inside the followed function are in the reading; those around it are added here.
    const guard = this.#guardOf(root ?? reading.use, root);
    if (guard.op === 'never') return [];
    const found = this.#headerOption(reading.entry.whole, reading.event.targetText);
    const allowOrigin = found === null ? reading.allowOrigin : withRequiredOrigin(reading.allowOrigin, found, this.#evaluator);
    return [
      {
        ...(found?.option.audience === undefined ? {} : { audience: found.option.audience }),
        site: this.#site(reading.entry.valueNode, reading.entry.value, reading.entry.whole, reading.use, found?.option.name ?? reading.event.writer.name),
        scope: found === null || found.addresses.length === 0 ? this.#routes.scopeOf(root ?? reading.use, undefined, askedPathsAt(root === null ? reading.use : reading.entry.whole, this.#evaluator)) : this.#routes.scopeOfEntry(found.whole, found.addresses),
        // Two values are read as one, which is no origin.
        allowOrigin: this.#isLate(reading.entry.whole) ? { kind: 'unknown', reason: 'the headers have been sent before', from: reading.allowOrigin.from } : reading.repeats !== null ? { kind: 'unknown', reason: 'the header is sent twice', from: reading.allowOrigin.from } : reading.root.type === 'Program' ? allowOrigin : under(guard, allowOrigin),
        allowCredentials: reading.credentials,
        answersRefused: false,
        allowMethods: reading.allowMethods,
        allowHeaders: reading.allowHeaders,
        exposeHeaders: reading.exposeHeaders,
        maxAge: reading.maxAge,
        vary: varyOfHeaders(reading),
        preflight: { by: 'handler', status: null, withoutOrigin: true, exposes: true },
        ...(reading.appends ? { adds: reading.repeats === null || !this.#evaluator.module.owns(reading.repeats) ? ('unknown' as const) : this.#evaluator.module.placeOf(reading.repeats) } : {}),
        misplacement: root === null ? null : misplacementOf(root, this.#evaluator),
        repair: repairOfHeaders(reading, this.#around, this.#evaluator),
      },
    ];
  }

  /** What the file at hand hands to another one decides, not where that passes it on: `createCors({ origin: '*' })`. */
  #here(node: Node, value: Value | null): Node {
    const { module } = this.#evaluator;
    return value !== null && value.kind !== 'function' && !module.owns(node) && module.owns(value.node) ? value.node : node;
  }

  /** The smallest part of the file at hand that brings in what another file decides. */
  #useOf(found: RecognizedCall): Node {
    const { module } = this.#evaluator;
    return found.options !== null && module.owns(found.options.node) ? found.options.node : module.owns(found.call) ? found.call : found.use;
  }

  /** The site of a policy that `written` decides, with its value; where that lies in an imported file, `use` is what gets it from there. */
  #site(written: Node, value: Value | null, whole: Node, use: Node, library: string): Site {
    const { module } = this.#evaluator;
    const node = this.#here(written, value);
    const place = module.placeOf(node);
    const isHere = module.owns(node);
    return {
      place,
      whole: module.placeOf(module.owns(whole) ? whole : use),
      library,
      text: module.excerpt(node),
      use: isHere ? null : { place: module.placeOf(use), text: module.excerpt(use, 40), definedAt: `${projectPath(place.file, this.#cwd)}:${String(place.line)}` },
      ...(node === written ? {} : { givenTo: { place: module.placeOf(written), text: module.excerpt(written) } }),
    };
  }

  /** The conditions around a node that say whether it is there at all. */
  #guardOf(node: Node, inside: Node | null = null): OriginPredicate {
    const conditions = guardsOf(node, this.#evaluator.module)
      .filter(({ test }) => inside === null || test.expression.range[1] <= inside.range[0] || test.expression.range[0] >= inside.range[1])
      .map(({ test, holds }) => {
        const condition = conditionOf(test, this.#evaluator);
        return holds ? condition : not(condition);
      });
    return and(...conditions);
  }
}

/** What a library sends in place of an echo is in the reading of the option. */
function withoutOriginOf({ withoutOrigin }: RecognizedCall['library']): Pick<Policy, 'withoutOrigin'> {
  return withoutOrigin === undefined || withoutOrigin === 'echo-any' || withoutOrigin === 'echo-empty' ? {} : { withoutOrigin };
}

function under(guard: OriginPredicate, allowOrigin: AllowOrigin): AllowOrigin {
  if (guard.op === 'always') return allowOrigin;
  return withoutUnset(decide(guard, allowOrigin, { kind: 'absent', from: allowOrigin.from }, allowOrigin.from));
}
