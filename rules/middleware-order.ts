import { defineRule } from '../src/define-rule.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import type { LateHeader } from '../src/policy/late-header.ts';
import type { Misplacement } from '../src/policy/order.ts';
import type { Policy } from '../src/policy/policy.ts';
import { acceptedOrigin, witnessFrom, type Witness } from '../src/policy/witness.ts';

/**
 * Express, Koa and Hono run middleware in the order of registration. What answers before the CORS middleware answers
 * without its headers, and a browser keeps such an answer from the page (Fetch, sections "CORS check" and
 * "CORS-preflight fetch").
 */
export default defineRule({
  name: 'middleware-order',
  description: 'Disallow CORS middleware that comes after what it is for',
  preset: 'recommended',
  messages: {
    afterRoutes: "{{value}} is registered after {{before}} and every other route: their answers have no Access-Control-Allow-Origin, and browsers keep them from pages of other origins.",
    afterAuthentication: "{{value}} is registered after {{before}}, which answers preflights with 401 or 403 and no Access-Control-Allow-Origin: browsers refuse whatever needs a preflight, such as {{request}} with an Authorization header.",
    headersAfterSend: "{{settling}} {{done}} at line {{line}}: {{write}} {{outcome}}{{then}}, and no browser gets its {{header}}.",
  },
  schema: null,
  defaults: {},
  *check(policy) {
    const { misplacement } = policy;
    if (misplacement === null) return;
    const { kind, place, before, route, move } = misplacement;
    yield {
      messageId: kind === 'after-routes' ? 'afterRoutes' : 'afterAuthentication',
      data: { value: policy.preflight.by === 'library' ? `\`${policy.site.library}\`` : 'The middleware that writes Access-Control-Allow-Origin', before: `\`${before.text}\``, request: route.path === '*' ? `a ${route.method} request` : `${route.method} ${route.path}` },
      place,
      severity: 'medium',
      witness: witnessOf(policy, misplacement),
      suggestions: move === null ? [] : [{
        description: `Move it before \`${before.text}\`. The routes that follow are opened to the origins that it allows.`,
        edits: [{ start: move.at, end: move.at, text: move.text }, { ...move.removed, text: '' }],
      }],
    };
  },
  *checkFile({ lateHeaders }) {
    for (const { place, text, name, settling, outcome, always, move } of lateHeaders) {
      yield {
        messageId: 'headersAfterSend',
        data: { settling: `\`${settling.text}\``, line: String(settling.line), done: `${always ? 'has' : 'may have'} ${OUTCOMES[outcome].done}`, outcome: OUTCOMES[outcome].becomes, then: always ? '' : ' then', write: `\`${text}\``, header: name.replace(/(?:^|-)[a-z]/g, (part) => part.toUpperCase()) },
        place,
        severity: 'medium',
        witness: null,
        suggestions: move === null ? [] : [{
          description: `Write it before \`${settling.text}\`. The answer is then open to the origins that it allows.`,
          edits: [{ start: move.at, end: move.at, text: move.text }, { ...move.removed, text: '' }],
        }],
      };
    }
  },
});

const OUTCOMES = {
  throws: { done: 'sent the headers', becomes: 'throws ERR_HTTP_HEADERS_SENT' },
  lost: { done: 'sent the headers', becomes: 'comes too late' },
  made: { done: 'made the answer', becomes: 'does not change it' },
} as const satisfies Record<LateHeader['outcome'], Readonly<Record<'done' | 'becomes', string>>>;

/** The request of an allowed origin that gets an answer without the header. */
function witnessOf(policy: Policy, { kind, route }: Misplacement): Witness | null {
  for (const { answer, when } of outcomesOf(policy.allowOrigin)) {
    const origin = answer.kind === 'fixed' ? answer.value : answer.kind === 'any' || answer.kind === 'echo' ? acceptedOrigin(when) : null;
    if (origin === null) continue;
    const governed = { ...policy, scope: { ...policy.scope, paths: [route.path] } };
    return kind === 'after-routes'
      ? witnessFrom(governed, origin, { 'Access-Control-Allow-Origin': null }, route.method)
      : witnessFrom(governed, origin, { 'Access-Control-Allow-Origin': null }, 'OPTIONS', { 'Access-Control-Request-Method': route.method });
  }
  return null;
}
