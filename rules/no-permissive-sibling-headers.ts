import { defineRule, type Analysis, type Settings } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { certainly } from '../src/policy/field.ts';
import { accepts, FOR_SOME_REQUEST } from '../src/policy/origin-predicate.ts';
import { quoted, type Evidence, type Policy, type Scope } from '../src/policy/policy.ts';
import type { ScriptAnswer, SiblingHeader, SiblingHeaderName, Siblings } from '../src/policy/siblings.ts';
import { FOREIGN_ORIGIN, withoutParameters, type Witness } from '../src/policy/witness.ts';
import { isIsolationHeader, isolationWord, isolationWords, meantIsolationWord, withoutIsolation } from '../src/protocol/isolation-headers.ts';
import { ambientEvidence, isOpenByIntent } from '../src/routes/sensitivity.ts';

/**
 * CORS decides what a script may read of an answer. Other headers decide whether a page of another site may load it at all
 * (Fetch, section "`Cross-Origin-Resource-Policy` header"), and what it learns of how long it took (Resource Timing,
 * section "Timing-Allow-Origin"); and an answer that is a script is run, and so read, wherever it is loaded.
 */
export default defineRule({
  name: 'no-permissive-sibling-headers',
  description: 'Disallow headers and scripts beside CORS that open the same answers to other sites, or that browsers do not read',
  type: 'suggestion',
  preset: 'strict',
  messages: {
    openResource:
      "{{value}} in Cross-Origin-Resource-Policy lets a page of '{{origin}}' load what these routes answer to a visitor ({{evidence}}) into its own process. Send 'same-site' here, and 'cross-origin' with public files alone.",
    openTiming: "'*' in Timing-Allow-Origin tells a page of '{{origin}}' how long, and how large, the answers are that these routes give a visitor ({{evidence}}).",
    openPlugins: "'all' in X-Permitted-Cross-Domain-Policies makes every file of this host a policy by which documents of other sites may read its answers, whatever CORS says.",
    scriptAnswer: "{{value}} is a script where the address has '{{parameter}}': a page of '{{origin}}' runs it, and reads what {{reason}}. Answer with JSON.",
    unreadValue: "{{name}} has no value {{value}}: browsers read it as {{otherwise}}. It takes {{words}}.",
  },
  schema: null,
  defaults: {},
  *checkFile(file, { settings }) {
    for (const header of file.siblings.headers) {
      const { name, value } = header;
      const text = value.text.trim();
      const at = { place: value.place, witness: header.isCertain ? loading(header.scope, { [name]: text }) : null } as const;
      if (isIsolationHeader(name) && text !== '' && !header.isChecked && isolationWord(name, value.text) === null) {
        const meant = meantIsolationWord(name, value.text);
        // An object may be of texts about the headers.
        if (meant === null && !header.isSent) continue;
        yield {
          ...at,
          messageId: 'unreadValue',
          data: { name, value: `'${value.text}'`, otherwise: withoutIsolation(name), words: isolationWords(name).map((word) => `'${word}'`).join(', ') },
          severity: 'low',
          // A word that opens is not offered, whatever was meant.
          suggestions: meant === null || meant === 'cross-origin' ? [] : replacement(header, meant),
        };
        continue;
      }
      if (name === 'X-Permitted-Cross-Domain-Policies' && text === 'all') {
        yield { ...at, messageId: 'openPlugins', data: {}, severity: 'low', suggestions: replacement(header, 'none') };
        continue;
      }
      const open = OPEN.get(name);
      if (open?.value !== text || !header.isCertain || isTakenBack(header, file)) continue;
      const evidence = evidenceFor(header.scope, file, settings);
      if (evidence === null) continue;
      yield {
        ...at,
        messageId: open.messageId,
        data: { value: `'${text}'`, origin: FOREIGN_ORIGIN, evidence },
        severity: 'low',
        suggestions: open.instead === null ? removal(header) : replacement(header, open.instead),
      };
    }
    for (const answer of file.siblings.scripts) {
      const reason = reasonAgainst(answer, file, settings);
      if (reason === null) continue;
      yield {
        messageId: 'scriptAnswer',
        data: { value: answer.text.includes('`') ? answer.text : `\`${answer.text}\``, parameter: answer.parameter, origin: FOREIGN_ORIGIN, reason: reason.text },
        place: answer.place,
        severity: reason.isOfVisitor ? 'high' : 'medium',
        witness: loading(answer.scope, answer.by === 'method' ? EXPRESS_SCRIPT : {}, `?${encodeURIComponent(answer.parameter)}=read`),
        suggestions: answer.method === null ? [] : [{ description: 'Answer with JSON, which no other site can run.', edits: [{ start: answer.method.start, end: answer.method.end, text: 'json' }] }],
      };
    }
  },
});

