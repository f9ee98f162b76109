import { cdkHttpApi } from './aws-cdk.ts';
import type { OptionLibrary } from './library-model.ts';

/** `provider.httpApi.cors` of a `serverless.ts`: `true` means every origin, and so does an object without origins. */
export const serverlessHttpApi = {
  ...cdkHttpApi,
  id: 'serverless',
  name: 'an HTTP API of the Serverless Framework',
  package: 'serverless',
  versions: '*',
  measured: '3.40.0',
  documentation: 'https://www.npmjs.com/package/serverless',
  calls: [{ kind: 'exported', at: 'provider.httpApi.cors', file: /(?:^|\/)serverless\.[cm]?[jt]s$/ }],
  options: { origin: 'allowedOrigins', credentials: 'allowCredentials', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedResponseHeaders'], maxAge: 'maxAge' },
  origin: { ...cdkHttpApi.origin, missing: 'any', undefined: 'any' },
} as const satisfies OptionLibrary;
