import { describe, expect, it } from 'vitest';
import { decisionFor } from '../../src/policy/allow-origin.ts';
import { analysisOf, policiesOf } from '../read.ts';
import { lint, ruleTable } from '../rules/rule-table.ts';

const EVIL = 'https://evil.example';
const GOOD = 'https://app.example.com';

/** What a stranger and a friend get from each policy of a source; undefined where the code does not tell. */
function answers(source: string, file: string): readonly (readonly [string | null | undefined, string | null | undefined])[] {
  return policiesOf(source, file).map(({ allowOrigin }) => [decisionFor(allowOrigin, EVIL)?.value, decisionFor(allowOrigin, GOOD)?.value]);
}

const CDK = "import { aws_apigatewayv2 as apigw, aws_cloudfront as cloudfront, aws_lambda as lambda, aws_s3 as s3 } from 'aws-cdk-lib';\n";
const PULUMI = "import * as aws from '@pulumi/aws';\nimport * as gcp from '@pulumi/gcp';\nimport * as azure from '@pulumi/azure-native';\nimport * as cloudflare from '@pulumi/cloudflare';\n";
const SDK = "import { PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';\nconst client = new S3Client({});\n";
const serverless = (members: string): string => `import type { AWS } from '@serverless/typescript';\nconst configuration: AWS = { service: 'api', ${members} };\nmodule.exports = configuration;`;

const ANYONE = ['*', '*'] as const;
const LISTED = [null, GOOD] as const;
const ECHOED = [EVIL, GOOD] as const;
const UNTOLD = [undefined, undefined] as const;

