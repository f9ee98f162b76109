import type { OptionLibrary } from './library-model.ts';

/**
 * `hono/cors`. A string or list is compared with the request; anything that is neither string, array nor function makes
 * every request fail. Versions 4.12.9 to 4.12.24 replace `*` with credentials by the request's origin (CVE-2026-54290).
 */
export const honoCors = {
  id: 'hono/cors',
  name: 'hono/cors',
  platform: 'hono',
  package: 'hono',
  versions: '>=4.12.25',
  measured: '4.13.19',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/hono',
  calls: [{ kind: 'call', module: /^(?:hono\/cors|npm:hono(?:@[^/]*)?\/cors|(?:jsr:)?@hono\/hono(?:@[^/]*)?\/cors)$|deno\.land\/x\/hono.*\/middleware/, exports: ['cors'], options: 0, makes: 'middleware' }],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: ['allowMethods'],
    allowHeaders: ['allowHeaders'],
    exposeHeaders: ['exposeHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'any',
    undefined: 'error',
    null: 'error',
    emptyString: 'absent',
    star: 'any',
    true: 'error',
    false: 'error',
    string: 'equal',
    regexp: 'error',
    array: 'list',
    other: 'error',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'return' }],
    awaits: true,
    forms: {
      undefined: 'absent',
      null: 'absent',
      emptyString: 'absent',
      star: 'any',
      true: 'text',
      false: 'absent',
      string: 'fixed',
      regexp: 'text',
      array: 'text',
      other: 'text',
    },
  },
  credentials: { on: 'truthy', withAny: 'any' },
  sends: { lists: 'arrays', texts: { allowMethods: 'not-sent', allowHeaders: 'no-start', exposeHeaders: 'no-start' } },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'QUERY'], allowHeaders: 'reflected', noAllowHeaders: 'reflected', zeroMaxAge: true },
  vary: {
    option: { any: false, fixed: true, echo: true, refused: true, off: null },
    function: { any: true, fixed: true, echo: true, refused: true, off: true },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;

/** Versions 4.12.9 to 4.12.24 replace `*` with credentials by the request's origin (CVE-2026-54290). */
export const honoCorsVersion4Point12Point24 = {
  ...honoCors,
  versions: '>=4.12.9 <4.12.25',
  measured: '4.12.24',
  sends: { lists: 'arrays', texts: { allowMethods: 'not-sent', allowHeaders: 'no-preflight', exposeHeaders: 'no-answer' } },
  credentials: { on: 'truthy', withAny: 'echo', optionOnly: true },
  defaults: { ...honoCors.defaults, allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'] },
} as const satisfies OptionLibrary;

/** Earlier versions leave it as it is. */
export const honoCorsVersion4Point12Point8 = {
  ...honoCors,
  versions: '>=4.6.5 <4.12.9',
  measured: '4.12.8',
  sends: honoCorsVersion4Point12Point24.sends,
  defaults: honoCorsVersion4Point12Point24.defaults,
} as const satisfies OptionLibrary;

/** Until 4.6.4 one text is sent to everybody, and who is not listed gets the first of the list. */
export const honoCorsVersion4Point6 = {
  ...honoCorsVersion4Point12Point8,
  versions: '<4.6.5',
  measured: '4.6.4',
  sends: { lists: 'arrays', texts: { allowMethods: 'no-preflight', allowHeaders: 'no-preflight', exposeHeaders: 'no-answer' } },
  origin: { ...honoCors.origin, string: 'fixed' },
  function: { ...honoCors.function, awaits: false },
  refused: { origin: 'first', others: true },
} as const satisfies OptionLibrary;
