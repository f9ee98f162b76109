import type { Edit, Suggestion } from './finding.ts';
import { outcomesOf, type Outcome } from './policy/allow-origin.ts';
import { faultsOf, type CheckFault } from './policy/check-faults.ts';
import { isPlayground, partsOfHost } from './policy/hosting.ts';
import { namedHosts } from './policy/named-hosts.ts';
import { accepts, atomsOf, IN_SOME_DEPLOYMENT, not, replaceAtom, type OriginAtom, type OriginPredicate } from './policy/origin-predicate.ts';
import { repairedPatterns } from './policy/pattern-repair.ts';
import type { OriginCheck } from './policy/policy.ts';
import { UNRELATED_ORIGINS } from './policy/witness.ts';
import type { Settings } from './settings.ts';
import { listTrustedOrigins, quote } from './suggestions.ts';

/**
 * Repairs of one test of the origin, where it stands. Each was tried: the check that it makes is judged again, and only
 * what has no fault of the kind is offered.
 */
export function repairCheck(fault: CheckFault, policy: OriginCheck, settings: Settings): readonly Suggestion[] {
  const origins = meantOrigins(fault, policy, settings);
  const own = fault.atom !== null && isHere(fault.atom.place, policy) ? [...split(fault), ...exactly(fault, origins, settings), ...patterns(fault, policy), ...belowTheDomain(fault), ...withAnyPort(fault)] : [];
  // The whole list of the policy: what this test was meant for, with what stands beside it.
  const knownOrigins = origins.length > 0 ? [...new Set([...namedHosts(whensOf(policy), 'written').origins.filter(isNamedByItsHolder), ...origins])] : policy.repair.knownOrigins;
  return [...own, ...listTrustedOrigins({ ...policy, repair: { ...policy.repair, knownOrigins } }, settings)];
}

/** An edit changes the file that is linted: what another file tests is mended there. */
function isHere({ file }: OriginAtom['place'], { site }: OriginCheck): boolean {
  return file === site.whole.file;
}

/** Asks whether the origin is on a list where the code asks the opposite, or only for its position. */
export function askWhether({ when }: Outcome, policy: OriginCheck): readonly Suggestion[] {
  for (const atom of atomsOf(when)) {
    const edit = isHere(atom.place, policy) && atom.op === 'listed' ? turned(atom) : null;
    const asked = replaceAtom(when, atom, not(atom));
    // Nothing else may let everyone in, and whoever is on the list must get through.
    if (edit === null || UNRELATED_ORIGINS.some((origin) => accepts(asked, origin, IN_SOME_DEPLOYMENT) !== 'no')) continue;
    if (atom.op === 'listed' && atom.values.some((origin) => accepts(asked, origin, IN_SOME_DEPLOYMENT) === 'yes')) return [{ description: 'Ask whether the origin is on the list.', edits: [edit] }];
  }
  return [];
}

function turned({ text, place, repair }: OriginAtom): Edit | null {
  if (repair === undefined) return null;
  if (repair.bang !== null) return { ...repair.bang, text: '' };
  return /\.indexOf\([^()]*\)$/.test(text) && !/[=<>~]/.test(text) ? { start: place.end, end: place.end, text: ' !== -1' } : null;
}

/** Takes one entry off a list, or refuses one value. */
export function dropEntry(fault: CheckFault, policy: OriginCheck): readonly Suggestion[] {
  const repair = fault.atom?.repair;
  if (fault.atom === null || repair === undefined) return [];
  const entry = repair.entries.find(({ value }) => value === fault.origin);
  const removal = entry?.removal ?? null;
  if (!isHere(entry?.place ?? fault.atom.place, policy)) return [];
  if (removal !== null) return [{ description: `Take '${fault.origin}' off the list.`, edits: [{ ...removal, text: '' }] }];
  // `origin === 'null'` on its own: the test that never holds.
  if (fault.atom.op !== 'listed' || fault.atom.values.length !== 1 || repair.subject === null) return [];
  return [{ description: `Refuse '${fault.origin}'.`, edits: [replaceAt(fault.atom, repair.negated ? 'true' : 'false')] }];
}

