import { isIpAddress } from '../protocol/origin.ts';
import { atomsOf, comparedTexts, type OriginAtom, type OriginPredicate } from './origin-predicate.ts';
import { samplesOf, type Sample } from './pattern-samples.ts';
import { partsOfHost } from './hosting.ts';

/** What a check says of the hosts that it is meant for. */
export interface NamedHosts {
  /** Texts that origins are compared with, as they stand in the code. */
  readonly texts: readonly string[];
  /** Hosts, or ends of hosts, in these texts. */
  readonly hosts: readonly string[];
  /** Who holds the named hosts. */
  readonly domains: ReadonlySet<string>;
  /** Suffixes that the check names, and below which strangers get names. */
  readonly sharedSuffixes: ReadonlySet<string>;
  /** Origins that are spelled out in full. */
  readonly origins: readonly string[];
  /** Readings of the patterns. */
  readonly samples: readonly Sample[];
}

/** Reads the hosts that the atoms of some predicates name; `assumed` says whether examples of settings count as named. */
export function namedHosts(predicates: Iterable<OriginPredicate>, assumed: 'assumed' | 'written' = 'assumed'): NamedHosts {
  const texts = new Set<string>();
  const whole = new Set<string>();
  const samples: Sample[] = [];
  for (const predicate of predicates) {
    for (const atom of assumed === 'assumed' ? withExamples(predicate) : atomsOf(predicate)) {
      for (const text of textsOf(atom)) {
        texts.add(text);
        whole.add(text);
      }
      if (atom.op === 'matches') samples.push(...samplesOf(atom.source, atom.flags));
    }
    for (const text of [...labelledHosts(predicate), ...backwards(predicate)]) texts.add(text);
  }
  for (const { literals, isLiteral, text } of samples) {
    for (const literal of literals) texts.add(literal.toLowerCase());
    if (isLiteral) whole.add(text);
  }
  return hostsIn([...texts].filter((text) => text.length <= MAX_TEXT_LENGTH), [...whole], samples);
}

/** Hosts that are compared label by label, as `labels.at(-1) === 'com' && labels.at(-2) === 'example'` does. */
function labelledHosts(predicate: OriginPredicate): readonly string[] {
  const byPlace = new Map<number, string[]>();
  for (const atom of atomsOf(predicate)) {
    if (atom.op !== 'made' || atom.by.step !== 'split' || atom.by.separator !== '.' || atom.by.joiner !== null || atom.is.op !== 'listed') continue;
    byPlace.set(atom.by.from, [...(byPlace.get(atom.by.from) ?? []), ...atom.is.values]);
  }
  const labelsAt = (place: number): readonly string[] => byPlace.get(place)?.slice(0, MAX_LABELS) ?? [];
  const places = [...byPlace.keys()];
  const first = Math.min(...places.filter((place) => place >= 0));
  let [fromEnd, fromStart] = [labelsAt(-1), labelsAt(first)];
  for (let place = -2; byPlace.has(place); place--) fromEnd = fromEnd.slice(0, MAX_LABELS).flatMap((host) => labelsAt(place).map((label) => `${label}.${host}`));
  for (let place = first + 1; byPlace.has(place); place++) fromStart = fromStart.slice(0, MAX_LABELS).flatMap((host) => labelsAt(place).map((label) => `${host}.${label}`));
  return [...fromEnd, ...fromStart].filter((host) => host.includes('.'));
}

/** Texts that the origin is compared with after it was turned round. */
function backwards(predicate: OriginPredicate): readonly string[] {
  return [...atomsOf(predicate)].flatMap((atom) => (atom.op === 'made' && atom.by.step === 'reverse' ? [...atomsOf(atom.is)].flatMap(textsOf) : [])).map((text) => text.split('').reverse().join(''));
}

/** Labels that are put together at one place. */
const MAX_LABELS = 12;

function* withExamples(predicate: OriginPredicate): Generator<OriginAtom> {
  for (const atom of atomsOf(predicate)) {
    yield atom;
    if (atom.op === 'configured') yield* withExamples(atom.is);
  }
}

/** Longest text that is a piece of an origin: a host has at most 253 characters (RFC 1035, section 2.3.4). */
const MAX_TEXT_LENGTH = 270;

/** The same for origins that the settings declare. */
export function hostsOfOrigins(origins: readonly string[]): NamedHosts {
  return hostsIn(origins, origins, []);
}

function hostsIn(texts: readonly string[], whole: readonly string[], samples: readonly Sample[]): NamedHosts {
  const hosts = new Set<string>();
  const domains = new Set<string>();
  const sharedSuffixes = new Set<string>();
  for (const text of texts) {
    const host = hostIn(text);
    if (host === null) continue;
    hosts.add(host);
    if (isIpAddress(host) || !host.includes('.')) {
      domains.add(host);
      continue;
    }
    const parts = partsOfHost(host);
    if (parts.isShared && (parts.domain === null || isEndOfLabel(text, parts.domain))) sharedSuffixes.add(parts.suffix ?? host);
    else if (parts.domain !== null) domains.add(parts.domain);
  }
  return { texts, hosts: [...hosts], domains, sharedSuffixes, samples, origins: [...new Set(whole.filter(isOrigin))] };
}

/** `-team.vercel.app` is the end of a label: what stands before it is anyone's. */
function isEndOfLabel(text: string, domain: string): boolean {
  return /^[-_]/.test(text) && text.slice(1) === domain;
}

function textsOf(atom: OriginAtom): readonly string[] {
  switch (atom.op) {
    case 'position':
      return [atom.position.operand];
    case 'part-of':
      return atom.whole.split(/[\s,;|]+/).flatMap((text) => [text, originIn(text) ?? []].flat());
    default:
      return comparedTexts(atom);
  }
}

/** The host in a text that origins are compared with; `null` when it holds none. */
function hostIn(text: string): string | null {
  const match = /^(?:(?:[a-z][a-z0-9+.-]*)?:)?(?:\/\/)?[-._]*(localhost|\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)\.?(?::\d*)?\/?$/.exec(text.toLowerCase());
  return match?.[1] ?? null;
}

/** The origin of a URL that has more than that. */
function originIn(text: string): string | null {
  return /^https?:\/\/[^/]+\/./.test(text) && URL.canParse(text) ? new URL(text).origin : null;
}

/** Whether a text is an origin as it stands; `https://app` is the beginning of one. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/(?:localhost\b|\[|.*\.)/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
