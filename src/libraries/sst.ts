import { awsFunctionUrlResource } from './aws-function-url.ts';
import { awsHttpApi } from './aws-http-api.ts';
import { awsS3Cdk } from './aws-s3.ts';
import type { OptionLibrary } from './library-model.ts';

const sst = { package: 'sst', measured: '2.49.8 and the components of 3', documentation: 'https://www.npmjs.com/package/sst' } as const;

/** HTTP APIs of SST: every origin is allowed, also where `cors` is not written. */
export const sstApi = {
  ...awsHttpApi,
  ...sst,
  id: 'sst',
  name: 'an API of SST',
  calls: [
    { kind: 'new', module: /^sst\/constructs$|^@serverless-stack\/resources$/, exports: ['Api'], options: 2, at: 'cors', absent: 'default' },
    { kind: 'global', names: ['sst.aws.ApiGatewayV2'], options: 1, at: 'cors', absent: 'default' },
  ],
  origin: { ...awsHttpApi.origin, missing: 'any', undefined: 'any' },
} as const satisfies OptionLibrary;

/** Function URLs of SST: every origin is allowed where no origins are written, and with credentials every one is echoed. */
export const sstFunctionUrl = {
  ...awsFunctionUrlResource,
  ...sst,
  id: 'sst function url',
  name: 'a function URL of SST',
  calls: [
    { kind: 'new', module: /^sst\/constructs$|^@serverless-stack\/resources$/, exports: ['Function'], options: 2, at: 'url.cors', absent: 'off' },
    { kind: 'global', names: ['sst.aws.Function'], options: 1, at: 'url.cors', absent: 'off' },
  ],
  origin: { ...awsFunctionUrlResource.origin, missing: 'any', undefined: 'any' },
  defaults: { ...awsFunctionUrlResource.defaults, allowMethods: 'unknown', allowHeaders: 'unknown' },
} as const satisfies OptionLibrary;

/** Buckets of SST 3: one rule, which allows every origin where none are written. */
export const sstBucket = {
  ...awsS3Cdk,
  ...sst,
  id: 'sst bucket',
  name: 'a bucket of SST',
  calls: [{ kind: 'global', names: ['sst.aws.Bucket'], options: 1, at: 'cors', absent: 'off' }],
  options: { origin: 'allowOrigins', credentials: '', allowMethods: ['allowMethods'], allowHeaders: ['allowHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: '' },
  origin: { ...awsS3Cdk.origin, missing: 'any', undefined: 'any' },
  defaults: { ...awsS3Cdk.defaults, allowMethods: ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'], allowHeaders: 'reflected' },
} as const satisfies OptionLibrary;
