import type { OptionLibrary } from './library-model.ts';

/**
 * `cors` of a route rule in Nitro 2 and Nuxt: any truthy value means `*` for origin, methods and headers, and an object's
 * options are not looked at. `OPTIONS` is left to the route. Read: rules are applied by what Nitro builds.
 */
export const nitroRouteRules = {
  id: 'nitropack',
  name: 'a route rule of Nitro',
  platform: 'h3',
  optIn: true,
  package: 'nitropack',
  versions: '*',
  measured: '2.13.6',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/nitropack',
  calls: [{ kind: 'object', keys: ['cors'], at: 'cors', keyIsPath: true, where: /\brouteRules\b|\bdefineRouteRules\b/, unless: /\bcors\s*:\s*\{/ }],
  options: { origin: '', credentials: '', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'any',
    false: 'any',
    string: 'any',
    regexp: 'any',
    array: 'any',
    other: 'any',
    elements: { string: 'equal', star: 'any', regexp: 'absent', other: 'absent' },
  },
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['*'], allowHeaders: ['*'], noAllowHeaders: 'absent', maxAge: '0', zeroMaxAge: true },
  vary: { option: { any: false, fixed: false, echo: false, refused: false, off: false }, function: { any: false, fixed: false, echo: false, refused: false, off: false } },
  preflight: { status: null, withoutOrigin: true, exposes: true, lists: 'always' },
  delegate: null,
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;
