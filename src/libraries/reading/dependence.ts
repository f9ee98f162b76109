import type { Value } from '../../values/value.ts';

/** What frameworks hang on the request although it is the application's own: `req.payload.config.cors`, `req.app.settings`. */
const HUNG_ON_REQUEST = /(?:^|\.)(?:app|config|configuration|settings|options|env)(?:\.|$)/;

/** What a value is computed from. */
export type Dependence = 'origin' | 'request' | 'configuration' | 'unknown';

/** What a value is computed from, the most telling first. */
export function dependenceOf(value: Value): Dependence {
  switch (value.kind) {
    case 'request-header':
      return value.name === 'origin' ? 'origin' : 'request';
    case 'request':
      // The whole request handed to a function: it may well look at the origin.
      if (value.part === '' || value.part === 'headers') return 'origin';
      return HUNG_ON_REQUEST.test(value.part) ? 'configuration' : 'request';
    case 'constant':
    case 'regexp':
    case 'function':
    case 'class':
    case 'imported':
    case 'environment':
    case 'map':
      return 'configuration';
    case 'object':
      return worst([...value.properties.values()].map((property) => property.value));
    case 'array':
    case 'set':
      return worst(value.elements);
    case 'text':
      return worst(value.parts);
    case 'operation':
      return worst(value.operands);
    case 'call':
      // Who the caller is, or what a hook of the program says, not where the page is from: nothing about origins.
      if (value.callee.kind !== 'parameter' && ASKS_ELSE.test(calleeName(value.callee))) return 'request';
      return worst([value.callee.kind === 'member' ? value.callee.object : value.callee, ...value.args]);
    case 'instance':
      return worst([value.callee.kind === 'member' ? value.callee.object : value.callee, ...value.args]);
    case 'member':
      return value.object.kind === 'parameter' ? 'unknown' : value.object.kind === 'request' ? 'request' : dependenceOf(value.object);
    case 'choice':
      return worst([value.whenTrue, value.whenFalse]);
    case 'any-of':
      return worst(value.values);
    case 'promise':
      return dependenceOf(value.of);
    case 'parameter':
      return 'unknown';
    case 'unknown':
      return value.reason.startsWith('the global') ? 'configuration' : 'unknown';
  }
}

const ASKS_ELSE = /^(?!.*(?:origin|cors|allow|host|domain)).*(?:auth|session|user|token|login|permission|csrf|limit|jwt|verify|hook|before)/i;

function calleeName(callee: Value): string {
  switch (callee.kind) {
    case 'member':
      return callee.name;
    case 'imported':
      return callee.path.at(-1) ?? callee.module;
    default:
      return '';
  }
}

function worst(values: readonly Value[]): Dependence {
  const all = values.map(dependenceOf);
  return (['origin', 'unknown', 'request', 'configuration'] as const).find((each) => all.includes(each)) ?? 'configuration';
}
