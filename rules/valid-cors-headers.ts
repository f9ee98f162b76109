import { defineRule, type Analysis, type Problem } from '../src/define-rule.ts';
import type { Edit, Suggestion } from '../src/finding.ts';
import type { Severity } from '../src/policy/severity.ts';
import { listWitnessOf, type ListHeader, type Witness } from '../src/policy/witness.ts';
import type { WrittenHeader, WrittenValue } from '../src/policy/written-header.ts';
import { parseAllowCredentials } from '../src/protocol/allow-credentials-header.ts';
import { allowHeadersEntryFault, exposeHeadersEntryFault } from '../src/protocol/field-name-list-header.ts';
import { corsHeader } from '../src/protocol/header-names.ts';
import { capsBelow, parseMaxAge } from '../src/protocol/max-age-header.ts';
import { isNeedlessMethodEntry, methodEntryFault } from '../src/protocol/method-list-header.ts';
import { isSafelistedMethod } from '../src/protocol/methods.ts';
import { misspeltHeader } from '../src/protocol/misspelt-header.ts';
import { parseTokenList } from '../src/protocol/token-list.ts';

/**
 * What a browser cannot read in a CORS header, it treats as absent, or as a reason to fail (Fetch, sections "HTTP
 * new-header syntax" and "CORS-preflight fetch"). It says so in a console that the server's author may never see.
 */
export default defineRule({
  name: 'valid-cors-headers',
  description: 'Disallow CORS headers whose name or value browsers ignore or reject',
  preset: 'recommended',
  messages: {
    misspelt: "{{value}} is no header that browsers know: they ignore it, and {{header}} is not sent.",
    requestHeader: '{{value}} is a header of requests, which browsers do not read in an answer: {{header}} is not sent.',
    obsolete: '{{value}} has no effect: browsers gave up Private Network Access, and its successor reads no header.',
    credentialsValue: "{{value}} as {{by}} does not allow credentials: {{what}}, so browsers refuse answers to requests with cookies.",
    listSyntax: "{{value}} as {{by}} is no list with commas: {{what}}.",
    methodCase: "{{value}} in {{by}} does not allow {{what}}: methods compare with case, so browsers refuse that request after its preflight.",
    methodWord: "{{value}} in {{by}} is read as the name of a method: browsers refuse PUT, PATCH and DELETE after their preflight.",
    neverExposed: '{{value}} in {{by}} exposes nothing: browsers never show that header to a script.',
    maxAge: '{{value}} as {{by}} is no whole number of seconds: browsers keep the answer to a preflight for 5 seconds.',
    needless: '{{value}} in {{by}} has no effect: {{what}}.',
    safelistedMethods: '{{value}} as {{by}} allows nothing that is not allowed anyway: {{what}}.',
    maxAgeCapped: '{{value}} seconds as {{by}} are cut short by every browser: {{what}}.',
  },
  schema: {
    type: 'object',
    properties: {
      harmless: {
        enum: ['ignore', 'report'],
        description: 'Whether to report entries and headers that have no effect and break nothing.',
      },
      safelistedMethods: {
        enum: ['ignore', 'report'],
        description: 'Whether to report an Access-Control-Allow-Methods that lists only what browsers send without asking.',
      },
    },
    additionalProperties: false,
  },
  defaults: { harmless: 'ignore', safelistedMethods: 'ignore' },
  strict: { harmless: 'report' },
  *checkFile(file, { options }) {
    for (const header of file.headers) {
      if (options.safelistedMethods === 'report') yield* safelisted(header);
      for (const { harmless, ...problem } of problemsOf(header, file)) {
        if (!harmless || options.harmless === 'report') yield problem;
      }
    }
  },
});

type MessageId = 'misspelt' | 'requestHeader' | 'obsolete' | 'credentialsValue' | 'listSyntax' | 'methodCase' | 'methodWord' | 'neverExposed' | 'maxAge' | 'needless' | 'safelistedMethods' | 'maxAgeCapped';

type Found = Problem<MessageId> & { readonly harmless: boolean };

