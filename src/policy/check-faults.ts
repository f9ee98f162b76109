import { isLoopback, isPrivateNetwork, isSerializedOrigin, parseOrigin } from '../protocol/origin.ts';
import { decisionFor, outcomesOf, type AllowOrigin, type Outcome } from './allow-origin.ts';
import { EXTENSION_CANDIDATES, foreignCandidates, insecureCandidates, LOCAL_CANDIDATES, sharedCandidates, subdomainCandidates } from './attacker-origins.ts';
import { aboutOrigin, disjunctsOf } from './disjuncts.ts';
import { foreignOrigins } from './exact-search.ts';
import { hostsOfOrigins, namedHosts, type NamedHosts } from './named-hosts.ts';
import { accepts, atomsOf, FOR_SOME_REQUEST, IN_SOME_DEPLOYMENT, type Freedom, type OriginAtom, type OriginPredicate } from './origin-predicate.ts';
import type { OriginCheck } from './policy.ts';
import { isPlayground, partsOfHost } from './hosting.ts';
import { structureOf } from './predicate-structure.ts';
import { UNRELATED_ORIGINS } from './witness.ts';

/**
 * Who gets through a check besides those that it names.
 *
 * | kind | whose origin it accepts |
 * | --- | --- |
 * | `foreign` | a site that anyone can register |
 * | `extension` | any browser extension |
 * | `shared` | a name that anyone gets from a hosting service, or a page that runs strangers' code |
 * | `null` | any sandboxed frame or local file |
 * | `insecure` | a named host without TLS: whoever is on the network path |
 * | `local` | any program on the visitor's machine or network |
 * | `subdomain` | any host below a named domain |
 */
export type FaultKind = 'foreign' | 'extension' | 'shared' | 'null' | 'insecure' | 'local' | 'subdomain';

/** One origin that gets through although it should not. */
export interface CheckFault {
  readonly kind: FaultKind;
  /** A serialized origin; the check itself accepts it. */
  readonly origin: string;
  /** The test that lets it through; `null` for a fixed value that stands for itself. */
  readonly atom: OriginAtom | null;
  readonly outcome: Outcome;
  /** The suffix below which strangers get names, for `shared`. */
  readonly suffix: string | null;
  /** What an environment variable is taken to hold, where the check compares with it. */
  readonly assumed: { readonly setting: string; readonly example: string } | null;
}

/** Ways of being accepted that are judged, of one policy. */
const MAX_WAYS = 24;

const KNOWN = new WeakMap<OriginCheck, { readonly trusted: string; readonly faults: readonly CheckFault[] }>();

/** Every fault of the origin checks of a policy or handshake. `trustedOrigins` are those that the project declares. */
export function faultsOf(policy: OriginCheck, trustedOrigins: readonly string[]): readonly CheckFault[] {
  const trusted = trustedOrigins.join(' ');
  const known = KNOWN.get(policy);
  if (known?.trusted === trusted) return known.faults;
  const faults = [...judge(policy, trustedOrigins)];
  KNOWN.set(policy, { trusted, faults });
  return faults;
}

function* judge(policy: OriginCheck, trustedOrigins: readonly string[]): Generator<CheckFault> {
  const outcomes = outcomesOf(policy.allowOrigin);
  const whens = outcomes.flatMap(({ answer, when }) => (answer.kind === 'echo' && answer.source.kind === 'origin' ? [when] : []));
  const seen = new Set<string>();
  const judged = new Set<string>();
  let named: NamedHosts | null = null;
  for (const outcome of outcomes) {
    const { answer, when } = outcome;
    // JavaScript's `null`, which some platforms write as a text, was meant for "no header".
    if (answer.kind === 'fixed' && !(answer.from.kind === 'written' && answer.from.text === 'null')) yield* judgeValue(answer.value, null, outcome);
    if (answer.kind !== 'echo' || answer.source.kind !== 'origin' || isEveryone(when)) continue;
    for (const disjunct of disjunctsOf(when)) {
      // What is shared by many handlers holds in as many ways, which differ in nothing that matters here.
      const structure = structureOf(aboutOrigin(disjunct));
      if (judged.has(structure) || judged.size >= MAX_WAYS) continue;
      judged.add(structure);
      if (isEveryone(disjunct)) continue;
      named ??= trust(whens, trustedOrigins);
      for (const fault of new Judge(disjunct, outcome, named, policy.allowOrigin).faults()) {
        const key = keyOf(fault);
        if (seen.has(key)) continue;
        seen.add(key);
        yield fault;
      }
    }
  }
}

/** What makes two faults one: the same entry, the same test, or another test of a domain that lets it in without TLS as well. */
function keyOf({ kind, atom, origin }: CheckFault): string {
  if (atom?.op === 'listed' && atom.values.includes(origin)) return `${kind} ${String(atom.place.start)} ${origin}`;
  return kind === 'insecure' || kind === 'subdomain' ? `${kind} ${partsOfHost(hostOf(origin)).domain ?? ''}` : `${kind} ${String(atom?.place.start)}`;
}

