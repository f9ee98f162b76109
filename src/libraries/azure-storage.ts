import { awsRestApi } from './aws-rest-api.ts';
import { awsS3 } from './aws-s3.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * The CORS rules of an Azure storage account, as its SDK writes them: one text with commas between the origins, each of which
 * may have a `*` for a subdomain. Credentials go with every origin but `*`, and no cookie is read.
 */
export const azureStorage = {
  ...awsS3,
  id: '@azure/storage-blob',
  name: 'Azure Storage',
  package: '@azure/storage-blob',
  measured: '12.32.0, on Azurite 3.35.0',
  documentation: 'https://www.npmjs.com/package/@azure/storage-blob',
  calls: [
    { kind: 'method', method: /^setProperties$/, where: /@azure\/(?:storage-|data-tables)/, options: 0, at: 'cors.[]', absent: 'off' },
  ],
  options: { origin: 'allowedOrigins', credentials: '', allowMethods: ['allowedMethods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: 'maxAgeInSeconds' },
  origin: {
    ...awsRestApi.origin,
    missing: 'error',
    emptyString: 'off',
    star: 'any',
    string: 'split-trimmed',
    array: 'error',
    wildcard: { star: '.*', question: null, in: 'elements' },
  },
  refuses: {},
  safeForm: { list: false, function: null, one: true, deny: "''" },
} as const satisfies OptionLibrary;

/** The same as resources of Pulumi, where the origins are a list. */
export const azureStorageResource = {
  ...azureStorage,
  id: '@pulumi/azure',
  name: 'an Azure storage account',
  package: '@pulumi/azure-native',
  measured: '@pulumi/azure 6.40.0, @pulumi/azure-native 3.28.0',
  documentation: 'https://www.npmjs.com/package/@pulumi/azure-native',
  calls: [
    { kind: 'new', module: /^@pulumi\/azure(?:\/storage)?$/, exports: ['storage.Account', 'Account'], options: 1, at: 'blobProperties.corsRules.[]', absent: 'off' },
    { kind: 'new', module: /^@pulumi\/azure-native(?:\/storage)?$/, exports: ['storage.BlobServiceProperties', 'storage.FileServiceProperties', 'storage.QueueServiceProperties', 'storage.TableServiceProperties', 'BlobServiceProperties'], options: 1, at: 'cors.corsRules.[]', absent: 'off' },
  ],
  origin: { ...awsRestApi.origin, missing: 'error', wildcard: azureStorage.origin.wildcard },
  safeForm: awsS3.safeForm,
} as const satisfies OptionLibrary;
