import { defineRule, type Problem } from '../src/define-rule.ts';
import { isOwnOption, outcomesOf, type Outcome } from '../src/policy/allow-origin.ts';
import { acceptsAny, settingThatOpens } from '../src/policy/open-outcome.ts';
import { certainly, possibly } from '../src/policy/field.ts';
import { accepts, atomsOf, FOR_SOME_REQUEST, IN_SOME_DEPLOYMENT, type OriginAtom, type OriginPredicate } from '../src/policy/origin-predicate.ts';
import { quoted, type Policy } from '../src/policy/policy.ts';
import { severityOf } from '../src/policy/severity.ts';
import { FOREIGN_ORIGIN, witnessOf } from '../src/policy/witness.ts';
import { sensitivityOf } from '../src/routes/sensitivity.ts';
import { askWhether } from '../src/check-suggestions.ts';
import { denyInstead, listTrustedOrigins } from '../src/suggestions.ts';

/**
 * A server that writes the request's `Origin` back allows every site, like `*`, and unlike `*` also with credentials
 * (Fetch, section "CORS protocol and credentials"): every site reads what the visitor's cookies protect.
 */
export default defineRule({
  name: 'no-reflected-origin',
  description: "Disallow answering every request's `Origin` with itself",
  preset: 'recommended',
  messages: {
    reflectedWithCredentials:
      "{{switched}}{{value}} sends back any Origin with Access-Control-Allow-Credentials: true, so '{{origin}}' can read responses and act with the visitor's cookies.",
    reflected: "{{value}} sends back any Origin: '{{origin}}' is allowed like every other site.",
    reflectedDevelopmentServer:
      "{{value}} sends back any Origin: a page of '{{origin}}' that a developer visits while this development server runs can fetch the source code that it serves.",
    vacuousCheck: "{{switched}}{{check}} does not decide anything: {{value}} allows '{{origin}}' as well{{credentials}}.",
    failOpenOption: "While {{setting}} is unset, {{value}} allows '{{origin}}' and every other site{{credentials}}.",
    libraryReflects:
      "{{switched}}{{value}} is answered by {{library}} with any Origin and Access-Control-Allow-Credentials: true, so '{{origin}}' can read responses and act with the visitor's cookies.",
    untrustedSource: "{{switched}}{{value}} takes the allowed origin from {{source}}, which the calling page chooses: '{{origin}}' is allowed{{credentials}}.",
  },
  schema: {
    type: 'object',
    properties: {
      scope: {
        enum: ['likely', 'all'],
        description: 'Whether to be silent where reflection without credentials is plainly meant, or to report it everywhere.',
      },
    },
    additionalProperties: false,
  },
  defaults: { scope: 'likely' },
  strict: { scope: 'all' },
  *checkPrivate(policy, { settings, options, declaredPublic }) {
    if (policy.audience !== 'developer' || options.scope !== 'all' || declaredPublic) return;
    const outcome = outcomesOf(policy.allowOrigin).find((each) => each.answer.kind === 'echo' && isCertain(each));
    if (outcome !== undefined) yield { ...report('reflectedDevelopmentServer', outcome, policy, possibly(policy.allowCredentials, Boolean), settings), severity: 'medium' };
  },
  *check(policy, { settings, options, declaredPublic }) {
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    if (declaredPublic && !withCredentials) return;
    for (const outcome of outcomesOf(policy.allowOrigin)) {
      const problem = problemOf(outcome, policy);
      if (problem === null) continue;
      const meant = (problem === 'reflected' || isStore(policy)) && !withCredentials && isMeant(policy, settings.sensitivePaths);
      if ((meant || isCallersChoice(problem, outcome, policy, settings.sensitivePaths)) && options.scope === 'likely') continue;
      yield report(problem, outcome, policy, withCredentials, settings);
      return;
    }
  },
});

type MessageId = 'reflectedWithCredentials' | 'reflected' | 'reflectedDevelopmentServer' | 'vacuousCheck' | 'failOpenOption' | 'libraryReflects' | 'untrustedSource';

