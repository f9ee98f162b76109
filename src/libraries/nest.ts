import { cors } from './cors.ts';
import { fastifyCors } from './fastify-cors.ts';
import type { LibraryCall, OptionLibrary } from './library-model.ts';

const FASTIFY = /\bFastifyAdapter\b/;

const callsWhere = (adapter: { where?: RegExp; unless?: RegExp }): readonly LibraryCall[] => [
  { kind: 'method', method: /^enableCors$/, options: 0, ...adapter },
  { kind: 'call', module: /^@nestjs\/core$/, exports: ['NestFactory.create'], options: 'any', at: 'cors', absent: 'off', ...adapter },
];

/** Nest on Express hands its options unchanged to the `cors` middleware; `cors: true` and `enableCors()` are its defaults. */
export const nestExpress: OptionLibrary = {
  ...cors,
  id: '@nestjs/platform-express',
  name: 'Nest',
  platform: 'nest',
  optIn: true,
  package: '@nestjs/core',
  versions: '*',
  measured: '11.2.10',
  documentation: 'https://www.npmjs.com/package/@nestjs/core',
  calls: callsWhere({ unless: FASTIFY }),
};

/** Nest on Fastify hands them to `@fastify/cors`. */
export const nestFastify: OptionLibrary = {
  ...fastifyCors,
  id: '@nestjs/platform-fastify',
  name: 'Nest with Fastify',
  platform: 'nest',
  optIn: true,
  package: '@nestjs/core',
  versions: '*',
  measured: '11.2.10',
  documentation: 'https://www.npmjs.com/package/@nestjs/core',
  calls: callsWhere({ where: FASTIFY }),
};
