import 'reflect-metadata';
import type { Server } from 'node:http';
import { conforms, onServer, PRELUDE, type Form, type Platform, type Running } from './conformance.ts';
import { EXPRESS_OPTIONS } from './express-options.ts';

interface NestApplication {
  readonly listen: (port: number, host: string) => Promise<unknown>;
  readonly getHttpServer: () => Server;
  readonly close: () => Promise<unknown>;
}

async function start(exported: unknown): Promise<Running> {
  const app = await (exported as () => Promise<NestApplication>)();
  await app.listen(0, '127.0.0.1');
  return onServer(app.getHttpServer(), () => app.close());
}

const onExpress: Platform = { name: 'Nest on Express', start };
const onFastify: Platform = { name: 'Nest on Fastify', start };

const source = (create: string, then: string, adapter = ''): string => `${PRELUDE}
require('reflect-metadata');
const { NestFactory } = require('@nestjs/core');
${adapter === '' ? '' : "const { FastifyAdapter } = require('@nestjs/platform-fastify');"}
const { Controller, Get, Module } = require('@nestjs/common');
class AppController { index() { return 'ok'; } }
Controller()(AppController);
Get('/')(AppController.prototype, 'index', Object.getOwnPropertyDescriptor(AppController.prototype, 'index'));
class AppModule {}
Module({ controllers: [AppController] })(AppModule);
module.exports = async function bootstrap() {
  const app = await NestFactory.create(AppModule, ${adapter}${create});
  ${then}
  return app;
};
`;

const created: readonly (readonly [cors: string, policies: number])[] = [
  ['true', 1],
  ['false', 0],
  ['undefined', 0],
  ['{}', 1],
  ["'*'", 1],
  ['{ credentials: true }', 1],
  ['{ origin: true, credentials: true }', 1],
  ["{ origin: '*', credentials: true }", 1],
  ['{ origin: LIST, credentials: true }', 1],
  ['{ origin: undefined }', 1],
  ['{ origin: GOOD, methods: ["GET"], allowedHeaders: ["X-A"], exposedHeaders: ["X-B"], maxAge: 5 }', 1],
  ['(req, callback) => callback(null, { origin: true })', 1],
];

/** A sample of the middleware's forms: all of them run in `cors.test.ts`. */
const SAMPLE = /^(?:no options|an empty object|undefined as|credentials alone|methods as a list|headers as a list|exposed headers as a list|maxAge as a number)|^origin (?:undefined|the wildcard|true|false|one origin|a list|a Set|an unanchored pattern|a callback that (?:accepts|refuses)|a callback with (?:membership|the origin itself|an error))(?:,|$)/;

conforms(onExpress, [
  ...created.map(([cors, policies]): Form => ({ title: `cors: ${cors}`, source: source(`{ logger: false, cors: ${cors} }`, ''), policies })),
  ...EXPRESS_OPTIONS.filter(({ title }) => SAMPLE.test(title)).map(({ options, ...form }) => ({ ...form, title: `enableCors, ${form.title}`, source: source('{ logger: false }', `app.enableCors(${options});`) })),
]);

/** A sample: Nest hands the options to the plugin, whose forms all run in `fastify-cors.test.ts`. */
conforms(onFastify, [
  ...created.filter(([cors]) => !cors.startsWith('(req')).map(([cors, policies]): Form => ({ title: `cors: ${cors}`, source: source(`{ logger: false, cors: ${cors} }`, '', 'new FastifyAdapter(), '), policies })),
  ...['{}', '{ origin: true }', '{ origin: true, credentials: true }', '{ origin: GOOD }', '{ origin: LIST, credentials: true }', '{ origin: (origin, callback) => callback(null, LIST.includes(origin)) }', '{ origin: false }', "{ origin: ['*'] }"].map(
    (options): Form => ({ title: `enableCors(${options})`, source: source('{ logger: false }', `app.enableCors(${options});`, 'new FastifyAdapter(), ') }),
  ),
]);
