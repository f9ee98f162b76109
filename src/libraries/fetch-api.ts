import type { HeaderWriter } from './library-model.ts';

/**
 * `Response` and `Headers` of the Fetch API, and what extends them (`NextResponse`): route handlers, workers, edge and
 * serverless functions. `Headers` converts every value to a string (Web IDL `ByteString`).
 */
export const fetchApi = {
  id: 'fetch',
  name: 'the Fetch API',
  platform: 'fetch',
  measured: 'Node 20.20.2',
  modules: null,
  receivers: /headers$/i,
  methods: { set: 'set', append: 'append', delete: 'remove' },
  values: { undefined: 'undefined', null: 'null' },
  vary: "TARGET.append('Vary', 'Origin');",
} as const satisfies HeaderWriter;
