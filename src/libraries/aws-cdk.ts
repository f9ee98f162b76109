import type { OptionLibrary } from './library-model.ts';

const FORMS = {
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
  function: 'error',
  other: 'error',
  elements: { string: 'equal', star: 'any', regexp: 'absent', other: 'absent' },
} as const satisfies OptionLibrary['origin'];

const VARY = { any: null, fixed: null, echo: null, refused: null, off: null } as const;

/**
 * `RestApi` of the AWS CDK: `defaultCorsPreflightOptions` makes API Gateway answer preflights. The other answers have the
 * headers that the functions behind it send.
 */
export const cdkRestApi = {
  id: 'aws-cdk-lib/aws-apigateway',
  name: 'RestApi of the AWS CDK',
  package: 'aws-cdk-lib',
  versions: '*',
  measured: '2.276.0',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/aws-cdk-lib',
  calls: [
    {
      kind: 'new',
      module: /^(?:aws-cdk-lib(?:\/aws-apigateway)?|@aws-cdk\/aws-apigateway)$/,
      exports: ['RestApi', 'LambdaRestApi', 'SpecRestApi', 'StepFunctionsRestApi', 'aws_apigateway.RestApi', 'aws_apigateway.LambdaRestApi'],
      options: 2,
      at: 'defaultCorsPreflightOptions',
      absent: 'off',
    },
    { kind: 'method', method: /^addCorsPreflight$/, where: /aws-cdk/, options: 0 },
    { kind: 'method', method: /^addResource$/, where: /aws-cdk/, options: 1, at: 'defaultCorsPreflightOptions', absent: 'off' },
  ],
  options: { origin: 'allowOrigins', credentials: 'allowCredentials', allowMethods: ['allowMethods'], allowHeaders: ['allowHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: '' },
  origin: FORMS,
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['OPTIONS', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD'], allowHeaders: 'unknown', noAllowHeaders: 'absent', zeroMaxAge: true },
  vary: { option: VARY, function: VARY },
  preflight: { status: 204, withoutOrigin: true, exposes: true, only: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: null },
} as const satisfies OptionLibrary;

/** `HttpApi` of the AWS CDK: API Gateway answers, whatever the functions behind it send. `*` with credentials is an error. */
export const cdkHttpApi = {
  ...cdkRestApi,
  id: 'aws-cdk-lib/aws-apigatewayv2',
  name: 'HttpApi of the AWS CDK',
  calls: [
    {
      kind: 'new',
      module: /^(?:aws-cdk-lib(?:\/aws-apigatewayv2)?|@aws-cdk\/aws-apigatewayv2(?:-alpha)?)$/,
      exports: ['HttpApi', 'aws_apigatewayv2.HttpApi'],
      options: 2,
      at: 'corsPreflight',
      absent: 'off',
    },
  ],
  credentials: { on: 'true', withAny: 'error' },
  defaults: { allowMethods: 'absent', allowHeaders: 'absent', noAllowHeaders: 'absent', zeroMaxAge: true },
  withoutOrigin: 'nothing',
  preflight: { status: 204, withoutOrigin: false, exposes: true },
} as const satisfies OptionLibrary;

/** Function URLs of AWS Lambda, in the AWS CDK. */
export const cdkFunctionUrl = {
  ...cdkHttpApi,
  id: 'aws-cdk-lib/aws-lambda',
  name: 'a function URL of the AWS CDK',
  calls: [
    { kind: 'method', method: /^addFunctionUrl$/, where: /aws-cdk/, options: 0, at: 'cors', absent: 'off' },
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-lambda)?|@aws-cdk\/aws-lambda)$/, exports: ['FunctionUrl', 'aws_lambda.FunctionUrl'], options: 2, at: 'cors', absent: 'off' },
  ],
  options: { origin: 'allowedOrigins', credentials: 'allowCredentials', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: '' },
  credentials: { on: 'true', withAny: 'any' },
} as const satisfies OptionLibrary;