function problemsOf(header: WrittenHeader, file: Analysis): readonly Found[] {
  const known = corsHeader(header.name);
  if (known === null) return misspelt(header, file);
  if (known.obsolete !== null) return header.isSent ? [about(header, 'obsolete', { harmless: true, suggestions: removal(header) })] : [];
  switch (known.name) {
    case 'Access-Control-Request-Method':
      return misdirected(header, 'Access-Control-Allow-Methods', file);
    case 'Access-Control-Request-Headers':
      return misdirected(header, 'Access-Control-Allow-Headers', file);
    case 'Access-Control-Allow-Credentials':
      return header.values.flatMap((value) => credentials(header, value));
    case 'Access-Control-Allow-Methods':
      return header.values.flatMap((value) => list(header, value, file, methodFault));
    case 'Access-Control-Allow-Headers':
      return header.values.flatMap((value) => list(header, value, file, allowedFault));
    case 'Access-Control-Expose-Headers':
      return header.values.flatMap((value) => list(header, value, file, exposedFault));
    case 'Access-Control-Max-Age':
      return header.values.flatMap((value) => maxAge(header, value));
    default:
      return [];
  }
}

function misspelt(header: WrittenHeader, file: Analysis): readonly Found[] {
  const meant = misspeltHeader(header.name);
  // A table of names that nothing is seen to send is no object of headers.
  if (meant === null || (!header.isSent && !header.beside.some((name) => corsHeader(name) !== null))) return [];
  const isAlsoRight = header.beside.includes(meant.toLowerCase());
  const rename: Suggestion = { description: `Rename it to ${meant}. The header takes effect then, which it does not do now.`, edits: [{ start: header.namePlace.start, end: header.namePlace.end, text: quoted(meant) }] };
  return [about(header, 'misspelt', { header: meant, harmless: isAlsoRight, suggestions: header.isNameQuoted && !isAlsoRight ? [rename] : removal(header), witness: witnessOfMissing(meant, file) })];
}

/** The answer that lacks the header: of the policy that it was written for, or, for the origin itself, of a file without any. */
function witnessOfMissing(meant: string, file: Analysis): Witness | null {
  if (meant === 'Access-Control-Allow-Origin') {
    const isAlone = file.policies.length === 0 && !file.headers.some(({ name }) => name.toLowerCase() === meant.toLowerCase());
    return isAlone ? { request: { method: 'GET', path: '*', headers: { Origin: 'https://app.example' } }, response: { [meant]: null } } : null;
  }
  const [policy, ...others] = file.policies;
  const field = policy === undefined ? undefined : meant === 'Access-Control-Allow-Methods' ? policy.allowMethods : meant === 'Access-Control-Allow-Headers' ? policy.allowHeaders : undefined;
  if (policy === undefined || others.length > 0 || field?.kind !== 'known' || field.value.kind !== 'absent') return null;
  return listWitnessOf(policy, meant as ListHeader);
}

function misdirected(header: WrittenHeader, meant: string, file: Analysis): readonly Found[] {
  // An object of headers that nothing is seen to send may as well be a request's.
  if (!header.isSent) return [];
  const isAlsoRight = file.headers.some(({ name }) => name.toLowerCase() === meant.toLowerCase());
  const rename: Suggestion = { description: `Rename it to ${meant}. The header takes effect then, which it does not do now.`, edits: [{ start: header.namePlace.start, end: header.namePlace.end, text: quoted(meant) }] };
  return [about(header, 'requestHeader', { header: meant, harmless: isAlsoRight, suggestions: header.isNameQuoted && !isAlsoRight ? [rename] : removal(header) })];
}

function credentials(header: WrittenHeader, value: WrittenValue): readonly Found[] {
  const parsed = parseAllowCredentials(value.text);
  if (header.option === null ? parsed.ok : !header.isStrictBoolean || !isText(value)) return [];
  if (!parsed.ok && parsed.fault.canonical === null) return [];
  const text = header.option === null ? quoted('true') : 'true';
  const what = header.option === null ? "'true' is the one value that counts" : `${header.library} looks for the boolean true and sends no header`;
  return [inValue(header, value, 'credentialsValue', { what, suggestions: replacement(value, text, 'Allow credentials. Pages of the allowed origins can send cookies then, which they cannot do now.') })];
}

/** Whether an option is a string or number rather than a boolean. */
function isText(value: WrittenValue): boolean {
  return value.source !== 'true' && value.source !== 'false' && value.text !== 'false';
}

interface EntryFault {
  readonly messageId: MessageId;
  readonly what: string;
  readonly harmless: boolean;
  /** What to write instead; `null` to drop the entry. */
  readonly instead: string | null;
}

