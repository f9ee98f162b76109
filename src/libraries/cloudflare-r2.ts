import { awsS3 } from './aws-s3.ts';
import { awsRestApi } from './aws-rest-api.ts';
import type { OptionLibrary } from './library-model.ts';

/** The CORS rules of a bucket of Cloudflare R2, in Cloudflare's SDK and in Pulumi. Through the SDK of S3, see there. */
export const cloudflareR2 = {
  ...awsS3,
  id: 'cloudflare r2',
  name: 'a bucket of Cloudflare R2',
  package: 'cloudflare',
  measured: '5',
  documentation: 'https://www.npmjs.com/package/cloudflare',
  calls: [
    { kind: 'method', method: /^update$/, where: /\br2\.buckets\.cors\b/, options: 1, at: 'rules.[]', absent: 'off' },
    { kind: 'new', module: /^@pulumi\/cloudflare$/, exports: ['R2BucketCors'], options: 1, at: 'rules.[]', absent: 'off' },
  ],
  options: { origin: 'allowed.origins', credentials: '', allowMethods: ['allowed.methods'], allowHeaders: ['allowed.headers'], exposeHeaders: ['exposeHeaders'], maxAge: 'maxAgeSeconds' },
  origin: { ...awsRestApi.origin, missing: 'error', wildcard: 'unknown' },
  refuses: {},
} as const satisfies OptionLibrary;
