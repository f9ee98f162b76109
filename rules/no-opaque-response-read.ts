import { defineRule } from '../src/define-rule.ts';
import { isSafelistedRequestHeader } from '../src/protocol/request-headers.ts';

/**
 * `mode: 'no-cors'` does not switch CORS off. It gives up the answer: the response is opaque, its body empty and its
 * status 0, and headers that would need a preflight are dropped (Fetch, sections "opaque filtered response" and
 * "request-no-cors").
 */
export default defineRule({
  name: 'no-opaque-response-read',
  description: "Disallow reading the response of a request with `mode: 'no-cors'`",
  preset: 'recommended',
  messages: {
    opaqueRead: "{{value}} reads a response that `mode: 'no-cors'` makes opaque: its body is empty, its status 0, and `ok` is false, whatever the server answers.",
    droppedHeader: "{{value}} is not sent: with `mode: 'no-cors'` the browser drops every header that would need a preflight.",
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const { noCors, reads, headers, client, isInBrowser } of file.requests) {
      if (noCors === null || client !== 'fetch') continue;
      const suggestions = noCors.removal === null ? [] : [{ description: "Remove `mode: 'no-cors'`. The server's CORS policy decides then whether the page gets the answer.", edits: [{ ...noCors.removal, text: '' }] }];
      const [read] = reads;
      if (read !== undefined) yield { messageId: 'opaqueRead', data: { value: `\`${read.text}\`` }, place: read.place, severity: 'medium', witness: null, suggestions };
      const dropped = isInBrowser ? headers.find(({ name, value }) => !/^access-control-/i.test(name) && value !== null && !isSafelistedRequestHeader([name, value])) : undefined;
      if (dropped !== undefined) yield { messageId: 'droppedHeader', data: { value: `\`${dropped.name}\`` }, place: dropped.place, severity: 'medium', witness: null, suggestions };
    }
  },
});