function problemOf(outcome: Outcome, policy: Policy): MessageId | null {
  const { answer } = outcome;
  const certain = isCertain(outcome);
  if (answer.kind === 'any') {
    // With credentials the wildcard is refused by browsers: `no-credentialed-wildcard` says so.
    return !certain && settingThatOpens(outcome) !== null && !possibly(policy.allowCredentials, Boolean) ? 'failOpenOption' : null;
  }
  if (answer.kind !== 'echo') return null;
  if (!certain && settingThatOpens(outcome) !== null) return 'failOpenOption';
  if (!certain && !isSwitchedOn(outcome, policy)) return null;
  if (answer.source.kind !== 'origin') return 'untrustedSource';
  if (checkOf(outcome, policy) !== null) return 'vacuousCheck';
  if (!possibly(policy.allowCredentials, Boolean)) return 'reflected';
  return answer.from.kind === 'default' || /^(?:'\*'|"\*"|`\*`|false|null|undefined|'')$/.test(policy.site.text) ? 'libraryReflects' : 'reflectedWithCredentials';
}

/** Whether every origin is accepted, whatever the configuration is. */
const isCertain = (outcome: Outcome): boolean => !outcome.configured && acceptsAny(outcome, FOR_SOME_REQUEST);

/** Behind a switch of the configuration that does not itself say "any origin", or that this is for development: once it is on, the policy is this. */
function isSwitchedOn(outcome: Outcome, policy: Policy): boolean {
  return switchesOf(outcome).length > 0 && (certainly(policy.allowCredentials, Boolean) || isTrueByDefault(policy.allowCredentials)) && acceptsAny(outcome, IN_SOME_DEPLOYMENT);
}

/** The conditions on the configuration that turn a policy on; none where they say what they do. */
function switchesOf({ when, switches }: Outcome): readonly OriginPredicate[] {
  if (switches === null) return [];
  const conditions = [...switches, ...(when.op === 'and' ? when.of : [when])].filter((each) => [...atomsOf(each)].some(isSwitch));
  return conditions.flatMap((each) => [...atomsOf(each)]).some((atom) => isSwitch(atom) && TELLING.test(atom.text)) ? [] : conditions;
}

const isSwitch = (atom: OriginAtom): boolean => atom.op === 'depends' && atom.on === 'configuration';

/** Names of switches that say for whom the policy is opened: whoever sets them means it. */
const TELLING = /\*|all(?!ow)|any|wild|reflect|insecure|unsafe|disable|origin|dev|debug|local|test|demo|mock/i;