/** Writes `https` where a list or a value says `http`. */
export function withTls(fault: CheckFault, policy: OriginCheck): readonly Suggestion[] {
  const secure = fault.origin.replace(/^http:/, 'https:');
  const entry = fault.atom?.repair?.entries.find(({ value }) => value === fault.origin);
  const { from } = fault.outcome.answer;
  const place = entry?.place ?? (fault.atom === null && from.kind === 'written' && /^['"`]/.test(from.text) ? from.place : null);
  if (place === null || !isHere(place, policy) || place.end - place.start !== fault.origin.length + 2) return [];
  return [{ description: `Allow '${secure}' instead.`, edits: [{ start: place.start, end: place.end, text: quote(secure) }] }];
}

/** The origins that the tests at one place are meant for: spelled out, or a host of which they name the beginning. */
function meantOrigins({ atom }: CheckFault, policy: OriginCheck, settings: Settings): readonly string[] {
  if (settings.trustedOrigins.length > 0) return settings.trustedOrigins;
  if (atom === null) return [];
  // One test in a loop stands for one atom for each entry.
  const { origins, texts } = namedHosts(whensOf(policy).flatMap((when) => [...atomsOf(when)].filter(({ op, place }) => op !== 'part' && op !== 'made' && place.start === atom.place.start)), 'written');
  const hosts = atom.op === 'matches' ? [] : texts.filter((text) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text)).map((host) => `https://${host}`);
  return [...new Set([...origins, ...hosts])].filter(isNamedByItsHolder);
}

/** Whether an origin has TLS and a host that one party holds. */
function isNamedByItsHolder(origin: string): boolean {
  if (!origin.startsWith('https://') || !URL.canParse(origin)) return false;
  const { domain, isPublic } = partsOfHost(new URL(origin).hostname);
  return domain !== null && isPublic && !isPlayground(new URL(origin).hostname);
}

function whensOf({ allowOrigin }: OriginCheck): readonly OriginPredicate[] {
  return outcomesOf(allowOrigin).flatMap(({ answer, when }) => (answer.kind === 'echo' ? [when] : []));
}

function exactly({ atom, assumed }: CheckFault, origins: readonly string[], settings: Settings): readonly Suggestion[] {
  const repair = atom?.repair;
  if (atom === null || repair === undefined || repair.subject === null) return [];
  const { subject, negated, other } = repair;
  // `list.some((entry) => origin.startsWith(entry))`: the entry is the whole origin that was meant.
  const isWholeList = assumed !== null && atom.op === 'part-of';
  if (other !== null && !isWholeList && settings.trustedOrigins.length === 0 && textsOfAtom(atom).every((text) => isNamedByItsHolder(text) && new URL(text).origin === text)) {
    return [{ description: `Compare with ${other} exactly.`, edits: [replaceAt(atom, `(${subject} ${negated ? '!==' : '==='} ${other})`)] }];
  }
  const [only] = origins;
  if (only === undefined) return [];
  const text = origins.length === 1 ? `(${subject} ${negated ? '!==' : '==='} ${quote(only)})` : `${negated ? '!' : ''}[${origins.map(quote).join(', ')}].includes(${subject})`;
  return [{ description: `Compare with ${origins.map((origin) => `'${origin}'`).join(', ')} exactly.`, edits: [replaceAt(atom, text)] }];
}

/** `process.env.ORIGINS.includes(origin)`: what was meant is the list that the text holds. */
function split({ atom, assumed }: CheckFault): readonly Suggestion[] {
  const { subject, other, negated } = atom?.repair ?? NOTHING_TO_REPAIR;
  if (atom?.op !== 'part-of' || assumed === null || subject === null || other === null || !other.includes(assumed.setting)) return [];
  return [{ description: `Split ${assumed.setting} into a list, and compare with its entries exactly.`, edits: [replaceAt(atom, `${negated ? '!' : ''}(${other} ?? '').split(',').includes(${subject})`)] }];
}

function textsOfAtom(atom: OriginAtom): readonly string[] {
  switch (atom.op) {
    case 'starts-with':
    case 'ends-with':
    case 'contains':
      return [atom.operand];
    case 'part-of':
      return [atom.whole];
    default:
      return [''];
  }
}

function patterns(fault: CheckFault, policy: OriginCheck): readonly Suggestion[] {
  const { atom } = fault;
  const place = atom?.repair?.pattern ?? null;
  if (atom?.op !== 'matches' || place === null || !isHere(place, policy)) return [];
  const named = namedHosts([atom]);
  const hosts = named.hosts.flatMap((host) => [`https://${host}`, `https://app.${host}`, `http://${host}`, `http://${host}:3000`]);
  const wanted = [...named.origins, ...hosts, ...named.samples.map(({ text }) => text)].filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
  for (const { source, how } of repairedPatterns(atom.source)) {
    const repaired: OriginAtom = { ...atom, source };
    const when = replaceAtom(fault.outcome.when, atom, repaired);
    const isClean = !faultsOf({ ...policy, allowOrigin: { kind: 'echo', when, source: { kind: 'origin', name: 'Origin' }, from: fault.outcome.answer.from } }, []).some(({ kind }) => kind === fault.kind || kind === 'foreign');
    if (isClean && wanted.some((origin) => accepts(when, origin, IN_SOME_DEPLOYMENT) === 'yes')) {
      return [{ description: `${how}.`, edits: [{ start: place.start, end: place.end, text: `/${source}/${atom.flags}` }] }];
    }
  }
  return [];
}

const NOTHING_TO_REPAIR = { subject: null, negated: false, other: null } as const;

/** The domain itself and what is below it, with TLS. */
function belowTheDomain({ atom, kind }: CheckFault): readonly Suggestion[] {
  if (atom?.op !== 'ends-with' || kind === 'shared') return [];
  const { subject, negated, other } = atom.repair ?? NOTHING_TO_REPAIR;
  if (subject === null || other !== null) return [];
  const host = /^\.?([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(atom.operand)?.[1];
  if (host === undefined || partsOfHost(host).domain === null) return [];
  const below = `${subject}.startsWith('https://') && ${subject}.endsWith('.${host}')`;
  const text = atom.operand.startsWith('.') ? `(${below})` : `(${subject} === 'https://${host}' || (${below}))`;
  return [{ description: `Accept only ${atom.operand.startsWith('.') ? '' : `'https://${host}' and `}what is below '${host}', with https.`, edits: [replaceAt(atom, negated ? `!${text}` : text)] }];
}

/** `http://localhost` on any port, and nothing that goes on after the name. */
function withAnyPort({ atom }: CheckFault): readonly Suggestion[] {
  if (atom?.op !== 'starts-with' || !/^https?:\/\/(?:localhost|127\.0\.0\.1)$/.test(atom.operand)) return [];
  const { subject, negated, other } = atom.repair ?? NOTHING_TO_REPAIR;
  if (subject === null || other !== null) return [];
  return [{ description: `Accept only '${atom.operand}', on any port.`, edits: [replaceAt(atom, `${negated ? '!' : ''}(${subject} === '${atom.operand}' || ${subject}.startsWith('${atom.operand}:'))`)] }];
}

function replaceAt({ place }: OriginAtom, text: string): Edit {
  return { start: place.start, end: place.end, text };
}

/** The text of a check for messages: the test that lets the origin through, or the whole value. */
export function checkText({ atom, assumed }: CheckFault, policy: OriginCheck): string {
  const check = `\`${atom === null || atom.text === '' ? policy.site.text : atom.text}\``;
  return assumed === null ? check : `Where ${assumed.setting} is '${assumed.example}', ${check}`;
}

/** Where to report: the entry of a list, the test, or the value. */
export function placeOfFault({ atom, origin, outcome }: CheckFault, policy: OriginCheck): OriginCheck['site']['place'] {
  if (atom === null) return outcome.answer.from.kind === 'written' ? outcome.answer.from.place : policy.site.place;
  return atom.repair?.entries.find(({ value }) => value === origin)?.place ?? atom.place;
}