function list(header: WrittenHeader, value: WrittenValue, file: Analysis, faultOf: (entry: string) => EntryFault | null): readonly Found[] {
  const parsed = parseTokenList(value.text);
  if (!parsed.ok) {
    // A text in angle brackets or braces is filled in before the code runs.
    if (parsed.fault.canonical === null || /[<>{}]/.test(value.text)) return [];
    const canonical = value.removal === null ? quoted(parsed.fault.canonical) : parsed.fault.canonical.split(', ').map(quoted).join(', ');
    const what = isExpose(header) ? 'browsers expose none of these headers' : 'browsers cannot read it and refuse every request that needs a preflight';
    return [inValue(header, value, 'listSyntax', { what, suggestions: replacement(value, canonical, `Write ${canonical}. The list takes effect then, which it does not do now.`), witness: witnessOf(header, file) })];
  }
  return parsed.items.flatMap((item) => {
    const fault = faultOf(item);
    if (fault === null) return [];
    const asked: Readonly<Record<string, string>> = fault.messageId === 'methodCase' ? { 'Access-Control-Request-Method': item.toUpperCase() } : {};
    const found = inValue(header, value, fault.messageId, {
      what: fault.what,
      harmless: fault.harmless,
      suggestions: rewritten(value, parsed.items, item, fault, faultOf),
      witness: fault.messageId === 'methodCase' || fault.messageId === 'methodWord' ? witnessOf(header, file, asked) : null,
    });
    return [{ ...found, data: { ...found.data, value: `\`${item}\`` } }];
  }).filter((problem, index, all) => index === 0 || problem.messageId !== all[0]?.messageId);
}

function methodFault(entry: string): EntryFault | null {
  const fault = methodEntryFault(entry);
  switch (fault?.kind) {
    case undefined:
      return null;
    case 'case':
      // Browsers never ask for the methods that forms have.
      return isSafelistedMethod(fault.canonical) || fault.canonical === 'OPTIONS'
        ? { messageId: 'needless', what: `browsers send ${fault.canonical} without asking for it`, harmless: true, instead: fault.canonical }
        : { messageId: 'methodCase', what: fault.canonical, harmless: false, instead: fault.canonical };
    case 'forbidden':
      return { messageId: 'needless', what: 'browsers never send that method', harmless: true, instead: null };
    case 'keyword':
      return /^(?:all|any|true)$/i.test(entry) ? { messageId: 'methodWord', what: '', harmless: false, instead: 'GET, HEAD, POST, PUT, PATCH, DELETE' } : null;
  }
}

/**
 * A written header that lists only methods that need no entry. The option of a library is another thing: it takes the
 * place of a default that allows more.
 */
function safelisted(header: WrittenHeader): readonly Found[] {
  if (header.option !== null || !header.isSent || corsHeader(header.name)?.name !== 'Access-Control-Allow-Methods') return [];
  return header.values.flatMap((value) => {
    const parsed = parseTokenList(value.text);
    if (!parsed.ok || !parsed.items.some(isNeedlessMethodEntry) || !parsed.items.every((item) => isNeedlessMethodEntry(item) || item === 'OPTIONS')) return [];
    const isAboutOptions = parsed.items.includes('OPTIONS');
    const what = `browsers send GET, HEAD and POST without asking for the method${isAboutOptions ? ', and OPTIONS is for scripts that send it themselves, not for preflights' : ''}`;
    return [inValue(header, value, 'safelistedMethods', { what, harmless: true, suggestions: isAboutOptions ? [] : removal(header) })];
  });
}

function allowedFault(entry: string): EntryFault | null {
  const fault = allowHeadersEntryFault(entry);
  if (fault === null) return null;
  const what = fault.kind === 'forbidden' ? 'no script can set that header' : 'it is a header of answers, which no script needs to send';
  return { messageId: 'needless', what, harmless: true, instead: null };
}

function exposedFault(entry: string): EntryFault | null {
  const fault = exposeHeadersEntryFault(entry);
  switch (fault?.kind) {
    case undefined:
      return null;
    case 'forbidden':
      return { messageId: 'neverExposed', what: '', harmless: false, instead: null };
    case 'request-header':
      return { messageId: 'needless', what: 'it is a header of requests', harmless: true, instead: null };
    case 'needless':
      return { messageId: 'needless', what: 'scripts can read that header anyway', harmless: true, instead: null };
  }
}