describe('what a cloud is configured with is read', () => {
  it.each<[title: string, source: string, file: string, expected: readonly (readonly [string | null | undefined, string | null | undefined])[]]>([
    ['HttpApi', `${CDK}new apigw.HttpApi(this, 'Api', { corsPreflight: { allowOrigins: ['${GOOD}'], allowCredentials: true } });`, 'stack.ts', [LISTED]],
    ['HttpApi with every origin of a scheme', `${CDK}new apigw.HttpApi(this, 'Api', { corsPreflight: { allowOrigins: ['https://*'], allowCredentials: true } });`, 'stack.ts', [ECHOED]],
    ['HttpApi with a wildcard that is not documented', `${CDK}new apigw.HttpApi(this, 'Api', { corsPreflight: { allowOrigins: ['https://*.example.com'] } });`, 'stack.ts', [UNTOLD]],
    ['CfnApi', `${CDK}new apigw.CfnApi(this, 'Api', { corsConfiguration: { allowOrigins: ['*'] } });`, 'stack.ts', [ANYONE]],
    ['a function URL', `${CDK}fn.addFunctionUrl({ cors: { allowedOrigins: ['*'] } });`, 'stack.ts', [ANYONE]],
    ['a function URL with credentials', `${CDK}new lambda.FunctionUrl(this, 'Url', { function: fn, cors: { allowedOrigins: ['*'], allowCredentials: true } });`, 'stack.ts', [ECHOED]],
    ['CfnUrl', `${CDK}new lambda.CfnUrl(this, 'Url', { cors: { allowOrigins: ['*'], allowCredentials: true } });`, 'stack.ts', [ECHOED]],
    ['rules of a bucket', `${CDK}new s3.Bucket(this, 'Files', { cors: [{ allowedOrigins: ['*'], allowedMethods: [s3.HttpMethods.GET] }, { allowedOrigins: ['${GOOD}'], allowedMethods: [s3.HttpMethods.PUT] }] });`, 'stack.ts', [ANYONE, LISTED]],
    ['rules of a bucket by name', `${CDK}const rules: s3.CorsRule[] = [{ allowedOrigins: ['${GOOD}'], allowedMethods: [s3.HttpMethods.GET] }];\nnew s3.Bucket(this, 'Files', { cors: rules });`, 'stack.ts', [LISTED]],
    ['rules that another file has', `${CDK}import { rules } from 'somewhere';\nnew s3.Bucket(this, 'Files', { cors: rules });`, 'stack.ts', []],
    ['a rule that is added', `${CDK}bucket.addCorsRule({ allowedOrigins: ['https://*.example.com'], allowedMethods: [s3.HttpMethods.GET] });`, 'stack.ts', [LISTED]],
    ['CfnBucket', `${CDK}new s3.CfnBucket(this, 'Files', { corsConfiguration: { corsRules: [{ allowedOrigins: ['*'], allowedMethods: ['GET'] }] } });`, 'stack.ts', [ANYONE]],
    ['a response headers policy', `${CDK}new cloudfront.ResponseHeadersPolicy(this, 'Headers', { corsBehavior: { accessControlAllowOrigins: ['${GOOD}'], accessControlAllowCredentials: true, originOverride: true } });`, 'stack.ts', [LISTED]],
    ['an origin without scheme there', `${CDK}new cloudfront.ResponseHeadersPolicy(this, 'Headers', { corsBehavior: { accessControlAllowOrigins: ['app.example.com'], accessControlAllowCredentials: true, originOverride: true } });`, 'stack.ts', [UNTOLD]],
    ['a managed policy', `${CDK}new cloudfront.Distribution(this, 'Site', { defaultBehavior: { origin, responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT } });`, 'stack.ts', [ANYONE]],
    ['a managed policy without CORS', `${CDK}const cors = null;\nnew cloudfront.Distribution(this, 'Site', { defaultBehavior: { responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS } });`, 'stack.ts', []],
    ['its resource', `${CDK}new cloudfront.CfnResponseHeadersPolicy(this, 'Headers', { responseHeadersPolicyConfig: { name: 'n', corsConfig: { accessControlAllowOrigins: { items: ['*'] }, accessControlAllowCredentials: false } } });`, 'stack.ts', [ANYONE]],
    ['Pulumi: an HTTP API', `${PULUMI}new aws.apigatewayv2.Api('api', { protocolType: 'HTTP', corsConfiguration: { allowOrigins: ['*'] } });`, 'index.ts', [ANYONE]],
    ['Pulumi: a service by itself', "import { lambda } from '@pulumi/aws';\nnew lambda.FunctionUrl('url', { cors: { allowOrigins: ['*'], allowCredentials: true } });", 'index.ts', [ECHOED]],
    ['Pulumi: a bucket', `${PULUMI}new aws.s3.BucketV2('files', { corsRules: [{ allowedOrigins: ['*'], allowedMethods: ['GET'] }] });`, 'index.ts', [ANYONE]],
    ['Pulumi: the rules of a bucket', `${PULUMI}new aws.s3.BucketCorsConfigurationV2('rules', { bucket, corsRules: [{ allowedOrigins: ['${GOOD}'], allowedMethods: ['PUT'] }] });`, 'index.ts', [LISTED]],
    ['Pulumi: CloudFront', `${PULUMI}new aws.cloudfront.ResponseHeadersPolicy('headers', { corsConfig: { accessControlAllowOrigins: { items: ['${GOOD}'] }, accessControlAllowCredentials: true } });`, 'index.ts', [LISTED]],
    ['Pulumi: Google', `${PULUMI}new gcp.storage.Bucket('files', { cors: [{ origins: ['*'], methods: ['GET'] }] });`, 'index.ts', [ANYONE]],
    ['Pulumi: an Azure app', `${PULUMI}new azure.web.WebApp('app', { siteConfig: { cors: { allowedOrigins: ['${GOOD}'], supportCredentials: true } } });`, 'index.ts', [LISTED]],
    ['Pulumi: Azure storage', `${PULUMI}new azure.storage.BlobServiceProperties('files', { cors: { corsRules: [{ allowedOrigins: ['*'], allowedMethods: ['GET'] }] } });`, 'index.ts', [ANYONE]],
    ['Pulumi: R2', `${PULUMI}new cloudflare.R2BucketCors('rules', { rules: [{ allowed: { origins: ['${GOOD}'], methods: ['GET'] } }] });`, 'index.ts', [LISTED]],
    ['Terraform: an HTTP API', `import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';\nnew Apigatewayv2Api(this, 'api', { protocolType: 'HTTP', corsConfiguration: { allowOrigins: ['*'] } });`, 'main.ts', [ANYONE]],
    ['Terraform: a bucket', `import { S3BucketCorsConfiguration } from './.gen/providers/aws/s3-bucket-cors-configuration';\nnew S3BucketCorsConfiguration(this, 'rules', { corsRule: [{ allowedOrigins: ['${GOOD}'], allowedMethods: ['PUT'] }] });`, 'main.ts', [LISTED]],
    ['Terraform: Google', `import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';\nnew StorageBucket(this, 'files', { cors: [{ origin: ['*'], method: ['GET'] }] });`, 'main.ts', [ANYONE]],
    ['SST 3: an API', "export default $config({ async run() { new sst.aws.ApiGatewayV2('Api', { cors: { allowOrigins: ['*'] } }); } });", 'sst.config.ts', [ANYONE]],
    ['SST 3: an API with its default', "export default $config({ async run() { new sst.aws.ApiGatewayV2('Api'); /* cors */ } });", 'sst.config.ts', [ANYONE]],
    ['SST 3: a function', "new sst.aws.Function('Hello', { handler: 'a.b', url: { cors: { allowCredentials: true } } });", 'infra/api.ts', [ECHOED]],
    ['SST 3: a bucket', `new sst.aws.Bucket('Files', { cors: { allowOrigins: ['${GOOD}'] } });`, 'infra/files.ts', [LISTED]],
    ['SST 3: a name of the file', "import * as sst from './own';\nnew sst.aws.Bucket('Files', { cors: { allowOrigins: ['*'] } });", 'infra/files.ts', []],
    ['SST 2: a function', "import { Function } from 'sst/constructs';\nnew Function(stack, 'Hello', { url: { cors: { allowCredentials: true } } });", 'stacks/api.ts', [ECHOED]],
    ['SST 2: a bucket', "import { Bucket } from 'sst/constructs';\nnew Bucket(stack, 'Files', { cors: [{ allowedOrigins: ['*'], allowedMethods: ['GET'] }] });", 'stacks/files.ts', [ANYONE]],
    ['serverless: an HTTP API', serverless("provider: { name: 'aws', httpApi: { cors: true } }"), 'serverless.ts', [ANYONE]],
    ['serverless: a function URL', serverless("functions: { hello: { handler: 'a.b', url: { cors: { allowCredentials: true } } } }"), 'serverless.ts', [ECHOED]],
    ['serverless: preflights alone', serverless("functions: { hello: { handler: 'a.b', events: [{ http: { method: 'get', path: 'me', cors: { origin: '*', allowCredentials: true } } }] } }"), 'serverless.ts', []],
    ['serverless: a bucket', serverless("provider: { s3: { files: { corsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] } } } }"), 'serverless.ts', [ANYONE]],
    ['serverless of a stage', serverless("provider: { httpApi: { cors: true } }"), 'serverless.production.ts', [ANYONE]],
    ['a file of another name', serverless("provider: { httpApi: { cors: true } }"), 'config.ts', []],
    ['the SDK of S3', `${SDK}await client.send(new PutBucketCorsCommand({ Bucket: 'files', CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }, { AllowedOrigins: ['https://*.example.com'], AllowedMethods: ['PUT'] }] } }));`, 'cors.ts', [ANYONE, LISTED]],
    ['the SDK of S3, the parameters by name', `${SDK}const params = { Bucket: 'files', CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['${GOOD}'], AllowedMethods: ['GET'] }] } };\nawait client.send(new PutBucketCorsCommand(params));`, 'cors.ts', [LISTED]],
    ['the older SDK of S3', `const AWS = require('aws-sdk');\nnew AWS.S3().putBucketCors({ Bucket: 'files', CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['${GOOD}'], AllowedMethods: ['GET'] }] } }, done);`, 'cors.js', [LISTED]],
    ['a store with an endpoint of its own', "import { PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';\nconst client = new S3Client({ endpoint });\nawait client.send(new PutBucketCorsCommand({ CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] } }));", 'cors.ts', [ANYONE]],
    ['Google Cloud Storage', "const { Storage } = require('@google-cloud/storage');\nawait new Storage().bucket('files').setCorsConfiguration([{ origin: ['*'], method: ['GET'], maxAgeSeconds: 3600 }]);", 'cors.js', [ANYONE]],
    ['its metadata', `import { getStorage } from 'firebase-admin/storage';\nawait getStorage().bucket().setMetadata({ cors: [{ origin: ['${GOOD}'], method: ['GET'] }] });`, 'cors.ts', [LISTED]],
    ['metadata of something else', "await file.setMetadata({ cors: [{ origin: ['*'] }] });", 'cors.ts', []],
    ['Azure storage', "import { BlobServiceClient } from '@azure/storage-blob';\nawait client.setProperties({ cors: [{ allowedOrigins: '*', allowedMethods: 'GET' }, { allowedOrigins: 'https://app.example.com, https://*.example.org', allowedMethods: 'PUT' }] });", 'cors.ts', [ANYONE, LISTED]],
    ['Cloudflare', `import Cloudflare from 'cloudflare';\nawait new Cloudflare().r2.buckets.cors.update('files', { account_id, rules: [{ allowed: { origins: ['${GOOD}'], methods: ['GET'] } }] });`, 'cors.ts', [LISTED]],
  ])('%s', (_title, source, file, expected) => {
    expect(answers(source, file)).toEqual(expected);
  });
});

