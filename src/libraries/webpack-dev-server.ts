import type { HeaderOption, LibraryCall } from './library-model.ts';
import type { Safeguard } from './safeguard-model.ts';

/** `devServer` of a configuration of webpack or Rspack, wherever it stands, and what the server itself is given. */
const option = (name: string): readonly LibraryCall[] => [
  { kind: 'object', keys: ['devServer'], at: `devServer.${name}`, unless: /defineNuxtConfig/ },
  { kind: 'new', module: /^(?:webpack-dev-server|@rspack\/dev-server)$/, exports: ['', 'default', 'RspackDevServer'], options: 'any', at: name, absent: 'off' },
];

/** Functions that are given the server's application, by the names of its versions. */
const SET_UP = ['setupMiddlewares', 'onBeforeSetupMiddleware', 'onAfterSetupMiddleware', 'before', 'after', 'setup'];

/**
 * `devServer.headers` of webpack-dev-server 3 to 5, an object, a list of `{ key, value }`, or a function that makes one of
 * these: sent with every answer, `OPTIONS` included. Without it, no CORS header is sent.
 */
export const webpackDevServer = {
  id: 'webpack-dev-server',
  name: 'webpack-dev-server',
  platform: 'development',
  package: 'webpack-dev-server',
  versions: '>=3',
  measured: '5.2.7',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/webpack-dev-server',
  audience: 'developer',
  headers: ['headers', ...SET_UP].flatMap(option),
} as const satisfies HeaderOption;

/** `allowedHosts: 'all'`, since version 4, and `disableHostCheck: true` before: whatever `Host` a request names is answered. */
export const webpackDevServerHosts = {
  id: 'webpack-dev-server hosts',
  name: 'webpack-dev-server',
  platform: 'development',
  package: 'webpack-dev-server',
  measured: '5.2.7',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/webpack-dev-server',
  protects: 'host',
  what: 'the source code that the development server serves',
  switches: [
    ...option('allowedHosts').map((place) => ({ place, off: ['all'], element: 'all' })),
    ...option('disableHostCheck').map((place) => ({ place, off: [true] })),
  ],
} as const satisfies Safeguard;
