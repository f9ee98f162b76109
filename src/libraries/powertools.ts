import type { OptionLibrary } from './library-model.ts';

/** `cors` of Powertools for AWS Lambda: texts and lists alone are compared; a preflight is refused if one name is not allowed. */
export const powertools = {
  id: '@aws-lambda-powertools/event-handler',
  name: '@aws-lambda-powertools/event-handler',
  platform: 'serverless',
  package: '@aws-lambda-powertools/event-handler',
  versions: '*',
  measured: '2.35.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@aws-lambda-powertools/event-handler',
  calls: [
    { kind: 'call', module: /^@aws-lambda-powertools\/event-handler\/(?:http|rest|experimental-rest)\/middleware$/, exports: ['cors'], options: 0 },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['allowMethods'], allowHeaders: ['allowHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: 'maxAge' },
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
    function: 'error',
    other: 'error',
    elements: { string: 'equal', star: 'any', regexp: 'absent', other: 'absent' },
  },
  function: null,
  credentials: { on: 'truthy', withAny: 'any' },
  defaults: { allowMethods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'], allowHeaders: ['Authorization', 'Content-Type', 'X-Amz-Date', 'X-Api-Key', 'X-Amz-Security-Token'], noAllowHeaders: 'absent', zeroMaxAge: true },
  refused: { others: false },
  withoutOrigin: 'nothing',
  vary: {
    option: { any: false, fixed: null, echo: null, refused: false, off: false },
    function: { any: null, fixed: null, echo: null, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: false, strict: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;
