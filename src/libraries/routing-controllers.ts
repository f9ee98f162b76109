import { cors } from './cors.ts';
import { koaCors, koaCorsVersion2, koaCorsVersion3, koaCorsVersion3Point4, koaCorsVersion4 } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

const documentation = 'https://www.npmjs.com/package/routing-controllers';

/** On Express the option goes to the middleware of that name; without it, nothing is sent. */
export const routingControllers = {
  ...cors,
  id: 'routing-controllers',
  name: 'routing-controllers',
  platform: 'framework',
  optIn: true,
  package: 'routing-controllers',
  versions: '*',
  measured: '0.11.3',
  documentation,
  calls: [
    { kind: 'call', module: /^routing-controllers$/, exports: ['createExpressServer'], options: 0, at: 'cors', absent: 'off' },
    { kind: 'call', module: /^routing-controllers$/, exports: ['useExpressServer'], options: 1, at: 'cors', absent: 'off' },
    { kind: 'call', module: /^routing-controllers$/, exports: ['createServer', 'createExecutor'], options: 1, at: 'cors', absent: 'off', where: /\bnew ExpressDriver\b/, unless: /\bnew KoaDriver\b/ },
  ],
} as const satisfies OptionLibrary;

/** On Koa it goes to `@koa/cors`, which the project itself installs: that package's version decides. */
const onKoa = {
  id: 'routing-controllers/koa',
  name: 'routing-controllers with @koa/cors',
  platform: 'framework',
  optIn: true,
  documentation,
  calls: [
    { kind: 'call', module: /^routing-controllers$/, exports: ['createKoaServer'], options: 0, at: 'cors', absent: 'off' },
    { kind: 'call', module: /^routing-controllers$/, exports: ['useKoaServer'], options: 1, at: 'cors', absent: 'off' },
    { kind: 'call', module: /^routing-controllers$/, exports: ['createServer', 'createExecutor'], options: 1, at: 'cors', absent: 'off', where: /\bnew KoaDriver\b/, unless: /\bnew ExpressDriver\b/ },
  ],
} as const satisfies Partial<OptionLibrary>;

/** With the current `@koa/cors`. */
export const routingControllersKoa = { ...koaCors, ...onKoa } as const satisfies OptionLibrary;

/** With `@koa/cors` 4, whose default is an echo. */
export const routingControllersKoaVersion4 = { ...koaCorsVersion4, ...onKoa } as const satisfies OptionLibrary;

/** With `@koa/cors` 3. */
export const routingControllersKoaVersion3 = { ...koaCorsVersion3, ...onKoa } as const satisfies OptionLibrary;

/** With `@koa/cors` until 3.4.0. */
export const routingControllersKoaVersion3Point4 = { ...koaCorsVersion3Point4, ...onKoa } as const satisfies OptionLibrary;

/** With `@koa/cors` 2. */
export const routingControllersKoaVersion2 = { ...koaCorsVersion2, ...onKoa } as const satisfies OptionLibrary;
