import { adonisCors } from './adonis-cors.ts';
import { apolloServer, apolloServerCloudFunctions, apolloServerCloudFunctionsVersion2, apolloServerExpress, apolloServerExpressVersion2, apolloServerFastify, apolloServerHapi, apolloServerHapiVersion2, apolloServerKoa, apolloServerKoaVersion2, apolloServerLambda, apolloServerLambdaVersion2, apolloServerVersion2, apolloStandalone, apolloStandaloneVersion4 } from './apollo-server.ts';
import { cloudfront, cloudfrontManaged, cloudfrontResource } from './aws-cloudfront.ts';
import { awsFunctionUrl, awsFunctionUrlResource } from './aws-function-url.ts';
import { awsHttpApi } from './aws-http-api.ts';
import { awsRestApi } from './aws-rest-api.ts';
import { awsS3, awsS3Cdk, awsS3Resource, s3Compatible } from './aws-s3.ts';
import { azureAppService } from './azure-app-service.ts';
import { azureStorage, azureStorageResource } from './azure-storage.ts';
import { cloudflareR2 } from './cloudflare-r2.ts';
import { corsAnywhere } from './cors-anywhere.ts';
import { cors } from './cors.ts';
import { effectPlatform } from './effect.ts';
import { eggCors } from './egg-cors.ts';
import { electronHeaders, electronSwitch, electronWebSecurity } from './electron.ts';
import { elysiaCors } from './elysia-cors.ts';
import { engineIo } from './engine-io.ts';
import { esbuild, esbuildBefore } from './esbuild.ts';
import { expressWs } from './express-ws.ts';
import { express } from './express.ts';
import { fastifyCors, fastifyCorsFormer, fastifyCorsVersion10, fastifyCorsVersion7, fastifyCorsVersion8 } from './fastify-cors.ts';
import { fastifyWebsocket } from './fastify-websocket.ts';
import { fastify } from './fastify.ts';
import { feathersExpress, feathersKoa } from './feathers.ts';
import { fetchApi } from './fetch-api.ts';
import { firebaseFunctions } from './firebase-functions.ts';
import { googleStorage, googleStorageResource } from './google-storage.ts';
import { graphqlYoga, graphqlYogaNode, graphqlYogaVersion1, graphqlYogaVersion3, graphqlYogaVersion4 } from './graphql-yoga.ts';
import { h3Headers } from './h3-headers.ts';
import { h3, h3Version1 } from './h3.ts';
import { hapi } from './hapi.ts';
import { headerObject } from './header-object.ts';
import { honoCors, honoCorsVersion4Point12Point24, honoCorsVersion4Point12Point8, honoCorsVersion4Point6 } from './hono-cors.ts';
import { hono } from './hono.ts';
import { ittyRouter, ittyRouterVersion4 } from './itty-router.ts';
import { jsonServer } from './json-server.ts';
import { kcors } from './kcors.ts';
import { koaCors, koaCorsVersion2, koaCorsVersion3, koaCorsVersion3Point4, koaCorsVersion4 } from './koa-cors.ts';
import { koa } from './koa.ts';
import { koa2Cors } from './koa2-cors.ts';
import { lambdaApi } from './lambda-api.ts';
import { loopback } from './loopback.ts';
import { mastra } from './mastra.ts';
import { mcpProxy } from './mcp-proxy.ts';
import { mcpTransports } from './mcp-sdk.ts';
import { microCors } from './micro-cors.ts';
import { middyHttpCors, middyHttpCorsVersion5 } from './middy.ts';
import { moleculerWeb } from './moleculer-web.ts';
import { nestExpress, nestFastify } from './nest.ts';
import { nextHeaders } from './next.ts';
import { nextjsCors } from './nextjs-cors.ts';
import { nitroRouteRules } from './nitro.ts';
import { nodeHttp } from './node-http.ts';
import { nuxtSecurity } from './nuxt-security.ts';
import { oakCors } from './oak-cors.ts';
import { orpc } from './orpc.ts';
import { parseServer } from './parse-server.ts';
import { powertools } from './powertools.ts';
import { remixUtils } from './remix.ts';
import { restifyCorsMiddleware } from './restify-cors-middleware.ts';
import { routingControllers, routingControllersKoa, routingControllersKoaVersion2, routingControllersKoaVersion3, routingControllersKoaVersion3Point4, routingControllersKoaVersion4 } from './routing-controllers.ts';
import { sails } from './sails.ts';
import { bunUpgrade, denoUpgrade, workersUpgrade } from './server-upgrade.ts';
import { serverlessBucket, serverlessFunctionUrl, serverlessHttpApi, serverlessRestApi } from './serverless.ts';
import { socketIo, socketIoHandshake, socketIoHandshakeVersion2, socketIoVersion2 } from './socket-io.ts';
import { sstApi, sstBucket, sstFunctionUrl } from './sst.ts';
import { storybookHosts, storybookMiddleware } from './storybook.ts';
import { strapi, strapiVersion4 } from './strapi.ts';
import { tinyhttpCors } from './tinyhttp-cors.ts';
import { trpc, trpcVersion10 } from './trpc.ts';
import { tsRest } from './ts-rest.ts';
import { rsbuild, rsbuildBefore, rsbuildHeaders, vite, viteBefore, viteHeaders, viteHosts } from './vite.ts';
import { webpackDevServer, webpackDevServerHosts } from './webpack-dev-server.ts';
import { gatewayHandshake, websocketGateway } from './websocket-gateway.ts';
import { ws, wsUpgrade } from './ws.ts';
import type { HandshakeLibrary, UpgradeCall } from './handshake-model.ts';
import type { HeaderOption, HeaderWriter, OptionLibrary } from './library-model.ts';
import type { Safeguard } from './safeguard-model.ts';

