import type { HeaderWriter } from './library-model.ts';

/**
 * An object whose properties are response headers: the `headers` of a `Response`, of a Lambda-style result, of
 * `writeHead`, or a shared `corsHeaders` constant that is spread into them.
 */
export const headerObject = {
  id: 'headers object',
  name: 'a headers object',
  platform: 'serverless',
  measured: 'Node 20.20.2',
  modules: null,
  receivers: /headers?$/i,
  methods: {},
  values: { undefined: 'absent', null: 'null' },
  vary: "TARGET['Vary'] = 'Origin';",
} as const satisfies HeaderWriter;
