import type { HeaderWriter } from './library-model.ts';

/** Koa's context and response. Koa 2 writes the text `undefined`, Koa 3 answers with status 500. */
export const koa = {
  id: 'koa',
  name: 'Koa',
  platform: 'koa',
  measured: '2.16 and 3.3',
  modules: /^(?:koa|@koa\/router|koa-router)$/,
  receivers: /ctx|context|response|this/i,
  methods: { set: 'set', append: 'append', vary: 'vary', remove: 'remove' },
  // `ctx.body` sends nothing before the handler is done; `ctx.set` returns at once where Node's response has sent (`koa/lib/response.js`).
  late: { settledBy: ['flushHeaders'], outcome: 'lost' },
  values: { undefined: 'undefined', null: 'null' },
  vary: "TARGET.vary('Origin');",
} as const satisfies HeaderWriter;
