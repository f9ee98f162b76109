import type { DomainLibrary, DomainPart } from '../../policy/hosting.ts';
import { applyStep, type OriginPart, type TextStep } from '../../policy/text-steps.ts';
import { numberOf, stringOf, type Value } from '../../values/value.ts';

/** The request's origin, or what the code makes of it, step by step. */
export interface Subject {
  readonly steps: readonly TextStep[];
}

const WHOLE: Subject = { steps: [] };

/** Whether a value is the request's origin as it is. */
export function isWholeOrigin(value: Value): boolean {
  const subject = subjectOf(value);
  return subject !== null && isWhole(subject);
}

/** Whether nothing was done to the origin, other than parsing it: `new URL(origin).origin` is the same text. */
export function isWhole({ steps }: Subject): boolean {
  return steps.every((step) => step.step === 'url' && step.part === 'origin');
}

/** What a value makes of the request's origin; `null` when it is none of it, or nothing that can be followed. */
export function subjectOf(value: Value): Subject | null {
  switch (value.kind) {
    case 'request-header':
      return value.name === 'origin' ? WHOLE : null;
    case 'text':
      return textSubject(value.parts);
    case 'choice': {
      const whenTrue = subjectOf(value.whenTrue);
      // `origin || ''`, `origin ?? 'null'`: the origin when there is one.
      if (whenTrue !== null && value.whenFalse.kind === 'constant') return whenTrue;
      const whenFalse = subjectOf(value.whenFalse);
      // `origin && origin.toLowerCase()`: the same origin, or nothing.
      if (value.whenTrue.kind === 'constant' && !value.whenTrue.value) return whenFalse;
      return whenTrue !== null && whenFalse !== null ? same(whenTrue, whenFalse) : null;
    }
    case 'any-of': {
      const [first, ...others] = value.values.map(subjectOf);
      return others.reduce<Subject | null>((all, each) => (all === null || each === null ? null : same(all, each)), first ?? null);
    }
    case 'promise':
      return subjectOf(value.of);
    case 'member':
      return memberSubject(value.object, value.name);
    case 'operation':
      return indexSubject(value);
    case 'call':
      return callSubject(value);
    case 'instance':
      // `new URL(origin)` as a text is its `href`.
      return parsed(value, 'href');
    default:
      return null;
  }
}

const same = (a: Subject, b: Subject): Subject | null => (JSON.stringify(a) === JSON.stringify(b) ? a : null);
const then = (subject: Subject, step: TextStep): Subject => ({ steps: [...subject.steps, step] });

/** `${origin}`, and the origin put together again from its parts: `${url.protocol}//${url.host}`. */
function textSubject(parts: readonly Value[]): Subject | null {
  const [first, slashes, host] = parts;
  if (parts.length === 1 && first !== undefined) return subjectOf(first);
  if (parts.length === 3 && first !== undefined && host !== undefined && slashes !== undefined && stringOf(slashes) === '//' && isPart(first, 'protocol') && isPart(host, 'host')) return WHOLE;
  return surrounded(parts);
}

/** `${origin}/`, `'' + origin` */
function surrounded(parts: readonly Value[]): Subject | null {
  const at = parts.findIndex((part) => part.kind !== 'constant');
  const made = parts[at];
  if (made === undefined || parts.slice(at + 1).some((part) => part.kind !== 'constant')) return null;
  const [before, after] = [parts.slice(0, at), parts.slice(at + 1)].map((each) => each.map((part) => (part.kind === 'constant' ? String(part.value) : '')).join(''));
  return before === '' && after === '' ? subjectOf(made) : step(made, { step: 'around', before: before ?? '', after: after ?? '' });
}

function isPart(value: Value, part: OriginPart): boolean {
  const steps = subjectOf(value)?.steps ?? [];
  return steps.length === 1 && steps[0]?.step === 'url' && steps[0].part === part;
}

type UrlPart = Extract<TextStep, { step: 'url' }>['part'];

const PARTS: readonly string[] = ['protocol', 'host', 'hostname', 'port', 'href', 'origin'];

