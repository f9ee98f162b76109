import { koaCorsVersion3Point4 } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

/** The predecessor of `@koa/cors`; it does not wait for a promise of an origin function. */
export const kcors = {
  ...koaCorsVersion3Point4,
  id: 'kcors',
  name: 'kcors',
  package: 'kcors',
  versions: '*',
  measured: '2.2.2',
  documentation: 'https://www.npmjs.com/package/kcors',
  calls: [{ kind: 'call', module: /^(?:kcors|koa-cors)$/, exports: [''], options: 0, makes: 'middleware' }],
  function: { ...koaCorsVersion3Point4.function, awaits: false },
} as const satisfies OptionLibrary;
