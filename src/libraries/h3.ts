import type { OptionLibrary } from './library-model.ts';

const names = {
  origin: 'origin',
  credentials: 'credentials',
  allowMethods: ['methods'],
  allowHeaders: ['allowHeaders'],
  exposeHeaders: ['exposeHeaders'],
  maxAge: 'maxAge',
} as const;

/** The functions of h3, also where Nitro and Nuxt import them by themselves, and where SolidStart and TanStack pass them on. */
const calls = [
  { kind: 'call', module: /^(?:h3|vinxi\/http|@solidjs\/start\/http|nitro\/h3|#imports)$/, exports: ['handleCors', 'appendCorsHeaders', 'appendCorsPreflightHeaders'], options: 1 },
  { kind: 'global', names: ['handleCors', 'appendCorsHeaders', 'appendCorsPreflightHeaders'], options: 1 },
] as const satisfies OptionLibrary['calls'];

const answers = {
  undefined: 'absent',
  null: 'absent',
  emptyString: 'absent',
  star: 'echo',
  true: 'echo',
  false: 'absent',
  string: 'echo',
  regexp: 'echo',
  array: 'echo',
  other: 'echo',
} as const;

/** h3 2: texts and lists are compared with the request, and `Vary` is sent to refused origins too. */
export const h3 = {
  id: 'h3',
  name: 'h3',
  platform: 'h3',
  package: 'h3',
  versions: '>=2.0.0',
  measured: '2.0.8',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/h3',
  calls,
  options: names,
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'absent',
    false: 'any',
    string: 'equal',
    regexp: 'absent',
    array: 'list',
    other: 'absent',
    elements: { string: 'equal', star: 'equal', regexp: 'match', other: 'absent' },
  },
  function: { parameter: { index: 0, is: 'origin' }, answers: [{ by: 'return' }], awaits: false, forms: answers },
  credentials: { on: 'truthy', withAny: 'any' },
  sends: { lists: 'arrays', texts: { allowMethods: 'no-preflight', allowHeaders: 'no-preflight', exposeHeaders: 'no-answer' }, star: { allowHeaders: 'reflected' } },
  defaults: { allowMethods: 'unknown', allowHeaders: 'reflected', exposeHeaders: 'unknown', noAllowHeaders: 'reflected', zeroMaxAge: true },
  vary: {
    option: { any: false, fixed: true, echo: true, refused: true, off: true },
    function: { any: false, fixed: true, echo: true, refused: true, off: true },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: false },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;

/**
 * h3 1, of Nitro 2 and Nuxt 3 and 4: one text is sent to everybody, a request without `Origin` gets `*` whatever is
 * allowed, and `Vary` is sent to accepted origins only. `maxAge` is not sent at all.
 */
export const h3Version1 = {
  ...h3,
  versions: '<2.0.0',
  measured: '1.15.11',
  options: { ...names, maxAge: '' },
  origin: { ...h3.origin, true: 'error', false: 'any', string: 'fixed', regexp: 'error', other: 'error' },
  sends: { lists: 'arrays', texts: h3.sends.texts, star: { allowMethods: 'list', allowHeaders: 'reflected', exposeHeaders: 'list' } },
  defaults: { allowMethods: 'absent', allowHeaders: 'reflected', noAllowHeaders: 'reflected', zeroMaxAge: false },
  withoutOrigin: 'any',
  vary: {
    option: { any: false, fixed: true, echo: true, refused: false, off: false },
    function: { any: false, fixed: true, echo: true, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: true },
} as const satisfies OptionLibrary;
