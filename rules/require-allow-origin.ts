import { defineRule, type Analysis, type Problem } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import { answersOf, type Answer, type Endpoint } from '../src/policy/endpoint.ts';
import { lostAnswers, type LostAnswer } from '../src/policy/endpoint-faults.ts';
import { originReading } from '../src/policy/endpoint-witness.ts';
import type { Witness } from '../src/policy/witness.ts';
import { isRedirectStatus } from '../src/protocol/redirect.ts';
import { repeatHeaders } from '../src/suggestions.ts';

/**
 * Every answer that a page is to read needs the header, errors included: without it a browser reports a network error,
 * and hides status, headers and body (Fetch, sections "CORS check" and "HTTP fetch").
 */
export default defineRule({
  name: 'require-allow-origin',
  description: 'Require `Access-Control-Allow-Origin` in every answer of a handler that sends it in others',
  preset: 'recommended',
  messages: {
    hiddenAnswer: 'This answer has no Access-Control-Allow-Origin, which line {{line}} sends: browsers keep it from pages of other origins, whose request fails as if the network had.',
    hiddenError: 'This answer{{status}} has no Access-Control-Allow-Origin, which line {{line}} sends: browsers hide status and body from pages of other origins, which see a network error in place of the real one.',
    lostMethod: '{{method}} is answered without Access-Control-Allow-Origin, though line {{line}} lets pages of other origins send it: the request is carried out, and browsers keep the answer from the page.',
    onlyPreflight: 'Access-Control-Allow-Origin is sent to preflights alone, at line {{line}}: {{method}} is carried out, and browsers keep this answer from pages of other origins.',
    credentialsAlone: 'This answer sends Access-Control-Allow-Credentials without Access-Control-Allow-Origin, which decides alone: browsers keep it from pages of other origins.',
    exposedToPreflights: 'Access-Control-Expose-Headers is sent to preflights alone, where it means nothing: pages of other origins cannot read these headers of the answer at line {{line}}.',
    redirectElsewhere: "This answer sends pages of other origins on to '{{target}}'. Browsers ask there with 'Origin: null', which no list of origins accepts, and drop Authorization: the request fails unless everyone may read the answer. Answer with 401, or with the address, and let the page go there.",
  },
  schema: {
    type: 'object',
    properties: {
      redirects: {
        enum: ['ignore', 'report'],
        description: 'Whether to report answers with CORS headers that redirect to another origin.',
      },
    },
    additionalProperties: false,
  },
  defaults: { redirects: 'ignore' },
  strict: { redirects: 'report' },
  *checkFile(file, { options }) {
    for (const endpoint of file.endpoints) {
      // What the application adds that another file starts is not shown.
      if (endpoint.isExported) continue;
      for (const lost of lostAnswers(endpoint)) {
        const { answer, sibling, method, kind } = lost;
        const isError = kind === 'failure';
        yield {
          messageId: MESSAGES[kind],
          data: { line: lineOf(sibling), method, status: answer.status === null ? '' : ` with status ${String(answer.status)}` },
          place: answer.place,
          severity: isError ? 'low' as const : 'medium' as const,
          witness: witnessOf(lost, endpoint, file),
          suggestions: suggestionsFor(lost),
        };
      }
      for (const { answer } of endpoint.handlers.flatMap((handler) => answersOf(handler))) {
        if (answer?.allowCredentials !== true || answer.allowOrigin !== false) continue;
        yield { messageId: 'credentialsAlone', data: {}, place: answer.place, severity: 'medium' as const, witness: null, suggestions: [] };
      }
      if (options.redirects === 'report') yield* endpoint.handlers.flatMap((handler) => answersOf(handler)).flatMap(({ answer }) => redirectElsewhere(answer));
      const hidden = exposedInVain(endpoint);
      if (hidden !== null) {
        yield { messageId: 'exposedToPreflights', data: { line: String(hidden.actual.place.line) }, place: hidden.preflight.place, severity: 'low' as const, witness: null, suggestions: [] };
      }
    }
  },
});

/**
 * A redirect that only a list of origins may follow, to an origin that the code names. Past a change of origin the
 * request's own is `null` (Fetch, sections "HTTP-redirect fetch" and "serializing a request origin"). Where `*` is
 * answered, the other server may well answer it, too.
 */
function redirectElsewhere(answer: Answer | null): readonly Problem<'redirectElsewhere'>[] {
  if (answer === null || answer.allowOrigin !== true || (answer.value === '*' && answer.allowCredentials !== true)) return [];
  if (answer.location === null || !isRedirectStatus(answer.status) || !/^https?:\/\//i.test(answer.location) || !URL.canParse(answer.location)) return [];
  return [{ messageId: 'redirectElsewhere', data: { target: new URL(answer.location).origin }, place: answer.place, severity: 'low', witness: null, suggestions: [] }];
}

const MESSAGES = { branch: 'hiddenAnswer', failure: 'hiddenError', method: 'lostMethod', 'after-preflight': 'onlyPreflight' } as const satisfies Record<LostAnswer['kind'], string>;

const lineOf = ({ written, place }: Answer): string => String((written?.file === place.file ? written : place).line);

function suggestionsFor({ answer, examples, sibling }: LostAnswer): readonly Suggestion[] {
  return repeatHeaders(answer, examples, `Send the CORS headers of line ${lineOf(sibling)} with this answer, too: pages of the origins that they allow can then read it.`);
}

/** A request whose answer lacks the header whatever else it says; which request takes a branch is not known. */
function witnessOf({ kind, method, sibling }: LostAnswer, endpoint: Endpoint, file: Analysis): Witness | null {
  if (kind === 'branch' || kind === 'failure') return null;
  const origin = originReading(sibling, file.policies);
  return origin === null ? null : { request: { method, path: endpoint.paths[0] ?? '*', headers: { Origin: origin } }, response: { 'Access-Control-Allow-Origin': null } };
}

/** Where only preflights are told which headers may be read. */
function exposedInVain(endpoint: Endpoint): { preflight: Answer; actual: Answer } | null {
  const reached = endpoint.handlers.flatMap((handler) => answersOf(handler));
  const preflight = reached.find(({ answer, forOptions, methods }) => forOptions && methods.size === 1 && answer?.exposes === true)?.answer;
  const actual = reached.filter(({ methods }) => [...methods].some((method) => method !== 'OPTIONS'));
  if (preflight === undefined || preflight === null || !actual.every(({ answer }) => answer?.exposes === false)) return null;
  const read = actual.find(({ answer }) => answer?.allowOrigin === true)?.answer;
  return read === undefined || read === null ? null : { preflight, actual: read };
}