function maxAge(header: WrittenHeader, value: WrittenValue): readonly Found[] {
  const parsed = parseMaxAge(value.text);
  if (!parsed.ok) {
    const { kind, seconds } = parsed.fault;
    // A negative number is how some switch the cache off.
    if (kind === 'empty' || kind === 'negative' || /[<>{}]/.test(value.text)) return [];
    const text = seconds === null ? null : header.option === null ? quoted(String(seconds)) : String(seconds);
    return [inValue(header, value, 'maxAge', { severity: 'low', suggestions: text === null ? [] : replacement(value, text, `Write ${text}.`) })];
  }
  const caps = capsBelow(parsed.seconds);
  if (!caps.some(({ browser }) => browser === 'Firefox')) return [];
  const what = caps.map(({ browser, seconds }) => `${browser} keeps it for ${String(seconds)}`).join(', ');
  return [inValue(header, value, 'maxAgeCapped', { what, harmless: true, severity: 'info', suggestions: replacement(value, header.option === null ? quoted('7200') : '7200', 'Write 7200, the most that Chromium keeps.') })];
}

interface Detail {
  readonly header?: string;
  readonly what?: string;
  readonly harmless?: boolean;
  readonly severity?: Severity;
  readonly suggestions?: readonly Suggestion[];
  readonly witness?: Witness | null;
}

/** A problem with the name of a header. */
function about(header: WrittenHeader, messageId: MessageId, { header: meant = '', harmless = false, suggestions = [], witness = null }: Detail): Found {
  return { messageId, data: { value: `\`${header.name}\``, header: meant }, place: header.namePlace, severity: harmless ? 'info' : 'medium', witness, suggestions, harmless };
}

/** A problem with a value or a part of it. */
function inValue(header: WrittenHeader, value: WrittenValue, messageId: MessageId, { what = '', harmless = false, severity, suggestions = [], witness = null }: Detail): Found {
  const by = header.option === null ? (corsHeader(header.name)?.name ?? header.name) : `\`${header.option}\` (${corsHeader(header.name)?.name ?? header.name})`;
  return { messageId, data: { value: `\`${value.source}\``, by, what }, place: value.place, severity: severity ?? (harmless ? 'info' : 'medium'), witness, suggestions, harmless };
}

function isExpose({ name }: WrittenHeader): boolean {
  return /expose/i.test(name);
}

/** The request that runs into the list, where a policy has it. */
function witnessOf(header: WrittenHeader, file: Analysis, asked?: Readonly<Record<string, string>>): Witness | null {
  const name = corsHeader(header.name)?.name as ListHeader;
  for (const policy of file.policies) {
    const field = name === 'Access-Control-Allow-Methods' ? policy.allowMethods : name === 'Access-Control-Allow-Headers' ? policy.allowHeaders : policy.exposeHeaders;
    const { start, end } = field.from.place;
    if (header.values.some(({ place }) => start <= place.start && place.end <= end && field.kind === 'known')) return listWitnessOf(policy, name, asked);
  }
  return null;
}

function replacement(value: WrittenValue, text: string, description: string): readonly Suggestion[] {
  return value.isQuoted ? [{ description, edits: [{ start: value.place.start, end: value.place.end, text }] }] : [];
}

function removal({ removal: range }: WrittenHeader): readonly Suggestion[] {
  return range === null ? [] : [{ description: 'Remove the header, which has no effect.', edits: [{ ...range, text: '' }] }];
}

/** The list with every entry of the fault's kind put right: one element of an array, or a part of one text. */
function rewritten(value: WrittenValue, items: readonly string[], item: string, { instead, messageId }: EntryFault, faultOf: (entry: string) => EntryFault | null): readonly Suggestion[] {
  if (!value.isQuoted) return [];
  const description = instead === null ? `Remove ${item}.` : `Write ${instead}.${messageId === 'needless' ? '' : ' Browsers send these requests then, which they do not do now.'}`;
  const one = (edit: Edit): readonly Suggestion[] => [{ description, edits: [edit] }];
  if (items.length === 1) {
    if (instead !== null) return one({ start: value.place.start, end: value.place.end, text: value.removal === null ? quoted(instead) : instead.split(', ').map(quoted).join(', ') });
    return value.removal === null ? [] : one({ ...value.removal, text: '' });
  }
  const fixed = items.flatMap((each) => {
    const fault = faultOf(each);
    return fault?.messageId === messageId ? (fault.instead ?? []) : each;
  });
  if (fixed.length === 0) return [];
  return one({ start: value.place.start, end: value.place.end, text: quoted(fixed.join(', ')) });
}

const quoted = (text: string): string => `'${text}'`;
