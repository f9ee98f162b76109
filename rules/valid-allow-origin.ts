import { defineRule, type Problem } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import type { Policy } from '../src/policy/policy.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { accepts, FOR_SOME_REQUEST, IN_SOME_DEPLOYMENT } from '../src/policy/origin-predicate.ts';
import { respond } from '../src/policy/respond.ts';
import { witnessFrom } from '../src/policy/witness.ts';
import { writtenOriginsOf, type WrittenOrigin } from '../src/policy/written-origin.ts';
import { originFault, type OriginFault } from '../src/protocol/origin-fault.ts';

/**
 * A browser compares `Access-Control-Allow-Origin` byte by byte with the serialized origin of the page (Fetch, sections
 * "CORS check" and "`Origin` header"): scheme, host, and a port that is not the scheme's own, in lower case.
 */
export default defineRule({
  name: 'valid-allow-origin',
  description: 'Disallow allowed origins that no browser ever sends',
  preset: 'recommended',
  messages: {
    notAnOrigin: "{{value}} {{use}}, but an origin ends after its host and port: {{what}} makes it differ from what browsers send. {{outcome}}.",
    originList: "{{value}} {{use}}, but it names several origins, and the header holds one: no origin equals it. {{outcome}}.",
    hostWildcard: "{{value}} {{use}}, but '*' is no pattern there: browsers never send an origin with a '*'. {{outcome}}.",
    missingScheme: "{{value}} {{use}}, but an origin starts with its scheme: without {{what}} no origin equals it. {{outcome}}.",
    notCanonical: "{{value}} {{use}}, but browsers write this origin in another way ({{what}}). {{outcome}}.",
    keyword: "{{value}} {{use}}, but it is no origin: it is {{what}}. {{outcome}}.",
    starInList: "{{value}} is an entry of a list that {{library}} compares with the request's Origin, where '*' stands for itself: it allows nobody. {{outcome}}.",
  },
  schema: null,
  defaults: {},
  // What browsers refuse works for nobody, wherever it is served.
  checkPrivate: 'check',
  *check(policy) {
    const all = [...writtenOriginsOf(policy.allowOrigin)];
    for (const written of all) {
      const fault = faultOf(written, policy);
      if (fault === null) continue;
      yield problem(written, fault, policy, all.length === 1);
    }
  },
});

type MessageId = 'notAnOrigin' | 'originList' | 'hostWildcard' | 'missingScheme' | 'notCanonical' | 'keyword' | 'starInList';

