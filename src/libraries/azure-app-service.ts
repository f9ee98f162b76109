import { awsHttpApi } from './aws-http-api.ts';
import { awsRestApi } from './aws-rest-api.ts';
import type { OptionLibrary } from './library-model.ts';

/** Web and function apps of Azure, as resources of Pulumi: the platform answers in front of the application's own code. */
export const azureAppService = {
  ...awsHttpApi,
  id: 'azure app service',
  name: 'an app of Azure App Service',
  package: '@pulumi/azure-native',
  measured: '@pulumi/azure 6.40.0, @pulumi/azure-native 3.28.0',
  documentation: 'https://www.npmjs.com/package/@pulumi/azure-native',
  calls: [
    { kind: 'new', module: /^@pulumi\/azure-native(?:\/web)?$/, exports: ['web.WebApp', 'web.WebAppSlot', 'WebApp', 'WebAppSlot'], options: 1, at: 'siteConfig.cors', absent: 'off' },
    {
      kind: 'new',
      module: /^@pulumi\/azure(?:\/appservice)?$/,
      exports: ['', 'appservice.'].flatMap((prefix) => ['AppService', 'FunctionApp', 'LinuxWebApp', 'LinuxFunctionApp', 'WindowsWebApp', 'WindowsFunctionApp'].map((name) => `${prefix}${name}`)),
      options: 1,
      at: 'siteConfig.cors',
      absent: 'off',
    },
  ],
  options: { origin: 'allowedOrigins', credentials: 'supportCredentials', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: { ...awsRestApi.origin, wildcard: 'unknown' },
  credentials: { on: 'true', withAny: 'differs' },
  refuses: {},
  defaults: { allowMethods: 'unknown', allowHeaders: 'unknown', exposeHeaders: 'unknown', noAllowHeaders: 'absent', zeroMaxAge: true, mergesLists: true },
} as const satisfies OptionLibrary;
