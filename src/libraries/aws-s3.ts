import { awsHttpApi } from './aws-http-api.ts';
import { awsRestApi } from './aws-rest-api.ts';
import type { OptionLibrary } from './library-model.ts';

/** A client that the file makes, with options that it shows: stores at an endpoint of their own may take other values. */
const OWN_CLIENT = /\bnew (?:\w+\.)*S3(?:Client)?\(\s*(?:\)|\{(?!\s*\.\.\.))/;

/**
 * The CORS rules of a bucket of S3, as its SDKs write them. An origin may have one `*`. There is no option for credentials:
 * the service sends them with every origin but `*`, and reads no cookies, since a request that is not signed is public.
 * Of several rules, the first that fits origin, method and headers decides. `PUT` or `DELETE` for every origin still needs
 * a signature.
 */
export const awsS3 = {
  ...awsHttpApi,
  id: 's3',
  name: 'S3',
  package: '@aws-sdk/client-s3',
  measured: '3.1169.0',
  documentation: 'https://www.npmjs.com/package/@aws-sdk/client-s3',
  governs: 'files',
  calls: [
    { kind: 'new', module: /^@aws-sdk\/client-s3$/, exports: ['PutBucketCorsCommand'], where: OWN_CLIENT, unless: /\bendpoint\b/, options: 0, at: 'CORSConfiguration.CORSRules.[]', absent: 'off' },
    { kind: 'method', method: /^putBucketCors$/, where: OWN_CLIENT, unless: /\bendpoint\b/, options: 0, at: 'CORSConfiguration.CORSRules.[]', absent: 'off' },
  ],
  options: { origin: 'AllowedOrigins', credentials: '', allowMethods: ['AllowedMethods'], allowHeaders: ['AllowedHeaders'], exposeHeaders: ['ExposeHeaders'], maxAge: 'MaxAgeSeconds' },
  origin: { ...awsRestApi.origin, missing: 'error', wildcard: { star: '.*', question: null, in: 'elements' } },
  credentials: { on: 'true', byDefault: 'unknown', withAny: 'any' },
  refuses: { methodsBut: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'], exposedStar: true, severalStars: true },
  defaults: awsHttpApi.defaults,
  refused: { others: false },
  preflight: { status: 200, withoutOrigin: false, exposes: true, strict: true },
} as const satisfies OptionLibrary;

/** The same calls where they may go to a store at an endpoint of its own: R2, Spaces, Ceph. What these refuse differs. */
export const s3Compatible = {
  ...awsS3,
  id: 's3-compatible',
  name: 'a store that speaks the language of S3',
  calls: [
    { kind: 'new', module: /^@aws-sdk\/client-s3$/, exports: ['PutBucketCorsCommand'], options: 0, at: 'CORSConfiguration.CORSRules.[]', absent: 'off' },
    { kind: 'method', method: /^putBucketCors$/, options: 0, at: 'CORSConfiguration.CORSRules.[]', absent: 'off' },
  ],
  refuses: {},
} as const satisfies OptionLibrary;

/** Buckets of the AWS CDK. */
export const awsS3Cdk = {
  ...awsS3,
  id: 's3 of the AWS CDK',
  name: 'a bucket of S3',
  package: 'aws-cdk-lib',
  measured: '2.276.0',
  documentation: 'https://www.npmjs.com/package/aws-cdk-lib',
  calls: [
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-s3)?|@aws-cdk\/aws-s3)$/, exports: ['Bucket', 'aws_s3.Bucket'], options: 2, at: 'cors.[]', absent: 'off' },
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-s3)?|@aws-cdk\/aws-s3)$/, exports: ['CfnBucket', 'aws_s3.CfnBucket'], options: 2, at: 'corsConfiguration.corsRules.[]', absent: 'off' },
    { kind: 'method', method: /^addCorsRule$/, where: /aws-cdk/, options: 0 },
    { kind: 'new', module: /^sst\/constructs$|^@serverless-stack\/resources$/, exports: ['Bucket'], options: 2, at: 'cors.[]', absent: 'off' },
  ],
  options: { origin: 'allowedOrigins', credentials: '', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: 'maxAge' },
} as const satisfies OptionLibrary;

/** Buckets of Pulumi and of the CDK for Terraform. */
export const awsS3Resource = {
  ...awsS3Cdk,
  id: 's3 of Pulumi and Terraform',
  name: 'a bucket of S3, as a resource',
  package: '@pulumi/aws',
  measured: '@pulumi/aws 7.48.0, @cdktf/provider-aws 21.22.1',
  documentation: 'https://www.npmjs.com/package/@pulumi/aws',
  calls: [
    {
      kind: 'new',
      module: /^@pulumi\/aws(?:\/s3)?$/,
      exports: ['s3.Bucket', 's3.BucketV2', 's3.BucketCorsConfiguration', 's3.BucketCorsConfigurationV2', 'Bucket', 'BucketV2', 'BucketCorsConfiguration', 'BucketCorsConfigurationV2'],
      options: 1,
      at: 'corsRules.[]',
      absent: 'off',
    },
    { kind: 'new', module: /^@cdktf\/provider-aws(?:\/|$)|\.gen\/providers\/aws\//, exports: ['S3BucketCorsConfiguration', 's3BucketCorsConfiguration.S3BucketCorsConfiguration', 'S3Bucket', 's3Bucket.S3Bucket'], options: 2, at: 'corsRule.[]', absent: 'off' },
  ],
  options: { origin: 'allowedOrigins', credentials: '', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: 'maxAgeSeconds' },
} as const satisfies OptionLibrary;