/** The fault of a text that was meant to be an origin; texts that deny on purpose, or that a deployment fills in, are none. */
function faultOf(written: WrittenOrigin, policy: Policy): OriginFault | null {
  const { text, use, isAlternative } = written;
  // An empty value is how a list from an unset setting, or a header, denies.
  if (text.trim() === '' || text === 'null') return null;
  const fault = originFault(use === 'sent' ? withoutBlanksAround(text) : text);
  switch (fault?.kind) {
    case undefined:
      return null;
    case 'wildcard':
      // Hand-written checks look for the entry '*' by themselves.
      return fault.part !== 'value' || (use === 'listed' && policy.preflight.by === 'library') ? fault : null;
    case 'keyword':
      return isAlternative || !written.isQuoted ? null : fault;
    case 'pattern':
      // A text in angle brackets or double braces is filled in before the code runs.
      return fault.syntax === 'regular-expression' || /^https?:\/\/.*\$\{/.test(text) ? fault : null;
    case 'scheme-without-origin':
      // Pages that an Android WebView loads from files do send `file://`.
      return text === 'file://' ? null : fault;
    case 'missing-scheme':
    case 'invalid-host':
      return fault.canonical === null ? null : fault;
    default:
      return fault;
  }
}

/** Whoever reads a header leaves out the blanks before and after its value (RFC 9112, section 5.1); an entry of a list is compared with them. */
const withoutBlanksAround = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

function problem(written: WrittenOrigin, fault: OriginFault, policy: Policy, isAlone: boolean): Problem<MessageId> {
  const meant = meantOrigin(fault, written.text);
  const { is, sent } = meant === null ? NOT_ASKED : answerTo(meant, policy);
  return {
    messageId: messageOf(fault, written),
    data: {
      value: `\`${written.isQuoted ? `'${written.text}'` : written.text}\``,
      use: written.use === 'sent' ? 'is sent as Access-Control-Allow-Origin' : "is compared with the request's Origin, to be answered as Access-Control-Allow-Origin",
      what: explain(fault),
      library: policy.site.library,
      outcome: outcomeOf(written, meant, is),
    },
    place: written.place,
    severity: 'medium',
    witness: meant === null || is !== 'refused' ? null : witnessFrom(policy, meant, { 'Access-Control-Allow-Origin': sent }),
    suggestions: suggestionsFor(written, fault, policy, is, isAlone),
  };
}

function messageOf(fault: OriginFault, { text }: WrittenOrigin): MessageId {
  switch (fault.kind) {
    case 'list':
      return 'originList';
    case 'wildcard':
      return text.trim() === '*' ? 'starInList' : 'hostWildcard';
    case 'missing-scheme':
    case 'scheme-separator':
      return 'missingScheme';
    case 'trailing-slash':
    case 'path':
    case 'query':
    case 'fragment':
    case 'userinfo':
      return 'notAnOrigin';
    case 'keyword':
    case 'pattern':
    case 'empty':
    case 'scheme-without-origin':
      return 'keyword';
    case 'quotes':
    case 'whitespace':
    case 'invalid-port':
    case 'port-out-of-range':
    case 'default-port':
    case 'non-canonical-port':
    case 'non-ascii':
    case 'percent-encoding':
    case 'non-canonical-ip':
    case 'upper-case':
    case 'invalid-host':
      return 'notCanonical';
  }
}

function explain(fault: OriginFault): string {
  switch (fault.kind) {
    case 'trailing-slash':
      return "the '/' at its end";
    case 'path':
      return `the path '${fault.path}'`;
    case 'query':
      return 'the query';
    case 'fragment':
      return 'the fragment';
    case 'userinfo':
      return "the part before '@'";
    case 'missing-scheme':
      return "'https://'";
    case 'scheme-separator':
      return `'${fault.scheme}://'`;
    case 'keyword':
      return 'a word that means something elsewhere';
    case 'pattern':
      return fault.syntax === 'placeholder' ? 'a placeholder that quotes do not fill in' : 'a pattern in quotes, which is compared as it stands';
    case 'scheme-without-origin':
      return `a URL of the scheme '${fault.scheme}', and no page has one`;
    case 'quotes':
      return 'without quotes inside the value';
    case 'whitespace':
      return 'without white space';
    case 'invalid-port':
    case 'port-out-of-range':
      return `'${fault.port}' is no port`;
    case 'default-port':
      return `without the port ${String(fault.port)}, which the scheme implies`;
    case 'non-canonical-port':
      return 'a port has no leading zeros, and a colon is followed by one';
    case 'non-ascii':
      return 'its host in Punycode';
    case 'percent-encoding':
      return 'its host decoded';
    case 'non-canonical-ip':
      return 'the address in its shortest form';
    case 'upper-case':
      return 'in lower case';
    case 'invalid-host':
      return `'${fault.host}' is no host`;
    case 'empty':
    case 'list':
    case 'wildcard':
      return '';
  }
}

/** An origin that the author plainly had in mind. */
function meantOrigin(fault: OriginFault, text: string): string | null {
  if (fault.canonical !== null) return fault.canonical;
  const candidate = fault.kind === 'list' ? fault.items[0] : fault.kind === 'wildcard' && fault.part === 'host' ? text.replace('*', 'app') : undefined;
  return candidate !== undefined && originFault(candidate) === null ? candidate : null;
}

function outcomeOf({ use }: WrittenOrigin, meant: string | null, is: MeantAnswer['is']): string {
  const page = meant === null ? 'any page' : `a page of '${meant}'`;
  if (use === 'sent') return `The browser refuses the answer to ${page}`;
  switch (is) {
    case 'refused':
      return `The server does not recognise ${page}, and the browser refuses the answer`;
    case 'allowed':
      return `It allows nobody, and '${meant ?? ''}' is allowed without it`;
    case 'unknown':
      return 'It allows nobody';
  }
}

/** What the policy makes of the origin that was meant, and sends it: another entry, or another way, may answer it. */
interface MeantAnswer {
  readonly is: 'allowed' | 'refused' | 'unknown';
  readonly sent: string | null;
}

/** No origin was meant that one could name. */
const NOT_ASKED: MeantAnswer = { is: 'refused', sent: null };

function answerTo(origin: string, policy: Policy): MeantAnswer {
  const sent = respond(policy, { origin, method: 'GET' }, FOR_SOME_REQUEST)['Access-Control-Allow-Origin'];
  if (sent !== undefined) return { is: sent === origin || sent === '*' ? 'allowed' : 'refused', sent };
  const isAllowed = outcomesOf(policy.allowOrigin).some(({ answer, when }) => answer.kind === 'echo' && accepts(when, origin, IN_SOME_DEPLOYMENT) === 'yes');
  return { is: isAllowed ? 'allowed' : 'unknown', sent: null };
}

function suggestionsFor(written: WrittenOrigin, fault: OriginFault, policy: Policy, is: MeantAnswer['is'], isAlone: boolean): readonly Suggestion[] {
  if (written.isPiece && fault.kind === 'whitespace' && fault.canonical !== null && written.place.file === policy.site.place.file && policy.site.use === null) {
    return [{ description: `Trim the entries of the list. It allows '${fault.canonical}', which the list does not do now.`, edits: [{ start: written.place.end, end: written.place.end, text: '.map((entry) => entry.trim())' }] }];
  }
  if (!written.isQuoted || written.place.file !== policy.site.place.file || policy.site.use !== null) return [];
  const { start, end } = written.place;
  // Without its one entry a list allows nobody, which is not what was meant.
  if ((messageOf(fault, written) === 'starInList' && !isAlone) || (fault.canonical !== null && written.use !== 'sent' && is === 'allowed')) {
    return written.removal === null ? [] : [{ description: `Take '${written.text}' off the list, where it allows nobody.`, edits: [{ ...written.removal, text: '' }] }];
  }
  if (fault.canonical !== null) {
    return [{ description: `Write '${fault.canonical}'. It allows that origin, which the value does not do now.`, edits: [{ start, end, text: `'${fault.canonical}'` }] }];
  }
  const { allowList } = policy.repair;
  if (fault.kind === 'list' && written.use === 'sent' && allowList?.forList !== null && allowList !== null && allowList.start === start) {
    const origins = fault.items.filter((item) => originFault(item) === null);
    if (origins.length !== fault.items.length || origins.includes('null')) return [];
    const list = `[${origins.map((origin) => `'${origin}'`).join(', ')}]`;
    const { vary } = policy.repair;
    const edits = [{ start: allowList.start, end: allowList.end, text: allowList.forList.replaceAll('LIST', () => list) }, ...(vary === null ? [] : [{ start: vary.at, end: vary.at, text: vary.text }])];
    return [{ description: `Compare the request's Origin with ${list}. It allows these origins, which the value does not do now.`, edits }];
  }
  return [];
}