function memberSubject(object: Value, name: string): Subject | null {
  if (PARTS.includes(name)) return parsed(object, name as UrlPart);
  const part = object.kind === 'call' ? domainPartOf(object.callee, name) : null;
  if (part !== null && object.kind === 'call') return domainOf(object.args[0], part, object.callee);
  if (object.kind === 'member' && object.name === 'groups') return pieceOf(object.object, name);
  return /^\d+$/.test(name) ? pieceOf(object, Number(name)) : null;
}

/** `parts[parts.length - 1]` */
function indexSubject({ operator, operands: [object, index] }: Extract<Value, { kind: 'operation' }>): Subject | null {
  if (operator !== '[]' || object === undefined || index?.kind !== 'operation' || index.operator !== '-') return null;
  const [length, back] = index.operands;
  if (length?.kind !== 'member' || length.name !== 'length' || back?.kind !== 'constant' || typeof back.value !== 'number') return null;
  return pieceOf(object, -back.value);
}

/** A part of `new URL(origin)`, `URL.parse(origin)`, `url.parse(origin)`. */
function parsed(value: Value, part: UrlPart): Subject | null {
  if (value.kind === 'choice') return parsed(value.whenTrue, part) ?? parsed(value.whenFalse, part);
  if (value.kind !== 'instance' && value.kind !== 'call') return null;
  const [argument] = value.args;
  const subject = argument === undefined ? null : subjectOf(argument);
  const by = subject === null ? null : parserOf(value.callee, value.kind);
  if (subject === null || by === null) return null;
  if (by === 'url') return then(subject, { step: by, part });
  return part === 'href' || part === 'origin' ? null : then(subject, { step: by, part });
}

function parserOf(callee: Value, kind: 'instance' | 'call'): 'url' | 'legacy-url' | null {
  if (callee.kind === 'unknown' && callee.reason === 'the global URL') return kind === 'instance' ? 'url' : null;
  if (callee.kind === 'member' && callee.name === 'parse' && callee.object.kind === 'unknown' && callee.object.reason === 'the global URL') return 'url';
  if (callee.kind !== 'imported' || !/^(?:node:)?(?:url|whatwg-url)$/.test(callee.module)) return null;
  const name = callee.path.join('.').replace(/^default\./, '');
  if (name === 'parse' || name === 'Url.parse') return 'legacy-url';
  return name === 'URL' || name === 'URL.parse' ? 'url' : null;
}

type Call = Extract<Value, { kind: 'call' }>;

function callSubject(call: Call): Subject | null {
  const { callee, args } = call;
  const part = domainPartOf(callee, null);
  if (part !== null) return domainOf(args[0], part, callee);
  if (callee.kind !== 'member') return null;
  const { object, name } = callee;
  const [first, second] = args;
  if (name === 'toString' || name === 'trim' || name === 'toLowerCase' || name === 'toLocaleLowerCase' || name === 'normalize') return subjectOf(object);
  switch (name) {
    case 'toUpperCase':
      return step(object, { step: 'upper-case' });
    case 'replace':
    case 'replaceAll':
      return replaced(object, first, second, name === 'replaceAll');
    case 'slice':
    case 'substring':
    case 'substr': {
      const cut = second === undefined && first !== undefined ? cutAt(object, name, first) : null;
      if (cut !== null) return cut;
      const measured = second === undefined && first !== undefined ? fromLength(object, name, first) : null;
      if (measured !== null) return measured;
      const start = numberOf(first);
      const end = second === undefined ? null : numberOf(second);
      return start === null || (second !== undefined && end === null) ? null : step(object, { step: 'slice', method: name, start, end });
    }
    case 'concat':
      return surrounded([object, ...args]);
    case 'pop':
      return pieceOf(object, -1);
    case 'shift':
      return pieceOf(object, 0);
    case 'at': {
      const index = numberOf(first);
      return index === null ? null : pieceOf(object, index);
    }
    case 'join':
      return joined(object, first);
    default:
      return null;
  }
}

