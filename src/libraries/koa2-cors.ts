import { koaCorsVersion3Point4 } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

/** `koa2-cors` wants `credentials: true` exactly, and drops them from answers, but not from preflights, that say `*`. */
export const koa2Cors = {
  ...koaCorsVersion3Point4,
  id: 'koa2-cors',
  name: 'koa2-cors',
  package: 'koa2-cors',
  versions: '*',
  measured: '2.0.6',
  documentation: 'https://www.npmjs.com/package/koa2-cors',
  calls: [{ kind: 'call', module: /^koa2-cors$/, exports: [''], options: 0, makes: 'middleware' }],
  function: { ...koaCorsVersion3Point4.function, awaits: false },
  credentials: { on: 'true', withAny: 'differs' },
  sends: { lists: 'arrays', texts: { allowMethods: 'no-preflight', allowHeaders: 'no-preflight', exposeHeaders: 'no-answer' } },
  defaults: { ...koaCorsVersion3Point4.defaults, allowMethods: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] },
  withoutOrigin: 'differs',
} as const satisfies OptionLibrary;