/** Hosts that the whole policy, or the project, names. Loaded lists are not needed where every test is a list. */
function trust(whens: readonly OriginPredicate[], trustedOrigins: readonly string[]): NamedHosts {
  if (whens.every(isLists)) return NOTHING_NAMED;
  const named = namedHosts(whens);
  const declared = hostsOfOrigins(trustedOrigins);
  return { ...named, domains: new Set([...named.domains, ...declared.domains]), origins: [...named.origins, ...declared.origins] };
}

const NOTHING_NAMED: NamedHosts = { texts: [], hosts: [], domains: new Set(), sharedSuffixes: new Set(), origins: [], samples: [] };

const isList = (atom: OriginAtom): boolean => (atom.op === 'made' && atom.by.step === 'url' && atom.by.part === 'origin') || atom.op === 'listed' || atom.op === 'present' || atom.op === 'depends' || atom.op === 'unknown';
const isLists = (when: OriginPredicate): boolean => [...atomsOf(when)].every(isList);

/** Whether origins that have nothing in common are all accepted: then there is no check to judge. */
function isEveryone(when: OriginPredicate): boolean {
  return UNRELATED_ORIGINS.every((origin) => accepts(when, origin, IN_SOME_DEPLOYMENT) === 'yes');
}

/** Judges one way of being accepted. */
class Judge {
  readonly #when: OriginPredicate;
  readonly #outcome: Outcome;
  readonly #trusted: NamedHosts;
  readonly #freedom: Freedom;
  readonly #allowOrigin: AllowOrigin;
  readonly #assumed: CheckFault['assumed'];

  constructor(when: OriginPredicate, outcome: Outcome, trusted: NamedHosts, allowOrigin: AllowOrigin) {
    this.#allowOrigin = allowOrigin;
    this.#when = when;
    this.#outcome = outcome;
    this.#trusted = trusted;
    this.#freedom = freedomOf(when);
    this.#assumed = assumedIn(when);
  }

