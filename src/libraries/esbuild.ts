import type { OptionLibrary } from './library-model.ts';

/**
 * `cors` of `context.serve()`, since esbuild 0.25: texts in which `*` stands for anything, compared with the request's
 * origin. `*` itself is sent as it is. A preflight gets the headers with status 404.
 */
export const esbuild = {
  id: 'esbuild',
  name: 'esbuild',
  platform: 'development',
  package: 'esbuild',
  versions: '>=0.25.0',
  measured: '0.28.2',
  conformance: 'run',
  development: true,
  documentation: 'https://www.npmjs.com/package/esbuild',
  calls: [{ kind: 'method', method: /^serve$/, options: 0, at: 'cors', absent: 'off', where: /["'`]esbuild["'`]/ }],
  options: { origin: 'origin', credentials: '', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: {
    missing: 'absent',
    undefined: 'absent',
    null: 'error',
    emptyString: 'absent',
    star: 'any',
    true: 'error',
    false: 'error',
    string: 'equal',
    regexp: 'error',
    array: 'list',
    other: 'error',
    elements: { string: 'equal', star: 'any', regexp: 'error', other: 'absent' },
    wildcard: { star: '.*', question: null, in: 'both' },
  },
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: 'absent', allowHeaders: 'absent', noAllowHeaders: 'absent', zeroMaxAge: false },
  withoutOrigin: 'nothing',
  vary: { option: { any: false, fixed: false, echo: false, refused: false, off: false }, function: { any: false, fixed: false, echo: false, refused: false, off: false } },
  preflight: { status: null, withoutOrigin: false, exposes: false, lists: 'never' },
  delegate: null,
  safeForm: { list: true, function: null, deny: "''" },
} as const satisfies OptionLibrary;

/** Before 0.25 every answer to `GET` let every site read it, and nothing could be configured (GHSA-67mh-4wv8-2f99). */
export const esbuildBefore = {
  ...esbuild,
  versions: '<0.25.0',
  measured: '0.24.2',
  conformance: 'read',
  calls: [{ kind: 'method', method: /^serve$/, options: 'none', where: /["'`]esbuild["'`]/, unless: /\b(?:Bun|Deno)\.serve\b/ }],
  origin: { ...esbuild.origin, missing: 'any' },
  withoutOrigin: 'any',
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;