/** `origin.substring(origin.indexOf('//') + 2)` */
function cutAt(object: Value, method: 'slice' | 'substring' | 'substr', start: Value): Subject | null {
  const [found, more] = start.kind === 'operation' && start.operator === '+' ? start.operands : [start];
  const position = found?.kind === 'choice' ? found.whenTrue : found;
  const offset = more === undefined ? 0 : more.kind === 'member' && more.name === 'length' ? stringOf(more.object)?.length ?? null : numberOf(more);
  if (position?.kind !== 'call' || position.callee.kind !== 'member' || position.args.length !== 1 || offset === null) return null;
  const { name: search, object: searched } = position.callee;
  const [of, same] = [subjectOf(object), subjectOf(searched)];
  const text = position.args[0] === undefined ? null : stringOf(position.args[0]);
  if ((search !== 'indexOf' && search !== 'lastIndexOf') || text === null || JSON.stringify(of) !== JSON.stringify(same)) return null;
  return step(object, { step: 'cut', method, search, text, offset });
}

/** `origin.substring(origin.length - 11)` */
function fromLength(object: Value, method: 'slice' | 'substring' | 'substr', start: Value): Subject | null {
  const less = lessThanLength(start, object);
  return less === null ? null : step(object, { step: 'slice', method, start: -less, end: null, fromLength: true });
}

/** How much less than the length of a text or list a number is. */
function lessThanLength(number: Value, of: Value): number | null {
  if (number.kind !== 'operation' || number.operator !== '-') return null;
  const [written, less] = number.operands;
  const length = written?.kind === 'choice' ? written.whenTrue : written;
  if (length?.kind !== 'member' || length.name !== 'length' || !isSame(length.object, of)) return null;
  return numberOf(less);
}

/** Whether two values are the same text or the same pieces of one. */
function isSame(a: Value, b: Value): boolean {
  if (a.kind === 'call' && b.kind === 'call') {
    if (a.callee.kind !== 'member' || b.callee.kind !== 'member' || a.callee.name !== b.callee.name || a.args.length !== b.args.length) return false;
    return isSame(a.callee.object, b.callee.object) && a.args.every((arg, index) => arg.kind === 'constant' && stringOf(arg) === stringOf(b.args[index] ?? arg));
  }
  const subject = subjectOf(a);
  return subject !== null && JSON.stringify(subject) === JSON.stringify(subjectOf(b));
}

function step(object: Value, made: TextStep): Subject | null {
  const subject = subjectOf(object);
  return subject === null ? null : then(subject, made);
}

/** Patterns that take nothing away from a serialized origin: it has no slash at its end, and no spaces. */
const CHANGES_NOTHING = /^(?:\\\/[+*?]?|\\\/\{1,\}|\[\/\][+*]?)\$$|^\\s[+*]?$|^\^\\s[+*]\|\\s[+*]\$$/;

function replaced(object: Value, what: Value | undefined, by: Value | undefined, all: boolean): Subject | null {
  const replacement = by === undefined ? null : stringOf(by);
  if (what === undefined || replacement === null) return null;
  if (what.kind === 'regexp') {
    if (CHANGES_NOTHING.test(what.source) && replacement === '') return subjectOf(object);
    return step(object, { step: 'replace', what: what.source, flags: what.flags, by: replacement, all: false });
  }
  const text = stringOf(what);
  return text === null ? null : step(object, { step: 'replace', what: text, flags: null, by: replacement, all });
}

/** One piece of `text.split(separator)`, or one group of a match. */
function pieceOf(list: Value, index: number | string): Subject | null {
  if (list.kind === 'choice') return pieceOf(list.whenTrue, index) ?? pieceOf(list.whenFalse, index);
  if (list.kind !== 'call' || list.callee.kind !== 'member') return null;
  const { object, name } = list.callee;
  const [first] = list.args;
  // `host.split('.').reverse()`: the first is the last.
  if (name === 'reverse' || name === 'toReversed') return typeof index === 'number' ? pieceOf(object, -1 - index) : null;
  if (first === undefined) return null;
  if (name === 'split') {
    const separator = stringOf(first);
    return separator === null || typeof index === 'string' ? null : step(object, { step: 'split', separator, from: index, to: null, joiner: null });
  }
  if (typeof index === 'number' && index < 0) return null;
  if (name === 'match' && first.kind === 'regexp') return step(object, { step: 'group', source: first.source, flags: first.flags, index });
  return name === 'exec' && object.kind === 'regexp' ? step(first, { step: 'group', source: object.source, flags: object.flags, index }) : null;
}

