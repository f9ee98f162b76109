import { awsRestApi } from './aws-rest-api.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * An HTTP API of API Gateway: the gateway answers, whatever the functions behind it send. It refuses `*` together with
 * credentials; the AWS CDK says so when it synthesizes, the service when it deploys. Of texts with `*` its documentation
 * knows `https://*` and `http://*` alone.
 */
export const awsHttpApi = {
  ...awsRestApi,
  id: 'HTTP API of API Gateway',
  name: 'an HTTP API of API Gateway',
  calls: [
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-apigatewayv2)?|@aws-cdk\/aws-apigatewayv2(?:-alpha)?)$/, exports: ['HttpApi', 'aws_apigatewayv2.HttpApi'], options: 2, at: 'corsPreflight', absent: 'off' },
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-apigatewayv2)?|@aws-cdk\/aws-apigatewayv2)$/, exports: ['CfnApi', 'aws_apigatewayv2.CfnApi'], options: 2, at: 'corsConfiguration', absent: 'off' },
    { kind: 'new', module: /^@pulumi\/aws(?:\/apigatewayv2)?$/, exports: ['apigatewayv2.Api', 'Api'], options: 1, at: 'corsConfiguration', absent: 'off' },
    { kind: 'new', module: /^@cdktf\/provider-aws(?:\/|$)|\.gen\/providers\/aws\//, exports: ['Apigatewayv2Api', 'apigatewayv2Api.Apigatewayv2Api'], options: 2, at: 'corsConfiguration', absent: 'off' },
  ],
  origin: { ...awsRestApi.origin, wildcard: 'scheme' },
  credentials: { on: 'true', withAny: 'error' },
  refuses: { starWithCredentials: true },
  defaults: { allowMethods: 'absent', allowHeaders: 'absent', noAllowHeaders: 'absent', zeroMaxAge: true, mergesLists: true },
  withoutOrigin: 'nothing',
  preflight: { status: 204, withoutOrigin: false, exposes: true },
} as const satisfies OptionLibrary;
