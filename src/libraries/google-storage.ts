import { awsRestApi } from './aws-rest-api.ts';
import { awsS3 } from './aws-s3.ts';
import type { OptionLibrary } from './library-model.ts';

/** The CORS rules of a bucket of Google Cloud Storage: texts alone are compared, and `*` is the wildcard. */
export const googleStorage = {
  ...awsS3,
  id: '@google-cloud/storage',
  name: 'Google Cloud Storage',
  package: '@google-cloud/storage',
  measured: '7.22.0',
  documentation: 'https://www.npmjs.com/package/@google-cloud/storage',
  calls: [
    { kind: 'method', method: /^setCorsConfiguration$/, options: 0, at: '[]' },
    { kind: 'method', method: /^(?:setMetadata|upload)$/, where: /@google-cloud\/storage|firebase-admin/, options: 0, at: 'cors.[]', absent: 'off' },
    { kind: 'method', method: /^createBucket$/, where: /@google-cloud\/storage/, options: 1, at: 'cors.[]', absent: 'off' },
  ],
  options: { origin: 'origin', credentials: '', allowMethods: ['method'], allowHeaders: ['responseHeader'], exposeHeaders: ['responseHeader'], maxAge: 'maxAgeSeconds' },
  origin: { ...awsRestApi.origin, missing: 'off' },
  refuses: {},
} as const satisfies OptionLibrary;

/** Buckets of Pulumi and of the CDK for Terraform. */
export const googleStorageResource = {
  ...googleStorage,
  id: '@pulumi/gcp',
  name: 'a bucket of Google Cloud Storage',
  package: '@pulumi/gcp',
  measured: '9.37.0',
  documentation: 'https://www.npmjs.com/package/@pulumi/gcp',
  calls: [
    { kind: 'new', module: /^@pulumi\/gcp(?:\/storage)?$/, exports: ['storage.Bucket', 'Bucket'], options: 1, at: 'cors.[]', absent: 'off' },
    { kind: 'new', module: /^@cdktf\/provider-google(?:\/|$)|\.gen\/providers\/google\//, exports: ['StorageBucket', 'storageBucket.StorageBucket'], options: 2, at: 'cors.[]', absent: 'off' },
  ],
  options: { origin: 'origins', origins: 'origin', credentials: '', allowMethods: ['methods'], allowHeaders: ['responseHeaders', 'responseHeader'], exposeHeaders: ['responseHeaders', 'responseHeader'], maxAge: 'maxAgeSeconds' },
} as const satisfies OptionLibrary;
