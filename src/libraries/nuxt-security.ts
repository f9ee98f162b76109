import type { OptionLibrary } from './library-model.ts';

/**
 * `nuxt-security` hands its `corsHandler` to h3 1, with one text as a list of one. Read: its handler runs in what Nuxt
 * builds.
 */
export const nuxtSecurity = {
  id: 'nuxt-security',
  name: 'nuxt-security',
  platform: 'h3',
  package: 'nuxt-security',
  versions: '*',
  measured: '2.5.1',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/nuxt-security',
  calls: [
    { kind: 'call', module: /^(?:nuxt\/config|@nuxt\/.*)$/, exports: ['defineNuxtConfig'], options: 0, at: 'security.corsHandler', absent: 'off' },
    { kind: 'global', names: ['defineNuxtConfig'], options: 0, at: 'security.corsHandler', absent: 'off' },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['allowHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: 'maxAge' },
  origin: {
    missing: 'absent',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'error',
    false: 'any',
    string: 'equal',
    regexp: 'error',
    array: 'list',
    other: 'error',
    elements: { string: 'equal', star: 'equal', regexp: 'match', other: 'absent' },
  },
  function: null,
  credentials: { on: 'truthy', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], allowHeaders: 'reflected', noAllowHeaders: 'reflected', zeroMaxAge: false },
  withoutOrigin: 'any',
  vary: {
    option: { any: false, fixed: true, echo: true, refused: false, off: false },
    function: { any: false, fixed: true, echo: true, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;