/** What Express answers with, where the address names a function: `res.jsonp` in lib/response.js of 4.22.3 and 5.3.0. */
const EXPRESS_SCRIPT = { 'Content-Type': 'text/javascript; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

/** What opens sensitive answers, and what to send instead; `null` for nothing. */
const OPEN: ReadonlyMap<SiblingHeaderName, { readonly value: string; readonly messageId: 'openResource' | 'openTiming'; readonly instead: string | null }> = new Map([
  ['Cross-Origin-Resource-Policy', { value: 'cross-origin', messageId: 'openResource', instead: 'same-site' }],
  ['Timing-Allow-Origin', { value: '*', messageId: 'openTiming', instead: null }],
]);

/** Whether the file writes the header with another value for some of the same answers: which of the two they have is not asked. */
function isTakenBack({ name, scope, value }: SiblingHeader, { siblings }: Analysis): boolean {
  return siblings.headers.some((other) => other.name === name && other.value.text.trim() !== value.text.trim() && (scope.reach === 'app' || scope.reach === 'path' || sharesRoutes(scope, other.scope)));
}

/** Whether a visitor is told by what an element on another site's page does not bring: a token, or a cookie of the same site. */
function isWithheld(evidence: Evidence | null, scope: Scope, { authority }: Siblings): boolean {
  if (evidence?.kind === 'local-server' || evidence?.kind === 'sensitive-path') return false;
  const hasCookie = scope.evidence.some(({ kind }) => kind === 'cookie' || kind === 'session');
  return hasCookie ? authority.isSameSiteCookie : authority.isToken || (evidence !== null && authority.isSameSiteCookie);
}

/** What a visitor's browser brings to these routes by itself, as messages name it. */
function evidenceFor(scope: Scope, { policies, siblings }: Analysis, settings: Settings): string | null {
  if (isOpenByIntent(scope)) return null;
  const evidence = ambientEvidence(scope, settings);
  if (isWithheld(evidence, scope, siblings)) return null;
  if (evidence !== null) return `'${evidence.text}'`;
  const credentialed = policies.find((policy) => certainly(policy.allowCredentials, Boolean) && sharesRoutes(scope, policy.scope));
  return credentialed === undefined ? null : `${quoted(credentialed.site)} allows credentials`;
}

/** Why an answer is not for every page: a visitor's own data, or a policy that names who may read it. */
function reasonAgainst(answer: ScriptAnswer, file: Analysis, settings: Settings): { readonly text: string; readonly isOfVisitor: boolean } | null {
  // That it is a script does not make it one for everyone.
  const scope = { ...answer.scope, evidence: answer.scope.evidence.filter(({ kind, text }) => kind !== 'public-content' || !/script$/.test(text)) };
  // Elements load by GET.
  if ((scope.methods.length > 0 && !scope.methods.includes('GET')) || isOpenByIntent(scope)) return null;
  const evidence = ambientEvidence(scope, settings);
  if (isWithheld(evidence, scope, file.siblings)) return null;
  if (evidence !== null) return { text: `the visitor gets ('${evidence.text}')`, isOfVisitor: true };
  // What asks for a token answers no element.
  if (scope.evidence.some(({ kind }) => kind === 'authorization-header' || kind === 'authentication')) return null;
  const policy = file.policies.find((each) => isForSome(each) && sharesRoutes(scope, each.scope));
  return policy === undefined ? null : { text: `the policy ${quoted(policy.site)} keeps from it`, isOfVisitor: false };
}

/** Whether a policy certainly lets some origins read, and others not. */
function isForSome({ allowOrigin }: Policy): boolean {
  const outcomes = outcomesOf(allowOrigin);
  return outcomes.some(({ answer }) => answer.kind === 'echo' || answer.kind === 'fixed') && outcomes.every(({ answer, when }) => {
    switch (answer.kind) {
      case 'absent':
      case 'off':
      case 'fixed':
        return true;
      case 'echo':
        return accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'no';
      case 'any':
      case 'unknown':
        return false;
    }
  });
}

function sharesRoutes(one: Scope, other: Scope): boolean {
  if (one.paths.some((path) => other.paths.includes(path))) return true;
  return one.reach === other.reach && (one.reach === 'app' || (one.reach === 'function' && one.paths.length === 0 && other.paths.length === 0));
}

/** The request of an element of a page, which has no `Origin`. */
function loading({ paths }: Scope, response: Witness['response'], query = ''): Witness {
  const path = withoutParameters(paths[0] ?? (query === '' ? '*' : '/'));
  return { request: { method: 'GET', path: `${path}${query}`, headers: { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'cross-site', Referer: `${FOREIGN_ORIGIN}/` } }, response };
}

function replacement({ value }: SiblingHeader, word: string): readonly Suggestion[] {
  const quote = value.source.charAt(0);
  return value.isQuoted ? [{ description: `Send '${word}'.`, edits: [{ start: value.place.start, end: value.place.end, text: `${quote}${word}${quote}` }] }] : [];
}

function removal({ removal: range }: SiblingHeader): readonly Suggestion[] {
  return range === null ? [] : [{ description: 'Leave the header out.', edits: [{ ...range, text: '' }] }];
}
