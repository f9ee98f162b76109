import { cors } from './cors.ts';
import { express } from './express.ts';
import { fastifyCors } from './fastify-cors.ts';
import { fastify } from './fastify.ts';
import { fetchApi } from './fetch-api.ts';
import { headerObject } from './header-object.ts';
import { honoCors } from './hono-cors.ts';
import { hono } from './hono.ts';
import { koaCors } from './koa-cors.ts';
import { koa } from './koa.ts';
import type { HeaderWriter, OptionLibrary } from './library-model.ts';
import { nestExpress, nestFastify } from './nest.ts';
import { nodeHttp } from './node-http.ts';

/** Every library that takes CORS options. */
export const OPTION_LIBRARIES: readonly OptionLibrary[] = [cors, fastifyCors, koaCors, honoCors, nestExpress, nestFastify];

/** Every way to write response headers; where a method is ambiguous, the first whose package the file imports. */
export const HEADER_WRITERS: readonly HeaderWriter[] = [express, koa, fastify, hono, nodeHttp, fetchApi, headerObject];
