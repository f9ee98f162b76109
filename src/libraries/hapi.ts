import type { OptionLibrary } from './library-model.ts';

/**
 * hapi: `cors` of a server's `routes`, or of one route. `true` means every origin, which is echoed, and `*` and `?`
 * inside of an entry are wildcards. A form that its schema does not know keeps the server from starting.
 */
export const hapi = {
  id: '@hapi/hapi',
  name: 'hapi',
  platform: 'hapi',
  optIn: true,
  package: '@hapi/hapi',
  versions: '*',
  measured: '21.4.10',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@hapi/hapi',
  calls: [
    { kind: 'call', module: /^(?:@hapi\/)?hapi$/, exports: ['server', 'Server'], options: 0, at: 'routes.cors', absent: 'off' },
    { kind: 'new', module: /^(?:@hapi\/)?hapi$/, exports: ['Server'], options: 0, at: 'routes.cors', absent: 'off' },
    // Until hapi 17 a server got its connections by a method.
    { kind: 'method', method: /^connection$/, where: /["'`](?:@hapi\/)?hapi["'`]/, options: 0, at: 'routes.cors', absent: 'off' },
    { kind: 'object', keys: ['method', 'path', 'options'], at: 'options.cors' },
    { kind: 'object', keys: ['method', 'path', 'config'], at: 'config.cors' },
  ],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: [],
    allowHeaders: ['headers'],
    exposeHeaders: ['exposedHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'echo',
    undefined: 'echo',
    null: 'error',
    emptyString: 'error',
    star: 'error',
    true: 'error',
    false: 'error',
    string: 'error',
    regexp: 'error',
    array: 'list',
    emptyArray: 'error',
    function: 'error',
    other: 'error',
    elements: { string: 'equal', star: 'echo-alone', regexp: 'error', other: 'absent' },
    wildcard: { star: '.*', question: '.', in: 'elements' },
  },
  function: null,
  credentials: { on: 'true', onlyBooleans: true, withAny: 'any' },
  sends: { lists: 'arrays', texts: { allowHeaders: 'no-start', exposeHeaders: 'no-start' }, maxAge: 'numbers' },
  defaults: {
    allowMethods: 'requested',
    allowHeaders: ['Accept', 'Authorization', 'Content-Type', 'If-None-Match'],
    exposeHeaders: ['WWW-Authenticate', 'Server-Authorization'],
    noAllowHeaders: 'absent',
    maxAge: '86400',
    zeroMaxAge: true,
  },
  refused: { others: false },
  withoutOrigin: 'differs',
  vary: {
    option: { any: false, fixed: true, echo: true, refused: true, off: false },
    function: { any: false, fixed: true, echo: true, refused: true, off: false },
  },
  preflight: { status: 200, withoutOrigin: false, exposes: true, strict: true, vary: false },
  delegate: null,
  safeForm: { list: true, function: null, deny: null },
} as const satisfies OptionLibrary;
