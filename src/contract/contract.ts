import { clientSetupsOf } from '../clients/client-setups.ts';
import { completeRequest, type ClientSetup, type RequestDraft } from '../clients/request-draft.ts';
import { requestDraftsOf } from '../clients/sent-requests.ts';
import { projectPath } from '../analyze.ts';
import type { Finding } from '../finding.ts';
import type { RequestTarget, SentRequest } from '../policy/sent-request.ts';
import { refusalsOf, type Refusal } from '../policy/refusal.ts';
import type { Project } from '../project.ts';
import { isTestFile } from '../routes/evidence.ts';
import type { Settings } from '../settings.ts';
import { Evaluator } from '../values/evaluate.ts';
import { moduleCache } from '../values/modules/module-cache.ts';
import { ModuleGraph } from '../values/modules/module-graph.ts';
import { isAllowedElsewhere, isSaidAtServer } from './doubts.ts';
import { describeRefusal } from './messages.ts';
import { Packages, type PackageFacts } from './packages.ts';
import { runsInPage } from './page-code.ts';
import { answeringOf, serversOf, type Server } from './servers.ts';

/** Files with client code that are read in one run. */
const MAX_CLIENT_FILES = 2_000;

/** The origin of a page whose development server is not known; see `Packages`. */
const USUAL_PORT = 5173;

/** What pages ask of the project's own servers and do not get, by the file that asks. */
export type Contract = ReadonlyMap<string, readonly Finding[]>;

const NOTHING: Contract = new Map();
const contracts = new WeakMap<Project, { readonly settings: string; readonly contract: Contract }>();

/** Compares the requests that a run's pages send with the policies of its servers. */
export function contractOf(project: Project, settings: Settings): Contract {
  const key = JSON.stringify(settings);
  const known = contracts.get(project);
  if (known?.settings === key) return known.contract;
  const contract = readContract(project, settings);
  contracts.set(project, { settings: key, contract });
  return contract;
}

interface ClientFile {
  readonly path: string;
  readonly facts: PackageFacts;
  readonly drafts: readonly RequestDraft[];
  readonly setups: readonly ClientSetup[];
}

function readContract(project: Project, settings: Settings): Contract {
  // Most runs have no client code, or no server: both are told without reading a file.
  const files = [...project.files];
  if (!files.some(([, file]) => file.hasMarkers)) return NOTHING;
  const packages = new Packages(project.cwd);
  const pages = clientPathsOf(project, packages);
  if (pages.length === 0) return NOTHING;
  const servers = serversOf(project, packages, settings);
  if (servers.length === 0) return NOTHING;

  const clients = pages.map(({ path, facts }) => readClient(path, facts, project)).filter((each) => each !== null);
  const found = new Map<string, Finding>();
  for (const { facts, drafts, path } of clients) {
    // Defaults of a package's own client hold for all files of the package; a client that is made somewhere is known by that.
    const setups = clients.filter((each) => each.facts === facts).flatMap((each) => each.setups);
    for (const draft of drafts) {
      const sent = completeRequest(draft, setups);
      const matched = sent === null ? null : matchOf(sent, facts, servers);
      if (sent === null || matched === null || !runsInPage(path, facts, project)) continue;
      const pageOrigin = `http://localhost:${String(facts.port ?? USUAL_PORT)}`;
      for (const refusal of refusalsIn(sent, matched, pageOrigin)) {
        if (isSaidAtServer(refusal) || isAllowedElsewhere(refusal, matched.server, project, packages, settings)) continue;
        const finding = describeRefusal(sent, refusal, project, settings, matched.server.isByFile);
        const key = [finding.messageId, finding.place.file, finding.place.start, refusal.policy.site.place.file, refusal.policy.site.place.start].join();
        if (!found.has(key)) found.set(key, finding);
      }
    }
  }
  return byFile([...found.values()]);
}

function byFile(findings: readonly Finding[]): Contract {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.place.file, [...(files.get(finding.place.file) ?? []), finding]);
  return files;
}

/** Files of pages that send requests, and those that send them with a client that another file makes. */
function clientPathsOf(project: Project, packages: Packages): readonly { path: string; facts: PackageFacts }[] {
  const own = [...project.files].filter(([, { traits }]) => traits.sends);
  const makers = own.filter(([, { traits }]) => traits.makesClient).map(([path]) => path);
  const users = makers.flatMap((path) => project.importersOf(path)).filter((path) => project.files.get(path)?.traits.callsClient === true);
  return [...new Set([...own.map(([path]) => path), ...users])].slice(0, MAX_CLIENT_FILES).flatMap((path) => {
    const facts = packages.of(path);
    return facts === null || facts.runs === 'server' || facts.runs === 'foreign' || isTestFile(projectPath(path, project.cwd)) ? [] : [{ path, facts }];
  });
}