/** Every library that takes CORS options; of models of one library, the current one first. */
export const OPTION_LIBRARIES: readonly OptionLibrary[] = [
  adonisCors,
  apolloServer,
  apolloServerVersion2,
  apolloServerExpress,
  apolloServerExpressVersion2,
  apolloServerKoa,
  apolloServerKoaVersion2,
  apolloServerFastify,
  apolloServerHapi,
  apolloServerHapiVersion2,
  apolloServerLambda,
  apolloServerLambdaVersion2,
  apolloServerCloudFunctions,
  apolloServerCloudFunctionsVersion2,
  apolloStandalone,
  apolloStandaloneVersion4,
  cloudfront,
  cloudfrontResource,
  cloudfrontManaged,
  awsFunctionUrl,
  awsFunctionUrlResource,
  awsHttpApi,
  awsRestApi,
  awsS3,
  s3Compatible,
  awsS3Cdk,
  awsS3Resource,
  azureAppService,
  azureStorage,
  azureStorageResource,
  cloudflareR2,
  corsAnywhere,
  cors,
  effectPlatform,
  eggCors,
  elysiaCors,
  esbuild,
  esbuildBefore,
  fastifyCors,
  fastifyCorsVersion10,
  fastifyCorsVersion8,
  fastifyCorsVersion7,
  fastifyCorsFormer,
  feathersExpress,
  feathersKoa,
  firebaseFunctions,
  googleStorage,
  googleStorageResource,
  graphqlYoga,
  graphqlYogaVersion4,
  graphqlYogaVersion3,
  graphqlYogaVersion1,
  graphqlYogaNode,
  h3,
  h3Version1,
  hapi,
  honoCors,
  honoCorsVersion4Point12Point24,
  honoCorsVersion4Point12Point8,
  honoCorsVersion4Point6,
  ittyRouter,
  ittyRouterVersion4,
  jsonServer,
  kcors,
  koaCors,
  koaCorsVersion4,
  koaCorsVersion3,
  koaCorsVersion3Point4,
  koaCorsVersion2,
  koa2Cors,
  lambdaApi,
  loopback,
  mastra,
  mcpProxy,
  microCors,
  middyHttpCors,
  middyHttpCorsVersion5,
  moleculerWeb,
  nestExpress,
  nestFastify,
  nextjsCors,
  nitroRouteRules,
  nuxtSecurity,
  oakCors,
  orpc,
  parseServer,
  powertools,
  remixUtils,
  restifyCorsMiddleware,
  routingControllers,
  routingControllersKoa,
  routingControllersKoaVersion4,
  routingControllersKoaVersion3,
  routingControllersKoaVersion3Point4,
  routingControllersKoaVersion2,
  sails,
  serverlessHttpApi,
  serverlessFunctionUrl,
  serverlessRestApi,
  serverlessBucket,
  socketIo,
  socketIoVersion2,
  sstApi,
  sstFunctionUrl,
  sstBucket,
  strapi,
  strapiVersion4,
  tinyhttpCors,
  trpc,
  trpcVersion10,
  tsRest,
  vite,
  viteBefore,
  rsbuild,
  rsbuildBefore,
  websocketGateway,
];

/** Every way to write response headers; where a method is ambiguous, the first whose package the file imports. */
export const HEADER_WRITERS: readonly HeaderWriter[] = [express, fastify, h3Headers, hono, koa, nodeHttp, fetchApi, headerObject];

/** Every option whose value is a set of response headers. */
export const HEADER_OPTIONS: readonly HeaderOption[] = [electronHeaders, nextHeaders, storybookMiddleware, viteHeaders, rsbuildHeaders, webpackDevServer];

/** Every protection that options switch off. */
export const SAFEGUARDS: readonly Safeguard[] = [electronWebSecurity, electronSwitch, mcpTransports, storybookHosts, viteHosts, webpackDevServerHosts];

/** Every library that makes WebSocket servers; of models of one library, the current one first. */
export const HANDSHAKE_LIBRARIES: readonly HandshakeLibrary[] = [engineIo, expressWs, fastifyWebsocket, socketIoHandshake, socketIoHandshakeVersion2, gatewayHandshake, ws];

/** Every call by which code completes a WebSocket handshake itself. */
export const UPGRADE_CALLS: readonly UpgradeCall[] = [bunUpgrade, denoUpgrade, workersUpgrade, wsUpgrade];