  *faults(): Generator<CheckFault> {
    const listed = positiveAtoms(this.#when).filter((atom) => atom.op === 'listed');
    for (const atom of listed) {
      for (const value of atom.op === 'listed' ? atom.values : []) {
        if (value !== 'null' && this.#accepts(value)) yield* judgeValue(value, atom, this.#outcome);
      }
    }
    if (this.#accepts('null')) yield this.#fault('null', 'null');
    if (isLists(this.#when)) return;
    const own = namedHosts([this.#when]);
    const breach = this.#shared(own) ?? this.#foreign(own) ?? this.#extension();
    if (breach !== null) {
      yield breach;
      return;
    }
    // More than that depends on what exactly the setting holds.
    if (this.#assumed !== null) return;
    const playground = this.#first('shared', own.origins, (origin) => isPlayground(hostOf(origin)));
    if (playground !== null) yield playground;
    const local = this.#first('local', LOCAL_CANDIDATES, () => true);
    if (local !== null) yield local;
    const insecure = this.#first('insecure', insecureCandidates(own), (origin) => isWithoutTls(origin) && this.#isTrusted(origin));
    if (insecure !== null) yield insecure;
    const subdomain = this.#first('subdomain', subdomainCandidates(own), (origin) => this.#isTrusted(origin) && !this.#isSpelledOut(origin) && !isLocal(origin));
    if (subdomain !== null) yield subdomain;
  }

  #accepts(origin: string): boolean {
    // The other ways come first in the code, and may throw.
    return accepts(this.#when, origin, this.#freedom) === 'yes' && accepts(this.#outcome.when, origin, this.#freedom) === 'yes' && this.#isAnswered(origin);
  }

  /** Whether nothing before this outcome, such as an exception, is known to answer otherwise. */
  #isAnswered(origin: string): boolean {
    // What some deployment answers otherwise, another does not.
    const decision = decisionFor(this.#allowOrigin, origin, { ...this.#freedom, configuration: false });
    return decision === null || decision.kind === 'echo';
  }

  #fault(kind: FaultKind, origin: string, suffix: string | null = null): CheckFault {
    return { kind, origin, atom: this.#atomFor(origin), outcome: this.#outcome, suffix, assumed: this.#assumed };
  }

  /** The test to point at: the one that names a host, else the last one. */
  #atomFor(origin: string): OriginAtom | null {
    const atoms = positiveAtoms(this.#when).filter((atom) => atom.op !== 'present' && atom.op !== 'depends' && atom.op !== 'unknown');
    return atoms.find((atom) => atom.op === 'listed' && atom.values.includes(origin)) ?? atoms.findLast((atom) => namedHosts([atom]).hosts.length > 0) ?? atoms.at(-1) ?? [...atomsOf(this.#when)].find((atom) => atom.op !== 'depends') ?? null;
  }

  #first(kind: FaultKind, candidates: Iterable<string>, isFault: (origin: string) => boolean, suffix: string | null = null): CheckFault | null {
    const tried = new Set<string>();
    for (const origin of candidates) {
      if (tried.has(origin)) continue;
      tried.add(origin);
      if (isPlausible(origin) && this.#accepts(origin) && isFault(origin)) return this.#fault(kind, origin, suffix);
    }
    return null;
  }

  #shared(own: NamedHosts): CheckFault | null {
    for (const suffix of own.sharedSuffixes) {
      const fault = this.#first('shared', sharedCandidates(own, suffix), (origin) => partsOfHost(hostOf(origin)).suffix === suffix && !this.#isSpelledOut(origin), suffix);
      if (fault !== null) return fault;
    }
    return null;
  }

  #foreign(own: NamedHosts): CheckFault | null {
    const isForeign = (origin: string): boolean => this.#isForeign(origin);
    const settled = new Set([...this.#trusted.domains, ...this.#trusted.sharedSuffixes]);
    return this.#first('foreign', foreignCandidates(own), isForeign) ?? this.#first('foreign', foreignOrigins(this.#when, settled, this.#freedom), isForeign);
  }

  /** Whether anyone can come to hold the origin's host. */
  #isForeign(origin: string): boolean {
    const { domain, suffix, isPublic } = partsOfHost(hostOf(origin));
    return domain !== null && isPublic && !this.#isTrusted(origin) && !this.#trusted.sharedSuffixes.has(suffix ?? '');
  }

  #isTrusted(origin: string): boolean {
    const host = hostOf(origin);
    return this.#trusted.domains.has(partsOfHost(host).domain ?? host) || [...this.#trusted.domains].some((domain) => host === domain || host.endsWith(`.${domain}`));
  }

  /** Whether the check names exactly this host. */
  #isSpelledOut(origin: string): boolean {
    const host = hostOf(origin);
    return this.#trusted.origins.some((each) => hostOf(each) === host) || positiveAtoms(this.#when).some((atom) => atom.op === 'listed' && atom.complete && atom.values.includes(host));
  }

  #extension(): CheckFault | null {
    const any = EXTENSION_CANDIDATES.find((pair) => pair.every((origin) => this.#accepts(origin)));
    return any === undefined ? null : this.#fault('extension', any[0]);
  }
}

/** A value that is allowed by its name, in a list or as the header's fixed value. */
function* judgeValue(value: string, atom: OriginAtom | null, outcome: Outcome): Generator<CheckFault> {
  const fault = (kind: FaultKind): CheckFault => ({ kind, origin: value, atom, outcome, suffix: null, assumed: null });
  if (value === 'null') {
    yield fault('null');
    return;
  }
  const origin = parseOrigin(value);
  if (origin?.kind !== 'tuple') return;
  if (isPlayground(origin.host)) yield fault('shared');
  if (/^https?$/.test(origin.scheme) && (isLoopback(origin) || isPrivateNetwork(origin))) yield fault('local');
  else if (isWithoutTls(value)) yield fault('insecure');
}

/** Whether whoever is on the network path can answer in the name of the origin. */
function isWithoutTls(origin: string): boolean {
  const parsed = parseOrigin(origin);
  return parsed?.kind === 'tuple' && parsed.scheme === 'http' && !isLoopback(parsed) && !isPrivateNetwork(parsed) && parsed.host.includes('.');
}

/** Whether an origin is on the visitor's own machine or network. */
function isLocal(origin: string): boolean {
  const parsed = parseOrigin(origin);
  return parsed !== null && (isLoopback(parsed) || isPrivateNetwork(parsed));
}

/** Whether a browser sends this origin, and its host has no empty label. */
const isPlausible = (origin: string): boolean => origin !== 'null' && !/\/\.|\.\.|\.:|\.$/.test(origin) && isSerializedOrigin(origin);

const hostOf = (origin: string): string => new URL(origin).hostname.replace(/\.$/, '');

/** Tests that must hold, of a conjunction. */
function positiveAtoms(when: OriginPredicate): readonly OriginAtom[] {
  switch (when.op) {
    case 'and':
      return when.of.flatMap(positiveAtoms);
    case 'always':
    case 'never':
    case 'not':
    case 'or':
      return [];
    case 'part':
    case 'made':
    case 'configured':
      return positiveAtoms(when.is);
    default:
      return [when];
  }
}

function assumedIn(when: OriginPredicate): CheckFault['assumed'] {
  for (const atom of atomsOf(when)) if (atom.op === 'configured' && atom.example !== null) return { setting: atom.setting, example: atom.example };
  return null;
}

/** Names of conditions under which nothing is deployed for users. */
const DEVELOPMENT = /dev|local|debug|test|stag|preview|prod|NODE_ENV/i;

/** A switch of the configuration counts as on, unless it is one for development. */
function freedomOf(when: OriginPredicate): Freedom {
  const isDevelopment = [...atomsOf(when)].some((atom) => atom.op === 'depends' && atom.on === 'configuration' && DEVELOPMENT.test(atom.text));
  return isDevelopment ? FOR_SOME_REQUEST : IN_SOME_DEPLOYMENT;
}
