import type { OptionLibrary } from './library-model.ts';

/**
 * A proxy that adds CORS headers to what any address answers. Without `originWhitelist` every site may use it; with one it
 * answers others with status 403, under the same headers, of which the model makes no claim.
 */
export const corsAnywhere = {
  id: 'cors-anywhere',
  name: 'cors-anywhere',
  platform: 'proxy',
  package: 'cors-anywhere',
  versions: '*',
  measured: '0.4.4',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/cors-anywhere',
  calls: [{ kind: 'call', module: /^cors-anywhere$/, exports: ['createServer'], unless: /originWhitelist(?!\s*:\s*\[\s*\])/, options: 0 }],
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
  defaults: { allowMethods: 'requested', allowHeaders: 'reflected', exposeHeaders: 'unknown', noAllowHeaders: 'reflected', zeroMaxAge: false },
  vary: { option: { any: false, fixed: false, echo: false, refused: false, off: false }, function: { any: false, fixed: false, echo: false, refused: false, off: false } },
  preflight: { status: 200, withoutOrigin: true, exposes: true },
  delegate: null,
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;
