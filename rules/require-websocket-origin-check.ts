import { defineRule } from '../src/define-rule.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { guardOf, handshakeWitness, type Handshake } from '../src/policy/handshake.ts';
import { accepts, atomsOf, FOR_SOME_REQUEST, type OriginAtom } from '../src/policy/origin-predicate.ts';
import { quoted } from '../src/policy/policy.ts';
import { severityOf } from '../src/policy/severity.ts';
import { FOREIGN_ORIGIN, UNRELATED_ORIGINS } from '../src/policy/witness.ts';
import { listTrustedOrigins } from '../src/suggestions.ts';

/**
 * A page of any site may open a WebSocket to any server, with the visitor's cookies, and read what comes: CORS does not
 * govern it. The `Origin` of the handshake is all that tells the server whose page it is (RFC 6455, section 10.2).
 */
export default defineRule({
  name: 'require-websocket-origin-check',
  description: 'Require WebSocket servers that trust cookies, or their place in the network, to check the `Origin` of the handshake',
  preset: 'recommended',
  messages: {
    everyOriginWithCookies:
      "{{value}} completes the handshake of every page, and the code for it relies on cookies ({{evidence}}): '{{origin}}' can open a WebSocket with those of the visitor that are not SameSite.",
    corsIsNoCheck:
      "In {{library}}, 'cors' governs polling alone: a WebSocket handshake from '{{origin}}' is completed whatever it says, with the visitor's cookies that are not SameSite ({{evidence}}).",
    everyOriginOnLoopback:
      "{{value}} completes the handshake of every page, on a server that listens on '{{evidence}}': a page that its user visits, such as '{{origin}}', reaches it through their browser.",
    vacuousCheck: "{{check}} does not decide anything: {{value}} lets the handshake of '{{origin}}' through as well.",
    promiseIsYes: "{{value}} returns a promise, which {{library}} takes for a yes without awaiting it: the handshake of '{{origin}}' gets through, like that of every other page.",
    everyOrigin: "{{value}} completes the handshake of every page: '{{origin}}' can open a WebSocket from any visitor's browser.",
  },
  schema: {
    type: 'object',
    properties: {
      scope: {
        enum: ['ambient', 'all'],
        description: 'Whether to report only servers that are seen to rely on cookies or on their place in the network, or all that are not seen to ask for a token.',
      },
    },
    additionalProperties: false,
  },
  defaults: { scope: 'ambient' },
  strict: { scope: 'all' },
  *checkHandshake(handshake, { settings, options }) {
    const [outcome] = outcomesOf(handshake.allowOrigin);
    if (outcome === undefined || !UNRELATED_ORIGINS.every((origin) => accepts(outcome.when, origin, FOR_SOME_REQUEST) === 'yes')) return;
    const check = [...atomsOf(outcome.when)].find(asksForOrigin);
    const messageId = check === undefined ? messageOf(handshake) : 'vacuousCheck';
    const isExample = handshake.scope.evidence.some(({ kind }) => kind === 'example-code');
    if (messageId === null || (options.scope === 'ambient' && (messageId === 'everyOrigin' || isExample))) return;
    const { authority } = handshake;
    yield {
      messageId,
      data: {
        value: quoted(handshake.site),
        library: handshake.site.library,
        origin: FOREIGN_ORIGIN,
        evidence: authority.kind === 'unknown' ? '' : authority.evidence.text,
        check: `\`${check?.text ?? ''}\``,
      },
      place: handshake.site.place,
      severity: severityOf('reflected', guardOf(handshake)),
      witness: handshakeWitness(handshake, FOREIGN_ORIGIN),
      suggestions: listTrustedOrigins(handshake, settings),
    };
  },
});

/** Whether a test is seen to be one of the origin: what is not known may ask for a token. */
const asksForOrigin = ({ op }: OriginAtom): boolean => op !== 'present' && op !== 'depends' && op !== 'unknown';

type MessageId = 'everyOriginWithCookies' | 'corsIsNoCheck' | 'everyOriginOnLoopback' | 'promiseIsYes' | 'everyOrigin';

/** What is wrong with a handshake that every origin gets through; `null` where a token protects the connection. */
function messageOf({ authority, pretence }: Handshake): MessageId | null {
  if (pretence === 'promise') return 'promiseIsYes';
  switch (authority.kind) {
    case 'token':
      return null;
    case 'cookies':
      return pretence === 'cors' ? 'corsIsNoCheck' : 'everyOriginWithCookies';
    case 'network-position':
      return 'everyOriginOnLoopback';
    case 'unknown':
      return 'everyOrigin';
  }
}
