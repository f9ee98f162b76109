import { koaCors } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

/** `egg-cors`: `config.cors` goes to `@koa/cors`; without an origin it asks the security plugin's `domainWhiteList`. */
export const eggCors = {
  id: 'egg-cors',
  name: 'egg-cors',
  platform: 'koa',
  package: 'egg-cors',
  versions: '*',
  measured: '3.0.1',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/egg-cors',
  calls: [
    { kind: 'exported', at: 'cors', file: /config\/config\.\w+\.[jt]s$/ },
  ],
  options: koaCors.options,
  origin: {
    missing: 'off',
    undefined: 'off',
    null: 'off',
    emptyString: 'off',
    star: 'any',
    true: 'text',
    false: 'off',
    string: 'fixed',
    regexp: 'text',
    array: 'lines',
    emptyArray: 'absent',
    other: 'text',
    elements: { string: 'equal', star: 'any', regexp: 'absent', other: 'absent' },
  },
  function: koaCors.function,
  credentials: koaCors.credentials,
  defaults: koaCors.defaults,
  withoutOrigin: koaCors.withoutOrigin,
  vary: koaCors.vary,
  preflight: koaCors.preflight,
  delegate: null,
  safeForm: koaCors.safeForm,
} as const satisfies OptionLibrary;
