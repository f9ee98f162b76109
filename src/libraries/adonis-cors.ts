import type { OptionLibrary } from './library-model.ts';

/**
 * `@adonisjs/cors`: by default it echoes every origin, with credentials, and `*` with credentials is an echo too. It never
 * sends `Vary`.
 */
export const adonisCors = {
  id: '@adonisjs/cors',
  name: '@adonisjs/cors',
  platform: 'framework',
  package: '@adonisjs/cors',
  versions: '*',
  measured: '3.0.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@adonisjs/cors',
  calls: [
    { kind: 'call', module: /^@adonisjs\/cors$/, exports: ['defineConfig'], options: 0 },
    { kind: 'exported', at: 'corsConfig', file: /config\/cors\.[jt]s$/, unless: /@adonisjs\/cors['"]/ },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['headers'], exposeHeaders: ['exposeHeaders'], maxAge: 'maxAge', switch: 'enabled', switchedOn: true },
  origin: {
    missing: 'echo',
    undefined: 'error',
    null: 'error',
    emptyString: 'absent',
    star: 'any',
    true: 'echo',
    false: 'absent',
    string: 'split',
    regexp: 'error',
    array: 'list',
    other: 'error',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'return' }],
    awaits: false,
    forms: {
      undefined: 'error',
      null: 'error',
      emptyString: 'absent',
      star: 'any',
      true: 'echo',
      false: 'absent',
      string: 'split',
      regexp: 'error',
      array: 'list',
      other: 'error',
    },
  },
  credentials: { on: 'true', byDefault: 'missing', withAny: 'echo' },
  sends: { lists: 'arrays', texts: { allowMethods: 'no-preflight', exposeHeaders: 'no-start' } },
  defaults: { allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], allowHeaders: 'reflected', noAllowHeaders: 'absent', maxAge: '90', zeroMaxAge: false },
  refused: { others: false },
  withoutOrigin: 'nothing',
  vary: {
    option: { any: false, fixed: false, echo: false, refused: false, off: false },
    function: { any: false, fixed: false, echo: false, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: true, strict: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
