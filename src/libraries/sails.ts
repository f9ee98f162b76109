import type { OptionLibrary } from './library-model.ts';

/**
 * Sails: `cors` of `config/security.js`, which holds only with `allRoutes: true`. `*` with credentials keeps the server
 * from starting, unless `allowAnyOriginWithCredentialsUnsafe` makes an echo of it.
 */
export const sails = {
  id: 'sails',
  name: 'sails',
  platform: 'framework',
  package: 'sails',
  versions: '*',
  measured: '1.5.18',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/sails',
  calls: [
    { kind: 'exported', at: 'security.cors', file: /config\/(?:security|env\/\w+|local)\.[jt]s$/ },
    { kind: 'exported', at: 'cors', file: /config\/cors\.js$/, where: /allRoutes/ },
  ],
  options: { origin: 'allowOrigins', credentials: 'allowCredentials', allowMethods: ['allowRequestMethods'], allowHeaders: ['allowRequestHeaders'], exposeHeaders: ['allowResponseHeaders'], maxAge: '', switch: 'allRoutes' },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'error',
    emptyString: 'error',
    star: 'any',
    true: 'error',
    false: 'error',
    string: 'split-trimmed',
    regexp: 'error',
    array: 'list',
    function: 'error',
    other: 'error',
    elements: { string: 'equal', star: 'error', regexp: 'error', other: 'absent' },
  },
  function: null,
  credentials: { on: 'true', withAny: 'error', echoSwitch: 'allowAnyOriginWithCredentialsUnsafe' },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], allowHeaders: ['content-type'], noAllowHeaders: 'absent', zeroMaxAge: false },
  refused: { others: false },
  vary: {
    option: { any: false, fixed: true, echo: true, refused: false, off: false },
    function: { any: false, fixed: true, echo: true, refused: false, off: false },
  },
  preflight: { status: 200, withoutOrigin: true, exposes: true },
  delegate: null,
  safeForm: { list: true, function: null, blanks: 'error', deny: '[]' },
} as const satisfies OptionLibrary;
