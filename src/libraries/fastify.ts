import type { HeaderWriter } from './library-model.ts';

/** Fastify's reply. `undefined` becomes an empty value; there is no method that merges `Vary`. */
export const fastify = {
  id: 'fastify',
  name: 'Fastify',
  platform: 'fastify',
  measured: '5.10',
  modules: /^fastify$/,
  receivers: /reply|rep|res|response/i,
  methods: { header: 'set', headers: 'set', removeHeader: 'remove' },
  // `reply.header` keeps what it is given, and nothing reads it any more.
  late: { settledBy: ['send', 'redirect'], outcome: 'lost' },
  values: { undefined: '', null: 'null' },
  vary: "TARGET.header('Vary', 'Origin');",
} as const satisfies HeaderWriter;