/** How a condition on the configuration is told. */
function circumstance(condition: OriginPredicate): string {
  const tested = condition.op === 'not' ? condition.of : condition;
  if (tested.op !== 'depends') return 'Where the configuration turns it on';
  // A name is switched on or off, a comparison holds or not.
  const [yes, no] = /^[\w$.?!()[\]'"]+$/.test(tested.text) ? ['on', 'off'] : ['true', 'false'];
  return `Where \`${tested.text}\` is ${condition.op === 'not' ? no : yes}`;
}

/** `process.env.CORS_CREDENTIALS ?? true` */
function isTrueByDefault(credentials: Policy['allowCredentials']): boolean {
  return credentials.kind === 'one-of' && !credentials.complete && credentials.values.every(Boolean);
}

/** A test of the origin, of this way or of another that answers the same; one that turns `null` away alone does just that. */
function checkOf(outcome: Outcome, policy: Policy): string | null {
  const { allowOrigin } = policy;
  const whens = [outcome.when, ...(allowOrigin.kind === 'first-of' ? allowOrigin.arms.filter(({ then }) => then.kind === 'echo').map(({ when }) => when) : [])];
  return whens.flatMap((when) => [...atomsOf(when)]).find((atom) => atom.op !== 'present' && atom.op !== 'depends' && !isOfNullAlone(atom))?.text ?? null;
}

const isOfNullAlone = (atom: OriginAtom): boolean => atom.op === 'listed' && atom.values.length > 0 && atom.values.every((value) => value === 'null');

/** Reflection without credentials that the code declares: credentials switched off, a public route, an example. */
function isMeant(policy: Policy, sensitivePaths: readonly string[]): boolean {
  const explicit = policy.allowCredentials.kind === 'known' && policy.allowCredentials.from.kind === 'written' && !policy.allowCredentials.value && policy.repair.credentials !== null;
  const open = policy.scope.evidence.some((each) => /^(?:public-|static-|example-)/.test(each.kind));
  const sensitivity = sensitivityOf(policy.scope, sensitivePaths);
  // Who says that cookies play no part, and asks for a token instead, lets pages use it that have one.
  return ((explicit || open) && sensitivity === null) || (explicit && sensitivity?.why === 'guarded' && sensitivity.evidence.kind === 'authorization-header');
}

/** An option of a program that other code gives: without credentials, its open default matters only where the routes do. */
function isCallersChoice(problem: MessageId, outcome: Outcome, policy: Policy, sensitivePaths: readonly string[]): boolean {
  return problem === 'failOpenOption' && isOwnOption(settingThatOpens(outcome) ?? '') && !possibly(policy.allowCredentials, Boolean) && sensitivityOf(policy.scope, sensitivePaths) === null;
}

/** A service that stores files: they are public, or their addresses are signed, and which pages read them protects nothing. */
function isStore({ scope }: Policy): boolean {
  return scope.reach === 'unknown' && scope.evidence.some(({ kind }) => kind === 'static-files');
}

/** Whether a list in place of the value would stand behind a check that turns away whoever is on it. */
function isRefused({ when }: Outcome, policy: Policy, { trustedOrigins }: Parameters<typeof listTrustedOrigins>[1]): boolean {
  if (policy.preflight.by !== 'handler') return false;
  const meant = trustedOrigins.length > 0 ? trustedOrigins : [...policy.repair.knownOrigins, ...[...atomsOf(when)].flatMap((atom) => (atom.op === 'listed' ? atom.values.filter((value) => value !== 'null') : []))];
  return meant.some((origin) => accepts(when, origin, IN_SOME_DEPLOYMENT) === 'no');
}

function report(messageId: MessageId, outcome: Outcome, policy: Policy, withCredentials: boolean, settings: Parameters<typeof listTrustedOrigins>[1]): Problem<MessageId> {
  const { answer } = outcome;
  const setting = settingThatOpens(outcome);
  const source = answer.kind === 'echo' ? answer.source : undefined;
  const switchedBy = isCertain(outcome) ? undefined : switchesOf(outcome).at(-1);
  const sensitivity = sensitivityOf(policy.scope, settings.sensitivePaths);
  const exposed = sensitivity?.why === 'local' || sensitivity?.why === 'open' ? 'network-position' : 'token-or-public';
  const fallback = messageId === 'failOpenOption' && setting !== null && outcome.whenUnset !== null ? denyInstead(policy, answer.from.place, setting) : [];
  return {
    messageId,
    data: {
      value: answer.from.kind === 'default' && messageId !== 'libraryReflects' ? `the default of ${policy.site.library}` : quoted(policy.site),
      origin: FOREIGN_ORIGIN,
      switched: switchedBy === undefined ? '' : `${circumstance(switchedBy)}, `,
      credentials: withCredentials ? ', with credentials' : '',
      check: `\`${checkOf(outcome, policy) ?? ''}\``,
      setting: setting ?? '',
      library: policy.site.library,
      source: source === undefined ? '' : source.kind === 'header' ? `the ${source.name} header` : `the query parameter '${source.name}'`,
    },
    place: policy.site.place,
    severity: answer.kind === 'any' ? severityOf('any', exposed) : severityOf('reflected', withCredentials ? 'credentials' : exposed),
    witness: witnessOf(policy, FOREIGN_ORIGIN, outcome),
    suggestions: [...fallback, ...(messageId === 'vacuousCheck' ? askWhether(outcome, policy) : []), ...(isRefused(outcome, policy, settings) ? [] : listTrustedOrigins(policy, settings))],
  };
}
