import { awsFunctionUrlResource } from './aws-function-url.ts';
import { awsHttpApi } from './aws-http-api.ts';
import { awsRestApi } from './aws-rest-api.ts';
import { awsS3 } from './aws-s3.ts';
import type { OptionLibrary } from './library-model.ts';

const FILE = /(?:^|\/)serverless(?:\.[\w-]+)*\.[cm]?[jt]s$/;

const serverless = { package: 'serverless', versions: '*', measured: '3.40.0', documentation: 'https://www.npmjs.com/package/serverless' } as const;

/** `provider.httpApi.cors` of a `serverless.ts`: `true` means every origin, and so does an object without origins. */
export const serverlessHttpApi = {
  ...awsHttpApi,
  ...serverless,
  id: 'serverless',
  name: 'an HTTP API of the Serverless Framework',
  optIn: true,
  calls: [{ kind: 'exported', at: 'provider.httpApi.cors', file: FILE }],
  options: { origin: 'allowedOrigins', credentials: 'allowCredentials', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedResponseHeaders'], maxAge: 'maxAge' },
  origin: { ...awsHttpApi.origin, missing: 'any', undefined: 'any' },
} as const satisfies OptionLibrary;

/** `url.cors` of a function: the same words for a function URL, where `*` with credentials is an echo. */
export const serverlessFunctionUrl = {
  ...serverlessHttpApi,
  id: 'serverless function url',
  name: 'a function URL of the Serverless Framework',
  calls: [{ kind: 'exported', at: 'functions.*.url.cors', file: FILE }],
  credentials: { on: 'true', withAny: 'echo' },
  refuses: awsFunctionUrlResource.refuses,
} as const satisfies OptionLibrary;

/** `cors` of an `http` event: a REST API, whose gateway answers preflights alone. */
export const serverlessRestApi = {
  ...awsRestApi,
  ...serverless,
  id: 'serverless http event',
  refuses: {},
  name: 'a REST API of the Serverless Framework',
  optIn: true,
  calls: [{ kind: 'exported', at: 'functions.*.events.[].http.cors', file: FILE }],
  options: { origin: 'origin', origins: 'origins', credentials: 'allowCredentials', allowMethods: ['methods'], allowHeaders: ['headers'], exposeHeaders: [], maxAge: 'maxAge' },
  origin: { ...awsRestApi.origin, missing: 'any', undefined: 'any', star: 'any', string: 'split-trimmed' },
} as const satisfies OptionLibrary;

/** Buckets that the provider makes. */
export const serverlessBucket = {
  ...awsS3,
  ...serverless,
  id: 'serverless bucket',
  name: 'a bucket of the Serverless Framework',
  calls: [{ kind: 'exported', at: 'provider.s3.*.corsConfiguration.CorsRules.[]', file: FILE }],
  options: { origin: 'AllowedOrigins', credentials: '', allowMethods: ['AllowedMethods'], allowHeaders: ['AllowedHeaders'], exposeHeaders: ['ExposedHeaders'], maxAge: 'MaxAge' },
} as const satisfies OptionLibrary;
