import { cors } from './cors.ts';
import { koaCors } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

/** `@feathersjs/express` passes the `cors` middleware on. */
export const feathersExpress = {
  ...cors,
  id: '@feathersjs/express',
  name: '@feathersjs/express',
  platform: 'framework',
  package: '@feathersjs/express',
  versions: '*',
  measured: '5.0.50',
  documentation: 'https://www.npmjs.com/package/@feathersjs/express',
  calls: [{ kind: 'call', module: /^@feathersjs\/express$/, exports: ['cors'], options: 0 }],
} as const satisfies OptionLibrary;

/** `@feathersjs/koa` passes `@koa/cors` on: the same name, with another vocabulary. */
export const feathersKoa = {
  ...koaCors,
  id: '@feathersjs/koa',
  name: '@feathersjs/koa',
  platform: 'framework',
  package: '@feathersjs/koa',
  versions: '*',
  measured: '5.0.50',
  documentation: 'https://www.npmjs.com/package/@feathersjs/koa',
  calls: [{ kind: 'call', module: /^@feathersjs\/koa$/, exports: ['cors'], options: 0 }],
} as const satisfies OptionLibrary;