const rule = (members: string): string => `${SDK}await client.send(new PutBucketCorsCommand({ CORSConfiguration: { CORSRules: [{ ${members} }] } }));`;
const functionUrl = (members: string): string => `${CDK}fn.addFunctionUrl({ cors: { ${members} } });`;
const httpApi = (members: string): string => `${CDK}new apigw.HttpApi(this, 'Api', { corsPreflight: { ${members} } });`;

describe('what a service refuses', () => {
  ruleTable('valid-cors-options', {
    valid: [
      { title: 'methods of S3', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'], ExposeHeaders: ['ETag'], AllowedHeaders: ['*']") },
      { title: 'OPTIONS for another store', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['GET', 'OPTIONS']").replace('S3Client({})', 'S3Client({ endpoint })') },
      { title: 'OPTIONS by a client of another file', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['GET', 'OPTIONS']").replace('const client = new S3Client({});', "import { client } from './client.js';") },
      { title: 'OPTIONS by a client with options of another file', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['GET', 'OPTIONS']").replace('S3Client({})', 'S3Client(options)') },
      { title: 'every method of a function URL', code: functionUrl("allowedOrigins: ['*'], allowedMethods: [lambda.HttpMethod.ALL]") },
      { title: 'methods that are not shown', code: functionUrl("allowedOrigins: ['*'], allowedMethods: methods") },
      { title: 'OPTIONS of an HTTP API', code: httpApi("allowOrigins: ['*'], allowMethods: [apigw.CorsHttpMethod.OPTIONS]") },
      { title: 'every origin without credentials', code: httpApi("allowOrigins: ['*'], allowCredentials: false") },
      { title: 'credentials that the deployment decides', code: httpApi("allowOrigins: ['*'], allowCredentials: props.credentials") },
      { title: 'every origin alone in a REST API', code: `${CDK}new rest.RestApi(this, 'Api', { defaultCorsPreflightOptions: { allowOrigins: ['*'] } });`.replace('aws_s3 as s3', 'aws_apigateway as rest') },
      { title: 'one origin with credentials', code: httpApi("allowOrigins: ['https://app.example.com'], allowCredentials: true") },
      { title: 'every header of Google', code: "import { Storage } from '@google-cloud/storage';\nawait bucket.setCorsConfiguration([{ origin: ['*'], method: ['*'], responseHeader: ['*'] }]);" },
    ],
    invalid: [
      {
        title: 'OPTIONS for S3',
        code: rule("AllowedOrigins: ['*'], AllowedMethods: ['GET', 'OPTIONS']"),
        reports: ['refused'],
        message: "`'OPTIONS'` is refused by S3: it takes the methods GET, PUT, POST, DELETE and HEAD. Nothing of this configuration takes effect.",
        at: "'OPTIONS'",
        suggestions: [rule("AllowedOrigins: ['*'], AllowedMethods: ['GET']")],
      },
      { title: 'PATCH for S3', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['PATCH', 'GET']"), reports: ['refused'], suggestions: [rule("AllowedOrigins: ['*'], AllowedMethods: ['GET']")] },
      { title: 'every exposed header', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['GET'], ExposeHeaders: ['*']"), reports: ['refused'], message: "`'*'` is refused by S3: it takes no '*' among exposed headers. Nothing of this configuration takes effect." },
      { title: 'two wildcards', code: rule("AllowedOrigins: ['https://*.*.example.com'], AllowedMethods: ['GET']"), reports: ['refused'], message: "`'https://*.*.example.com'` is refused by S3: it takes one '*' in an origin. Nothing of this configuration takes effect." },
      { title: 'every origin beside others in a REST API', code: `${CDK}new rest.RestApi(this, 'Api', { defaultCorsPreflightOptions: { allowOrigins: ['*', 'https://app.example.com'] } });`.replace('aws_s3 as s3', 'aws_apigateway as rest'), reports: ['refused'], message: "`'*'` is refused by a REST API of API Gateway: it takes no '*' beside other origins. Nothing of this configuration takes effect." , suggestions: [`${CDK}new rest.RestApi(this, 'Api', { defaultCorsPreflightOptions: { allowOrigins: ['https://app.example.com'] } });`.replace('aws_s3 as s3', 'aws_apigateway as rest')] },
      { title: 'OPTIONS of a function URL', code: functionUrl("allowedOrigins: ['*'], allowedMethods: [lambda.HttpMethod.GET, lambda.HttpMethod.OPTIONS]"), reports: ['refused'], suggestions: [functionUrl("allowedOrigins: ['*'], allowedMethods: [lambda.HttpMethod.GET]")] },
      { title: 'every origin with credentials', code: httpApi("allowOrigins: ['*'], allowCredentials: true"), reports: ['refused'], message: "`'*'` is refused by an HTTP API of API Gateway: it takes no '*' together with credentials. Nothing of this configuration takes effect." },
      { title: 'the default of a framework with credentials', code: serverless('provider: { httpApi: { cors: { allowCredentials: true } } }'), filename: 'serverless.ts', typescript: true, reports: ['refused'], message: "`true` is refused by an HTTP API of the Serverless Framework: without origins it allows '*', and it takes no '*' together with credentials. Nothing of this configuration takes effect." },
    ],
  });
});

describe('function URLs with credentials', () => {
  ruleTable('no-reflected-origin', {
    valid: [
      { title: 'listed origins', code: functionUrl("allowedOrigins: ['https://app.example.com'], allowCredentials: true") },
      { title: 'every origin without credentials', code: functionUrl("allowedOrigins: ['*']") },
      { title: 'a bucket for every origin with TLS', code: rule("AllowedOrigins: ['https://*'], AllowedMethods: ['GET']") },
      { title: 'a bucket whose setting may be missing', code: rule("AllowedOrigins: [process.env.ORIGIN ?? '*'], AllowedMethods: ['GET']") },
    ],
    invalid: [
      {
        title: 'every origin',
        code: functionUrl("allowedOrigins: ['*'], allowCredentials: true"),
        reports: ['reflectedWithCredentials'],
        suggestions: [functionUrl("allowedOrigins: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(','), allowCredentials: true")],
      },
      { title: 'every origin of a scheme', code: httpApi("allowOrigins: ['https://*'], allowCredentials: true"), reports: ['vacuousCheck'] },
    ],
  });
});

describe('buckets', () => {
  const EVERY_RULE = ['no-wildcard-origin', 'no-reflected-origin', 'no-bypassable-origin-check', 'no-insecure-origin', 'no-shared-hosting-origin', 'no-credentialed-wildcard', 'require-vary-origin', 'no-null-origin', 'valid-allow-origin', 'valid-cors-headers', 'valid-cors-options'];

  it.each([
    ['public objects', rule("AllowedOrigins: ['*'], AllowedMethods: ['GET', 'HEAD']")],
    ['uploads by signed addresses', rule("AllowedOrigins: ['*'], AllowedMethods: ['PUT', 'POST', 'DELETE'], AllowedHeaders: ['*']")],
    ['a page without TLS, and one of a host for everyone', rule("AllowedOrigins: ['http://intranet.example.com', 'https://app.vercel.app'], AllowedMethods: ['PUT']")],
    ['subdomains', rule("AllowedOrigins: ['https://*.example.com'], AllowedMethods: ['PUT']")],
    ['a server on loopback that configures one', `${rule("AllowedOrigins: ['*'], AllowedMethods: ['GET']")}\napp.listen(3000, '127.0.0.1');`],
  ])('%s: the recommended rules are silent', (_title, code) => {
    expect(EVERY_RULE.flatMap((name) => lint(name, code))).toEqual([]);
  });

  ruleTable('no-wildcard-origin', {
    valid: [{ title: 'without being asked', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['PUT']") }],
    invalid: [{ title: 'where every wildcard is asked for', code: rule("AllowedOrigins: ['*'], AllowedMethods: ['PUT']"), options: { scope: 'all' }, reports: ['wildcard'] }],
  });

  ruleTable('valid-allow-origin', {
    valid: [
      { title: 'wildcards that the service knows', code: rule("AllowedOrigins: ['https://*.example.com', '*.example.com', 'http://localhost:*'], AllowedMethods: ['GET']") },
      { title: 'wildcards that nobody documents', code: httpApi("allowOrigins: ['https://*.example.com', 'http://*']") },
      { title: 'hosts for CloudFront', code: `${CDK}new cloudfront.ResponseHeadersPolicy(this, 'Headers', { corsBehavior: { accessControlAllowOrigins: ['app.example.com', '*.example.com'], accessControlAllowCredentials: true } });` },
      { title: 'several in the text of Azure', code: "import '@azure/storage-blob';\nawait client.setProperties({ cors: [{ allowedOrigins: 'https://a.example,https://b.example', allowedMethods: 'GET' }] });" },
    ],
    invalid: [
      { title: 'a slash', code: rule("AllowedOrigins: ['https://app.example.com/'], AllowedMethods: ['GET']"), reports: ['notAnOrigin'], suggestions: [rule("AllowedOrigins: ['https://app.example.com'], AllowedMethods: ['GET']")] },
      { title: 'a host alone', code: "import { Storage } from '@google-cloud/storage';\nawait bucket.setCorsConfiguration([{ origin: ['app.example.com'], method: ['GET'] }]);", reports: ['missingScheme'] },
    ],
  });

  it('hold no claim about credentials', () => {
    const [policy] = analysisOf(rule("AllowedOrigins: ['https://app.example.com'], AllowedMethods: ['GET']"), 'cors.ts').policies;
    expect(policy?.allowCredentials.kind).toBe('unknown');
  });
});
