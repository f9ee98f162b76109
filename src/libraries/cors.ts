import type { OptionLibrary } from './library-model.ts';

/**
 * The `cors` middleware of Express, also used through connect, polka, restify and Nest.
 * Its `isOriginAllowed` treats every truthy value that is not a string, pattern or array as "any origin".
 */
export const cors = {
  id: 'cors',
  name: 'cors',
  measured: '2.8.6',
  documentation: 'https://www.npmjs.com/package/cors',
  calls: [{ kind: 'call', module: /^cors$/, path: [], options: 0 }],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: ['methods'],
    allowHeaders: ['allowedHeaders', 'headers'],
    exposeHeaders: ['exposedHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'any',
    undefined: 'absent',
    null: 'absent',
    emptyString: 'absent',
    star: 'any',
    true: 'echo',
    false: 'absent',
    string: 'fixed',
    regexp: 'match',
    array: 'list',
    other: 'echo',
    elements: { string: 'equal', star: 'equal', regexp: 'match', other: 'echo' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'callback', index: 1 }],
    awaits: false,
    forms: {
      undefined: 'absent',
      null: 'absent',
      emptyString: 'absent',
      star: 'any',
      true: 'echo',
      false: 'absent',
      string: 'fixed',
      regexp: 'match',
      array: 'list',
      other: 'echo',
    },
  },
  credentials: { on: 'true', withAny: 'any', whenRefused: { option: true, function: false } },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], allowHeaders: 'reflected' },
  vary: {
    option: { any: false, fixed: true, echo: true, refused: true },
    function: { any: false, fixed: true, echo: true, refused: false },
  },
  preflight: { answers: true, status: 204 },
  delegate: { option: '', nested: false },
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
