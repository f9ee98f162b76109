import type { HeaderOption } from './library-model.ts';
import type { Safeguard } from './safeguard-model.ts';

/** `core.allowedHosts: true` of Storybook's `main` file. */
export const storybookHosts = {
  id: 'storybook hosts',
  name: 'Storybook',
  platform: 'development',
  package: 'storybook',
  measured: '10.6.7',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/storybook',
  protects: 'host',
  what: 'the source code and stories that it serves',
  switches: [
    { place: { kind: 'exported', at: 'core.allowedHosts', file: /(?:^|\/)\.storybook\/main\.[cm]?[jt]s$/ }, off: [true] },
    { place: { kind: 'call', module: /^@storybook\/[\w-]+(?:\/node)?$/, exports: ['defineMain'], options: 0, at: 'core.allowedHosts', absent: 'off' }, off: [true] },
  ],
} as const satisfies Safeguard;

/** `.storybook/middleware`: what it exports is given the application that the development server is made of. */
export const storybookMiddleware = {
  id: 'storybook middleware',
  name: 'Storybook',
  platform: 'development',
  package: 'storybook',
  versions: '*',
  measured: '10.6.7',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/storybook',
  audience: 'developer',
  headers: [{ kind: 'exported', at: '', file: /(?:^|\/)\.storybook\/middleware\.[cm]?[jt]s$/ }],
} as const satisfies HeaderOption;