function readClient(path: string, facts: PackageFacts, project: Project): ClientFile | null {
  const loaded = moduleCache.load(path);
  if (loaded.kind === 'unread') return null;
  const evaluator = new Evaluator(loaded.module, new ModuleGraph(loaded.module, project.cwd));
  try {
    return { path, facts, drafts: requestDraftsOf(evaluator), setups: clientSetupsOf(evaluator) };
  } catch (error) {
    // Source that nests deeper than the call stack: nothing is claimed about it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Match {
  readonly server: Server;
  readonly path: string;
  /** Whether the code names the server's own port, rather than a setting. */
  readonly isCertain: boolean;
}

/** Names of settings that hold the URL of the repository's own server. */
const OWN_SERVER = /API|BACK_?END|SERVER|BASE|ENDPOINT|(?:^|_)(?:APP|PUBLIC|VITE)_(?:URL|HOST)$/i;

/** The one server that a request goes to; `null` where there is none, or it may be several, or the page's own. */
function matchOf(sent: SentRequest, facts: PackageFacts, servers: readonly Server[]): Match | null {
  // A setting that the package gives a value to is as good as the value.
  const targets = sent.targets.flatMap((target) => settled(target, facts));
  const local = targets.filter((target) => portOf(target) !== null);
  if (local.length > 0) {
    const [match, ...others] = local.flatMap((target) => {
      const port = portOf(target);
      const listening = servers.filter((server) => port !== null && server.ports.includes(port) && !(port === facts.port && sharesPort(server, facts)));
      const [only] = listening;
      return listening.length === 1 && only !== undefined ? [{ server: only, path: target.path, isCertain: true }] : [];
    });
    return match === undefined || others.some((other) => other.server !== match.server) ? null : isOwnPage(match.server, facts) ? null : match;
  }
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0 || target.base.kind === 'origin' || !OWN_SERVER.test(target.base.name)) return hostedMatch(targets, servers);
  const candidates = servers.filter((server) => !isOwnPage(server, facts));
  const [only] = candidates;
  if (servers.length > 1 && candidates.length !== 1) return hostedMatch(targets, servers);
  return only === undefined || candidates.length > 1 ? null : { server: only, path: target.path, isCertain: false };
}

/** Functions of Supabase have one path on every host: `/functions/v1/name`. */
function hostedMatch(targets: readonly RequestTarget[], servers: readonly Server[]): Match | null {
  const [target] = targets;
  const server = servers.find(({ isByFile, ports }) => isByFile && ports.length === 0);
  const isFunction = target !== undefined && targets.every(({ path }) => /^\/functions\/v1\//.test(path));
  return server !== undefined && isFunction ? { server, path: target.path, isCertain: false } : null;
}

/** The page that comes from the server itself asks its own origin. */
function isOwnPage(server: Server, facts: PackageFacts): boolean {
  return server.isByFile && server.directory === facts.directory;
}

/** Whether the page may be on the very port of the server: two processes cannot, and a default port gives way. */
function sharesPort(server: Server, facts: PackageFacts): boolean {
  return facts.isPortChosen || server.servesPages || server.directory === facts.directory;
}

function settled(target: RequestTarget, facts: PackageFacts): readonly RequestTarget[] {
  if (target.base.kind === 'origin') return [target];
  const values = facts.settings.get(target.base.name) ?? [];
  const origins = values.filter((value) => URL.canParse(value) && /^https?:/.test(value));
  if (origins.length === 0) return [target];
  return origins.map((value) => ({ base: { kind: 'origin', origin: new URL(value).origin }, path: `${new URL(value).pathname.replace(/\/$/, '')}${target.path}` }));
}

/** The port of this machine that a URL names. */
function portOf({ base }: RequestTarget): number | null {
  if (base.kind !== 'origin') return null;
  const { hostname, port, protocol } = new URL(base.origin);
  if (!/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])$/.test(hostname)) return null;
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** What every route refuses that the request may reach. */
function refusalsIn(sent: SentRequest, { server, path, isCertain }: Match, pageOrigin: string): readonly Refusal[] {
  const answers = answeringOf(sent, path, server, isCertain);
  const [first = [], ...others] = (answers ?? []).map((answering) => refusalsOf(sent, answering, pageOrigin));
  return others.some((each) => each.length === 0) ? [] : first;
}
