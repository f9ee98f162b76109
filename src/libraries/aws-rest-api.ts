import type { OptionLibrary } from './library-model.ts';

/** A list of origins is all that these services take. */
const ORIGIN_LIST = {
  missing: 'off',
  undefined: 'off',
  null: 'error',
  emptyString: 'error',
  star: 'error',
  true: 'error',
  false: 'error',
  string: 'error',
  regexp: 'error',
  array: 'list',
  emptyArray: 'off',
  function: 'error',
  other: 'error',
  elements: { string: 'equal', star: 'any', regexp: 'absent', other: 'absent' },
} as const satisfies OptionLibrary['origin'];

/** What a service says in `Vary` is not documented. */
const VARY_UNKNOWN = { any: null, fixed: null, echo: null, refused: null, off: null } as const satisfies OptionLibrary['vary']['option'];

/**
 * A REST API of API Gateway: what the AWS CDK is told makes the gateway answer preflights. The other answers have the
 * headers that the functions behind it send.
 */
export const awsRestApi = {
  id: 'REST API of API Gateway',
  name: 'a REST API of API Gateway',
  platform: 'cloud',
  package: 'aws-cdk-lib',
  versions: '*',
  measured: '2.276.0',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/aws-cdk-lib',
  governs: 'service',
  refuses: { starWithOthers: true },
  calls: [
    {
      kind: 'new',
      module: /^(?:aws-cdk-lib(?:\/aws-apigateway)?|@aws-cdk\/aws-apigateway)$/,
      exports: ['RestApi', 'LambdaRestApi', 'SpecRestApi', 'StepFunctionsRestApi', 'aws_apigateway.RestApi', 'aws_apigateway.LambdaRestApi', 'aws_apigateway.SpecRestApi', 'aws_apigateway.StepFunctionsRestApi'],
      options: 2,
      at: 'defaultCorsPreflightOptions',
      absent: 'off',
    },
    { kind: 'method', method: /^addCorsPreflight$/, where: /aws-cdk/, options: 0 },
    { kind: 'method', method: /^addResource$/, where: /aws-cdk/, options: 1, at: 'defaultCorsPreflightOptions', absent: 'off' },
  ],
  options: { origin: 'allowOrigins', credentials: 'allowCredentials', allowMethods: ['allowMethods'], allowHeaders: ['allowHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: '' },
  origin: ORIGIN_LIST,
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['OPTIONS', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD'], allowHeaders: 'unknown', noAllowHeaders: 'absent', zeroMaxAge: true },
  vary: { option: VARY_UNKNOWN, function: VARY_UNKNOWN },
  preflight: { status: 204, withoutOrigin: true, exposes: true, only: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: null },
} as const satisfies OptionLibrary;
