import { awsHttpApi } from './aws-http-api.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * A function URL of AWS Lambda, in the AWS CDK: the service adds CORS headers to what the function sends. With credentials,
 * `*` becomes an echo of every origin. `OPTIONS` is no method that can be named: it is longer than the six letters allowed.
 */
export const awsFunctionUrl = {
  ...awsHttpApi,
  id: 'function URL of the AWS CDK',
  name: 'a function URL of AWS Lambda',
  calls: [
    { kind: 'method', method: /^addFunctionUrl$/, where: /aws-cdk/, options: 0, at: 'cors', absent: 'off' },
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-lambda)?|@aws-cdk\/aws-lambda)$/, exports: ['FunctionUrl', 'aws_lambda.FunctionUrl'], options: 2, at: 'cors', absent: 'off' },
  ],
  options: { origin: 'allowedOrigins', credentials: 'allowCredentials', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: '' },
  credentials: { on: 'true', withAny: 'echo' },
  refuses: { methodsBut: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', '*'] },
  defaults: { allowMethods: 'unknown', allowHeaders: 'absent', noAllowHeaders: 'absent', zeroMaxAge: true, mergesLists: true },
} as const satisfies OptionLibrary;

/** The same in the service's own words, which CloudFormation, Pulumi and Terraform use. */
export const awsFunctionUrlResource = {
  ...awsFunctionUrl,
  id: 'function URL of AWS Lambda',
  name: 'a function URL of AWS Lambda, as a resource',
  calls: [
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-lambda)?|@aws-cdk\/aws-lambda)$/, exports: ['CfnUrl', 'aws_lambda.CfnUrl'], options: 2, at: 'cors', absent: 'off' },
    { kind: 'new', module: /^@pulumi\/aws(?:\/lambda)?$/, exports: ['lambda.FunctionUrl', 'FunctionUrl'], options: 1, at: 'cors', absent: 'off' },
    { kind: 'new', module: /^@cdktf\/provider-aws(?:\/|$)|\.gen\/providers\/aws\//, exports: ['LambdaFunctionUrl', 'lambdaFunctionUrl.LambdaFunctionUrl'], options: 2, at: 'cors', absent: 'off' },
  ],
  options: awsHttpApi.options,
  defaults: awsHttpApi.defaults,
} as const satisfies OptionLibrary;
