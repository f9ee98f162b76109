import { cdkHttpApi } from './aws-cdk.ts';
import type { OptionLibrary } from './library-model.ts';

/** HTTP APIs of SST: every origin is allowed, also where `cors` is not written. */
export const sstApi = {
  ...cdkHttpApi,
  id: 'sst',
  name: 'an API of SST',
  package: 'sst',
  versions: '*',
  measured: '2.49.8',
  documentation: 'https://www.npmjs.com/package/sst',
  calls: [
    { kind: 'new', module: /^sst\/constructs$|^@serverless-stack\/resources$/, exports: ['Api'], options: 2, at: 'cors', absent: 'default' },
  ],
  origin: { ...cdkHttpApi.origin, missing: 'any', undefined: 'any' },
} as const satisfies OptionLibrary;
