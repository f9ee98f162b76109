import { defineRule } from '../src/define-rule.ts';
import type { ClientRequest, RequestHeader } from '../src/policy/client-request.ts';
import { corsHeader } from '../src/protocol/header-names.ts';
import { misspeltHeader } from '../src/protocol/misspelt-header.ts';
import { isForbiddenRequestHeader } from '../src/protocol/request-headers.ts';

/**
 * A server allows, a client cannot: `Access-Control-Allow-Origin` in a request is a header like any other that needs a
 * preflight, and the browser writes `Origin` and its like alone (Fetch, sections "CORS-preflight fetch" and "forbidden
 * request-header").
 */
export default defineRule({
  name: 'no-cors-header-in-request',
  description: 'Disallow headers in requests that only servers answer with, or only browsers write',
  preset: 'recommended',
  messages: {
    responseHeader: '{{value}} is a header of answers. In a request of {{client}} it allows nothing: across origins the browser asks the server for leave to send it, and refuses the request where that is not given.',
    forbiddenHeader: '{{value}} is written by the browser alone: what {{client}} is given here is not sent.',
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const request of file.requests) {
      for (const header of request.headers) {
        const messageId = faultOf(header, request);
        if (messageId === null) continue;
        yield {
          messageId,
          data: { value: `\`${header.name}\``, client: request.client },
          place: header.place,
          severity: messageId === 'responseHeader' ? 'medium' : 'low',
          witness: null,
          suggestions: header.removal === null ? [] : [{ description: 'Remove the header from the request.', edits: [{ ...header.removal, text: '' }] }],
        };
      }
    }
  },
});

function faultOf({ name, value }: RequestHeader, { isInBrowser }: ClientRequest): 'responseHeader' | 'forbiddenHeader' | null {
  const known = corsHeader(name) ?? corsHeader(misspeltHeader(name) ?? '');
  if (known?.direction === 'response' && known.obsolete === null) return 'responseHeader';
  return isInBrowser && isForbiddenRequestHeader([name, value ?? '']) ? 'forbiddenHeader' : null;
}
