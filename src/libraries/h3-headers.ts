import type { HeaderWriter } from './library-model.ts';

/**
 * The functions of h3 that write headers, also where Nitro and Nuxt import them by themselves. h3 1 hands the value to
 * Node's response, which throws for `undefined`.
 */
export const h3Headers = {
  id: 'h3-headers',
  name: 'h3',
  platform: 'h3',
  measured: '1.15.11',
  modules: /^(?:h3|vinxi\/http|@solidjs\/start\/http|nitro\/h3|#imports)$/,
  receivers: /^event$/,
  methods: {},
  functions: {
    names: {
      setResponseHeader: 'set',
      setHeader: 'set',
      setResponseHeaders: 'set',
      setHeaders: 'set',
      appendResponseHeader: 'append',
      appendHeader: 'append',
      appendResponseHeaders: 'append',
      appendHeaders: 'append',
      removeResponseHeader: 'remove',
    },
    global: /\b(?:defineEventHandler|eventHandler|defineNitroPlugin|defineCachedEventHandler)\b/,
  },
  // By Node's response alone, `event.node.res`: what h3's own functions send, they send later.
  late: { settledBy: [], outcome: 'throws' },
  values: { undefined: 'error', null: 'null' },
  vary: "TARGET.node.res.appendHeader('Vary', 'Origin');",
} as const satisfies HeaderWriter;
