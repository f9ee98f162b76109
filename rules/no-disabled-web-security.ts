import { defineRule } from '../src/define-rule.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { certainly } from '../src/policy/field.ts';
import { accepts, FOR_SOME_REQUEST } from '../src/policy/origin-predicate.ts';
import { quoted } from '../src/policy/policy.ts';
import { FOREIGN_ORIGIN, witnessOf } from '../src/policy/witness.ts';

/**
 * A program that shows pages in its own windows decides for their browser: whether they may read what other origins
 * answer is then no question to those servers any more (HTML, section "Origin"; Fetch, section "CORS check").
 */
export default defineRule({
  name: 'no-disabled-web-security',
  description: 'Disallow switching the same-origin policy off for the pages that a program shows',
  preset: 'recommended',
  messages: {
    webSecurityOff:
      "{{value}} switches the same-origin policy off for {{what}}: a script of '{{origin}}' that gets to run there can read what every other server answers.",
    answersRewritten:
      "{{value}} is put on the answers of every server: a page of '{{origin}}' that this session shows can read what other sites answer{{credentials}}, whatever their own policy is.",
  },
  schema: {
    type: 'object',
    properties: {
      rewriting: {
        enum: ['credentials', 'all'],
        description: 'Whether to report rewritten answers only where they allow credentials, or always.',
      },
    },
    additionalProperties: false,
  },
  defaults: { rewriting: 'credentials' },
  strict: { rewriting: 'all' },
  *checkPrivate(policy, { options }) {
    // A callback for some addresses is for servers that the author chose.
    if (policy.audience !== 'application' || policy.scope.reach === 'path') return;
    const withCredentials = certainly(policy.allowCredentials, Boolean);
    const outcome = outcomesOf(policy.allowOrigin).find(({ answer, when, configured }) => (answer.kind === 'any' || answer.kind === 'echo') && !configured && accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'yes');
    if (outcome === undefined) return;
    const sendsCookies = withCredentials && outcome.answer.kind === 'echo';
    if (!sendsCookies && options.rewriting === 'credentials') return;
    yield {
      messageId: 'answersRewritten',
      data: { value: quoted(policy.site), origin: FOREIGN_ORIGIN, credentials: sendsCookies ? ' with cookies' : ' without cookies' },
      place: policy.site.place,
      severity: sendsCookies ? 'high' : 'medium',
      witness: witnessOf(policy, FOREIGN_ORIGIN, outcome),
      suggestions: [],
    };
  },
  *checkFile(file) {
    for (const removed of file.removedSafeguards) {
      if (removed.protects !== 'same-origin') continue;
      yield {
        messageId: 'webSecurityOff',
        data: { value: `\`${removed.text}\``, what: removed.what, origin: FOREIGN_ORIGIN },
        place: removed.place,
        severity: 'high',
        witness: null,
        suggestions: removed.removal === null ? [] : [{ description: 'Leave it out: the same-origin policy holds by default.', edits: [{ ...removed.removal, text: '' }] }],
      };
    }
  },
});
