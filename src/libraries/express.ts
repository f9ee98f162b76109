import type { HeaderWriter } from './library-model.ts';
import { nodeHttp } from './node-http.ts';

/** Express 4 and 5, also where Firebase and Google functions hand out its response: both convert every value with `String`, and `res.vary` merges where `res.set('Vary', …)` replaces. */
export const express = {
  id: 'express',
  name: 'Express',
  platform: 'express',
  measured: '4.22.3 and 5.3.0',
  modules: /^(?:express|firebase-functions(?:\/.*)?|@google-cloud\/functions-framework)$/,
  receivers: /res|resp|response/i,
  methods: { set: 'set', header: 'set', append: 'append', vary: 'vary' },
  late: nodeHttp.late,
  values: { undefined: 'undefined', null: 'null' },
  vary: "TARGET.vary('Origin');",
} as const satisfies HeaderWriter;