/** `host.split('.').slice(-2).join('.')` */
function joined(list: Value, joiner: Value | undefined): Subject | null {
  const text = joiner === undefined ? ',' : stringOf(joiner);
  if (text === null || list.kind !== 'call' || list.callee.kind !== 'member') return null;
  if (list.callee.name === 'split') return pieces(list, 0, null, text);
  const { object } = list.callee;
  if ((list.callee.name === 'reverse' || list.callee.name === 'toReversed') && text === '' && object.kind === 'call' && object.callee.kind === 'member' && object.callee.name === 'split' && object.args[0] !== undefined && stringOf(object.args[0]) === '') return step(object.callee.object, { step: 'reverse' });
  const less = list.args[0] === undefined ? null : lessThanLength(list.args[0], object);
  // `slice(length - 3)` of two pieces is not `slice(-3)`.
  const from = less === null ? numberOf(list.args[0]) : less <= 2 ? -less : null;
  const to = list.args[1] === undefined ? null : numberOf(list.args[1]);
  if (list.callee.name !== 'slice' || from === null || (list.args[1] !== undefined && to === null)) return null;
  return pieces(list.callee.object, from, to, text);
}

function pieces(split: Value, from: number, to: number | null, joiner: string): Subject | null {
  if (split.kind !== 'call' || split.callee.kind !== 'member' || split.callee.name !== 'split' || split.args[0] === undefined) return null;
  const separator = stringOf(split.args[0]);
  return separator === null ? null : step(split.callee.object, { step: 'split', separator, from, to, joiner });
}

/** Libraries that find the registrable domain of a host name. */
const DOMAIN_LIBRARIES = /^(?:tldts(?:-icann|-experimental)?|tldjs|psl)$/;

/** What their functions answer, and what the properties of a parsed name hold. */
const DOMAIN_PARTS: ReadonlyMap<string, DomainPart> = new Map([
  ['getDomain', 'domain'],
  ['get', 'domain'],
  ['getPublicSuffix', 'publicSuffix'],
  ['getHostname', 'hostname'],
  ['getDomainWithoutSuffix', 'domainWithoutSuffix'],
]);
const DOMAIN_PROPERTIES: ReadonlyMap<string, DomainPart> = new Map([
  ['domain', 'domain'],
  ['sld', 'domainWithoutSuffix'],
  ['domainWithoutSuffix', 'domainWithoutSuffix'],
  ['tld', 'publicSuffix'],
  ['publicSuffix', 'publicSuffix'],
  ['hostname', 'hostname'],
]);

/** The part that a call of such a library answers with, or that a property of what it parsed holds; `null` for other calls. */
function domainPartOf(callee: Value, property: string | null): DomainPart | null {
  if (callee.kind !== 'imported' || !DOMAIN_LIBRARIES.test(callee.module)) return null;
  const name = callee.path.at(-1) ?? '';
  return (property === null ? DOMAIN_PARTS.get(name) : name === 'parse' ? DOMAIN_PROPERTIES.get(property) : undefined) ?? null;
}

function domainOf(argument: Value | undefined, part: DomainPart, callee: Value): Subject | null {
  return argument === undefined ? null : step(argument, { step: 'domain', part, by: libraryOf(callee) });
}

const libraryOf = (callee: Value): DomainLibrary => (callee.kind === 'imported' && callee.module === 'psl' ? 'psl' : 'tldts');

/** `getDomain('https://example.com')`: the same question about a text that the file shows. */
export function domainOfText(value: Value): Value {
  if (value.kind !== 'call') return value;
  const part = domainPartOf(value.callee, null);
  const [argument] = value.args;
  const text = argument === undefined ? null : stringOf(argument);
  if (part === null || text === null) return value;
  const made = applyStep({ step: 'domain', part, by: libraryOf(value.callee) }, text);
  return made.kind === 'text' ? { kind: 'constant', value: made.text, node: value.node } : value;
}
