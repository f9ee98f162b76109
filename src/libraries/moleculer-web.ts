import type { OptionLibrary } from './library-model.ts';

/**
 * moleculer-web: a text is searched for the origin, so that every part of it is allowed; a falsy origin means `*`, and
 * `['*']` an echo. An origin that is not accepted gets status 403.
 */
export const moleculerWeb = {
  id: 'moleculer-web',
  name: 'moleculer-web',
  platform: 'framework',
  optIn: true,
  package: 'moleculer-web',
  versions: '*',
  measured: '0.10.8',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/moleculer-web',
  calls: [
    { kind: 'object', keys: ['settings', 'mixins'], at: 'settings.cors', where: /moleculer-web/ },
    { kind: 'object', keys: ['path', 'cors'], at: 'cors', where: /moleculer-web/ },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: 'maxAge' },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'off',
    false: 'any',
    string: 'part',
    regexp: 'off',
    array: 'list',
    other: 'off',
    elements: { string: 'part', star: 'echo', regexp: 'absent', other: 'absent' },
    wildcard: { star: '.*', question: '.', in: 'both' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'return' }],
    awaits: false,
    forms: {
      undefined: 'off',
      null: 'off',
      emptyString: 'off',
      star: 'echo',
      true: 'echo',
      false: 'off',
      string: 'echo',
      regexp: 'echo',
      array: 'echo',
      other: 'echo',
    },
  },
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], allowHeaders: 'reflected', noAllowHeaders: 'absent', zeroMaxAge: false },
  refused: { others: false },
  withoutOrigin: 'nothing',
  vary: {
    option: { any: false, fixed: true, echo: true, refused: false, off: false },
    function: { any: false, fixed: true, echo: true, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: true, lists: 'always', vary: null },
  delegate: null,
  safeForm: { list: false, function: '(origin) => LIST.includes(origin)', deny: '[]' },
} as const satisfies OptionLibrary;
