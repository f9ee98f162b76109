import type { HeaderWriter } from './library-model.ts';

/** Hono's context: `c.header(name, undefined)` removes the header. */
export const hono = {
  id: 'hono',
  name: 'Hono',
  platform: 'hono',
  measured: '4.13.19',
  modules: /^(?:hono|@hono\/.*|npm:hono.*|jsr:@hono\/.*)$/,
  receivers: /^c$|ctx|context/i,
  methods: { header: 'set' },
  late: { settledBy: ['json', 'text', 'html', 'body', 'newResponse', 'redirect'], outcome: 'made' },
  values: { undefined: 'absent', null: 'null' },
  vary: "TARGET.header('Vary', 'Origin', { append: true });",
} as const satisfies HeaderWriter;
