import { awsHttpApi } from './aws-http-api.ts';
import { awsRestApi } from './aws-rest-api.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * A response headers policy of CloudFront, in the AWS CDK. An origin may stand without scheme, and have a `*`: no claim is
 * made about these, nor about what becomes of `*` with credentials. Where `originOverride` is `false`, the headers of the server behind it win.
 */
export const cloudfront = {
  ...awsHttpApi,
  id: 'cloudfront of the AWS CDK',
  name: 'a response headers policy of CloudFront',
  calls: [
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-cloudfront)?|@aws-cdk\/aws-cloudfront)$/, exports: ['ResponseHeadersPolicy', 'aws_cloudfront.ResponseHeadersPolicy'], options: 2, at: 'corsBehavior', absent: 'off' },
  ],
  options: {
    origin: 'accessControlAllowOrigins',
    credentials: 'accessControlAllowCredentials',
    allowMethods: ['accessControlAllowMethods'],
    allowHeaders: ['accessControlAllowHeaders'],
    exposeHeaders: ['accessControlExposeHeaders'],
    maxAge: '',
  },
  origin: { ...awsRestApi.origin, host: 'unknown', wildcard: 'unknown' },
  credentials: { on: 'true', withAny: 'differs' },
  refuses: {},
} as const satisfies OptionLibrary;

/** The same in the service's own words, in CloudFormation, Pulumi and Terraform. */
export const cloudfrontResource = {
  ...cloudfront,
  id: 'cloudfront',
  name: 'a response headers policy of CloudFront, as a resource',
  calls: [
    { kind: 'new', module: /^(?:aws-cdk-lib(?:\/aws-cloudfront)?|@aws-cdk\/aws-cloudfront)$/, exports: ['CfnResponseHeadersPolicy', 'aws_cloudfront.CfnResponseHeadersPolicy'], options: 2, at: 'responseHeadersPolicyConfig.corsConfig', absent: 'off' },
    { kind: 'new', module: /^@pulumi\/aws(?:\/cloudfront)?$/, exports: ['cloudfront.ResponseHeadersPolicy', 'ResponseHeadersPolicy'], options: 1, at: 'corsConfig', absent: 'off' },
    { kind: 'new', module: /^@cdktf\/provider-aws(?:\/|$)|\.gen\/providers\/aws\//, exports: ['CloudfrontResponseHeadersPolicy', 'cloudfrontResponseHeadersPolicy.CloudfrontResponseHeadersPolicy'], options: 2, at: 'corsConfig', absent: 'off' },
  ],
  options: {
    origin: 'accessControlAllowOrigins.items',
    credentials: 'accessControlAllowCredentials',
    allowMethods: ['accessControlAllowMethods.items'],
    allowHeaders: ['accessControlAllowHeaders.items'],
    exposeHeaders: ['accessControlExposeHeaders.items'],
    maxAge: '',
  },
} as const satisfies OptionLibrary;

/** The policies of CloudFront's own that add CORS headers: `*` for everyone. */
export const cloudfrontManaged = {
  ...cloudfront,
  id: 'cloudfront managed policies',
  name: 'a managed response headers policy of CloudFront',
  calls: [
    {
      kind: 'value',
      module: /^(?:aws-cdk-lib(?:\/aws-cloudfront)?|@aws-cdk\/aws-cloudfront)$/,
      exports: ['', 'aws_cloudfront.'].flatMap((prefix) => ['', '_WITH_PREFLIGHT', '_AND_SECURITY_HEADERS', '_WITH_PREFLIGHT_AND_SECURITY_HEADERS'].map((suffix) => `${prefix}ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS${suffix}`)),
    },
  ],
  options: { origin: '', credentials: '', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: { ...awsRestApi.origin, missing: 'any', undefined: 'any' },
  defaults: { allowMethods: 'unknown', allowHeaders: 'unknown', exposeHeaders: 'unknown', noAllowHeaders: 'absent', zeroMaxAge: true, mergesLists: true },
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;
