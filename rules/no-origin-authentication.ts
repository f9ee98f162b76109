import { defineRule } from '../src/define-rule.ts';

/**
 * A browser writes `Origin` and keeps pages from writing it (Fetch, section "forbidden request-header"), so that it tells which
 * page a visitor's browser acts for. Nothing keeps another program from sending any `Origin` that it likes: the header
 * says nothing of who sends a request.
 */
export default defineRule({
  name: 'no-origin-authentication',
  description: 'Disallow taking `Origin` or `Referer` for proof of who sends a request',
  preset: 'strict',
  type: 'suggestion',
  messages: {
    grantedByOrigin:
      "{{value}} is all that '{{granted}}' asks for, and '{{header}}' is written by the client: any program outside a browser sends it, as `curl -H '{{header}}: {{passing}}'` does. Verify a session or a token.",
    skippedByOrigin:
      "{{value}} is enough without '{{granted}}', and '{{header}}' is written by the client: any program outside a browser sends it, as `curl -H '{{header}}: {{passing}}'` does. Verify the session or the token of every request.",
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const { kind, place, text, granted, header, passing, request } of file.originGrants) {
      yield {
        messageId: kind === 'identity' ? 'grantedByOrigin' : 'skippedByOrigin',
        data: { value: `\`${text}\``, granted, header, passing: passing ?? '…' },
        place,
        severity: 'high',
        witness: passing === null || request === null ? null : { request: { ...request, headers: { [header]: passing } }, response: {} },
        suggestions: [],
      };
    }
  },
});
