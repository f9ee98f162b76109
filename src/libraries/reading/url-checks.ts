import { and, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { OriginPart } from '../../policy/text-steps.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { stringOf, type ObjectValue, type Value } from '../../values/value.ts';
import { atom, onSubject, type At } from './origin-atom.ts';
import { subjectOf } from './origin-subject.ts';

/** Addresses as `new URL` writes them; those of IPv6 are in brackets there, which `isIP` does not take. */
const IPV4 = '(?:\\d{1,3}\\.){3}\\d{1,3}';
const IPV6 = '[0-9a-f.]*:[0-9a-f:.]*';

/** Functions that ask whether a host is an address, by package and name, and the addresses that they take. */
const ADDRESS_TESTS: readonly { readonly module: RegExp; readonly name: string | null; readonly source: string }[] = [
  { module: /^(?:node:)?net$/, name: 'isIP', source: `${IPV4}|${IPV6}` },
  { module: /^(?:node:)?net$/, name: 'isIPv4', source: IPV4 },
  { module: /^(?:node:)?net$/, name: 'isIPv6', source: IPV6 },
  { module: /^is-ip$/, name: null, source: `${IPV4}|${IPV6}` },
  { module: /^is-ip$/, name: 'isIP', source: `${IPV4}|${IPV6}` },
  { module: /^is-ip$/, name: 'isIPv4', source: IPV4 },
  { module: /^validator$/, name: 'isIP', source: `${IPV4}|${IPV6}` },
  { module: /^validator\/(?:lib|es\/lib)\/isIP$/, name: null, source: `${IPV4}|${IPV6}` },
];

/** `net.isIP(host)`: 0, which is false, for all but addresses; `null` for other calls. */
export function addressTest(callee: Value, asked: Value, call: Value, evaluator: Evaluator): OriginPredicate | null {
  const subject = subjectOf(asked);
  if (subject === null || callee.kind !== 'imported') return null;
  const name = callee.path.at(-1) ?? null;
  const source = ADDRESS_TESTS.find((each) => each.module.test(callee.module) && each.name === name)?.source;
  return source === undefined ? null : onSubject(subject, atom(call, evaluator, { op: 'matches', source: `^(?:${source})$`, flags: '' }), call, evaluator);
}

/** Web origins that validator takes for a URL, whichever of the options below it is given. */
const PLAIN_URL = '^https?:\\/\\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}(?::[1-9]\\d{0,4})?$';

/** Options of `isURL` that a plain web origin meets, whatever they are set to. */
const MET = /^(?:require_tld|require_protocol|require_host|require_valid_protocol|require_port|allow_underscores|allow_trailing_dot|allow_protocol_relative_urls|allow_fragments|allow_query_components|validate_length|disallow_auth)$/;

/** `validator.isURL(origin, options)`: certain of plain web origins, unknown of others; `null` for other calls. */
export function urlTest(callee: Value, args: readonly Value[], call: Value, evaluator: Evaluator): OriginPredicate | null {
  if (callee.kind !== 'imported') return null;
  const isUrl = (callee.module === 'validator' && callee.path.at(-1) === 'isURL') || (/^validator\/(?:lib|es\/lib)\/isURL$/.test(callee.module) && callee.path.length === 0);
  const [asked, options] = args;
  const subject = !isUrl || asked === undefined ? null : subjectOf(asked);
  if (subject === null) return null;
  const given = options?.kind === 'object' ? options : null;
  const unclear = atom(call, evaluator, { op: 'unknown', reason: 'what the validator takes for a URL' });
  if (options !== undefined && (given === null || !given.complete)) return unclear;
  const limits = [...(given?.properties ?? [])].map(([name, { value }]) => limitOf(name, value, call, evaluator));
  if (limits.includes(null)) return unclear;
  const plain = onSubject(subject, atom(call, evaluator, { op: 'matches', source: PLAIN_URL, flags: '' }), call, evaluator);
  return and(...limits.flatMap((limit) => (limit === null || limit.length === 0 ? [] : limit)).map((limit) => onSubject(subject, limit, call, evaluator)), or(plain, unclear));
}

/** What an option asks of the origin, in none or one condition; `null` where that is not shown. */
function limitOf(name: string, value: Value, at: At, evaluator: Evaluator): readonly OriginPredicate[] | null {
  if (MET.test(name)) return name === 'require_port' && !(value.kind === 'constant' && value.value === false) ? null : [];
  const part: OriginPart | null = name === 'host_whitelist' ? 'hostname' : name === 'protocols' ? 'protocol' : null;
  if (part === null || value.kind !== 'array' || !value.complete) return null;
  const values = value.elements.map(stringOf).filter((text) => text !== null).map((text) => (part === 'protocol' ? `${text}:` : text));
  return values.length < value.elements.length ? null : [atom(at, evaluator, { op: 'part', part, is: atom(at, evaluator, { op: 'listed', values, complete: true }) })];
}

/** Components of a pattern for URLs (https://urlpattern.spec.whatwg.org/) that an origin has. */
const COMPONENTS: readonly OriginPart[] = ['protocol', 'hostname', 'port'];

/** Components that a request's origin leaves empty, or at a slash. */
const BEYOND = /^(?:pathname|search|hash|username|password)$/;

/** `new URLPattern({ hostname: '*.example.com' }).test(origin)`; `null` for other calls, and for patterns with groups. */
export function urlPatternTest(callee: Value, args: readonly Value[], call: Value, evaluator: Evaluator): OriginPredicate | null {
  if (callee.kind !== 'member' || !/^(?:test|exec)$/.test(callee.name) || callee.object.kind !== 'instance') return null;
  const { callee: made, args: given } = callee.object;
  const isPattern = (made.kind === 'unknown' && made.reason === 'the global URLPattern') || (made.kind === 'imported' && made.module === 'urlpattern-polyfill');
  const [asked] = args;
  const [pattern] = given;
  const subject = !isPattern || asked === undefined || pattern === undefined || args.length > 1 ? null : subjectOf(asked);
  if (subject === null || pattern === undefined) return null;
  const components = given.length > 1 ? null : componentsOf(pattern);
  if (components === null) return onSubject(subject, atom(call, evaluator, { op: 'unknown', reason: 'a pattern for URLs' }), call, evaluator);
  // A text that is no URL, such as 'null', is matched by no pattern.
  const isUrl = atom(call, evaluator, { op: 'matches', source: '^[a-z][a-z0-9+.-]*:', flags: '' });
  const parts = COMPONENTS.flatMap((part) => {
    const source = components.get(part);
    return source === undefined || source === '*' ? [] : [atom(call, evaluator, { op: 'part', part, is: componentTest(part, source, call, evaluator) })];
  });
  return onSubject(subject, and(isUrl, ...parts), call, evaluator);
}

/** Characters that mean more than themselves in a component. */
const SYNTAX = /[:{}()?+\\[\]]/;

function componentsOf(pattern: Value): ReadonlyMap<string, string> | null {
  const text = stringOf(pattern);
  if (text !== null) {
    const [, protocol, hostname, port, pathname] = /^([a-z*]+):\/\/([^/:]+)(?::(\d+|\*))?(\/\*?)?$/.exec(text) ?? [];
    if (protocol === undefined || hostname === undefined || SYNTAX.test(hostname)) return null;
    return new Map([['protocol', protocol], ['hostname', hostname], ['port', port ?? ''], ['pathname', pathname ?? '*']]);
  }
  return pattern.kind === 'object' && pattern.complete ? componentsOfObject(pattern) : null;
}

function componentsOfObject({ properties }: ObjectValue): ReadonlyMap<string, string> | null {
  const components = new Map<string, string>();
  for (const [name, { value }] of properties) {
    const text = stringOf(value);
    if (text === null || SYNTAX.test(text)) return null;
    if (BEYOND.test(name)) {
      // An origin has none of these, and a slash for its path.
      if (text !== '*' && !(name === 'pathname' && /^\/\*?$/.test(text)) && text !== '') return null;
      continue;
    }
    components.set(name, text);
  }
  return components;
}

function componentTest(part: OriginPart, component: string, at: At, evaluator: Evaluator): OriginPredicate {
  const end = part === 'protocol' ? ':' : '';
  if (!component.includes('*')) return atom(at, evaluator, { op: 'listed', values: [component + end], complete: true });
  const source = component.split('*').map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('[^]*');
  return atom(at, evaluator, { op: 'matches', source: `^${source}${end}$`, flags: '' });
}
