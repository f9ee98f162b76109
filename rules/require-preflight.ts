import { defineRule } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import type { Endpoint } from '../src/policy/endpoint.ts';
import { preflightFaultOf, type PreflightFault } from '../src/policy/endpoint-faults.ts';
import { originReading } from '../src/policy/endpoint-witness.ts';
import { possibly } from '../src/policy/field.ts';
import type { UnansweredRoute } from '../src/policy/unanswered-route.ts';
import { acceptedOrigin, witnessFrom, type Witness } from '../src/policy/witness.ts';
import { answerPreflights, repeatHeaders, succeed } from '../src/suggestions.ts';

/**
 * Before a request that a form could not send, a browser asks by `OPTIONS`, without credentials. Unless the answer has
 * status 200 to 299 and the CORS headers, the request is never sent (Fetch, section "CORS-preflight fetch").
 */
export default defineRule({
  name: 'require-preflight',
  description: 'Require an answer to preflights that browsers accept where requests of other origins need one',
  preset: 'recommended',
  messages: {
    preflightStatus: 'Preflights are answered with status {{status}}, and only 200 to 299 lets a browser go on: it never sends {{request}} to line {{line}}.',
    preflightWithoutOrigin: 'Preflights are answered without Access-Control-Allow-Origin, which line {{line}} sends with the answer itself: browsers never send {{request}}.',
    preflightTurnedAway: 'Preflights end here{{status}}{{lack}}: browsers never send {{request}}, whose answer at line {{line}} is for pages of other origins.',
    preflightUnanswered: '{{platform}} answers preflights for this route with status {{status}} and no CORS headers, because nothing here is for OPTIONS: browsers never send {{request}}.',
    routePreflight: 'Only {{method}} requests to {{path}} get to {{middleware}}, and nothing answers the preflight before them: without Access-Control-Allow-Origin in the answer to OPTIONS, browsers never send {{request}}.',
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const endpoint of file.endpoints) {
      const fault = preflightFaultOf(endpoint);
      if (fault === null) continue;
      const { kind, answer, status, sent, method, header } = fault;
      const origin = originReading(sent, file.policies);
      const asked = { 'Access-Control-Request-Method': method, ...(header === null ? {} : { 'Access-Control-Request-Headers': header.toLowerCase() }) };
      yield {
        messageId: MESSAGES[kind],
        data: {
          status: kind === 'turned-away' ? ` with status ${String(status)}` : String(status),
          lack: answer?.allowOrigin === false ? ' and no Access-Control-Allow-Origin' : '',
          line: String(sent.written?.file === sent.place.file ? sent.written.line : sent.place.line),
          platform: endpoint.platform?.name ?? '',
          request: requestText(fault),
        },
        place: (answer ?? sent).place,
        severity: 'medium' as const,
        witness: origin === null ? null : {
          request: { method: 'OPTIONS', path: endpoint.paths[0] ?? '*', headers: { Origin: origin, ...asked } },
          response: answer?.allowOrigin === false || answer === null ? { 'Access-Control-Allow-Origin': null } : {},
        },
        suggestions: suggestionsFor(fault, endpoint),
      };
    }
    for (const route of file.unansweredRoutes) {
      // A router with headers of its own stands in for an application without CORS; one with a middleware may have it from there.
      if (route.isExported && route.middleware !== null) continue;
      const outcomes = outcomesOf(route.policy.allowOrigin);
      if (outcomes.every(({ answer }) => answer.kind === 'absent' || answer.kind === 'off')) continue;
      yield {
        messageId: 'routePreflight',
        data: {
          method: route.method,
          path: route.path,
          middleware: route.middleware === null ? 'the code that sends CORS headers' : `\`${route.middleware}\``,
          request: requestText(route),
        },
        place: route.place,
        severity: 'medium' as const,
        witness: routeWitness(route),
        suggestions: route.answer === null || (route.middleware !== null && !allowsMethod(route)) ? [] : [{
          description: `Answer OPTIONS with the same ${route.middleware === null ? 'Access-Control-Allow-Origin' : 'middleware'}: pages of the origins that it allows can then send ${requestText(route)}.`,
          edits: [{ start: route.answer.at, end: route.answer.at, text: route.answer.text }],
        }],
      };
    }
  },
});

const MESSAGES = {
  status: 'preflightStatus',
  'without-allow-origin': 'preflightWithoutOrigin',
  'turned-away': 'preflightTurnedAway',
  unanswered: 'preflightUnanswered',
} as const satisfies Record<PreflightFault['kind'], string>;

/** The preflight of an allowed origin, which gets no header. */
function routeWitness({ policy, method, header }: UnansweredRoute): Witness | null {
  for (const { answer, when } of outcomesOf(policy.allowOrigin)) {
    const origin = answer.kind === 'fixed' ? answer.value : answer.kind === 'any' || answer.kind === 'echo' ? acceptedOrigin(when) : null;
    if (origin === null) continue;
    const asked = { 'Access-Control-Request-Method': method, ...(header === null ? {} : { 'Access-Control-Request-Headers': header.toLowerCase() }) };
    return witnessFrom(policy, origin, { 'Access-Control-Allow-Origin': null }, 'OPTIONS', asked);
  }
  return null;
}

/** Whether the middleware, asked by a preflight, may allow the method. */
function allowsMethod({ policy, method }: UnansweredRoute): boolean {
  return method === 'POST' || possibly(policy.allowMethods, (list) => list.kind !== 'list' || list.names.some((name) => name.trim().toUpperCase() === method));
}

function requestText({ method, header }: Pick<PreflightFault, 'method' | 'header'>): string {
  if (header !== null && /^content-type$/i.test(header)) return `a ${method} request with Content-Type: application/json`;
  return header === null ? `the ${method} request` : `a ${method} request with the header ${header}`;
}

function suggestionsFor(fault: PreflightFault, endpoint: Endpoint): readonly Suggestion[] {
  const opens = `pages of the origins that they allow can then send ${requestText(fault)}.`;
  if (fault.kind === 'unanswered') return answerPreflights(endpoint, fault, `Answer OPTIONS with the same CORS headers: ${opens}`);
  if (fault.kind === 'turned-away') return answerPreflights(endpoint, fault, `Answer OPTIONS first, with the same CORS headers: ${opens}`);
  if (fault.kind === 'status') return fault.answer?.allowOrigin === true && covers(fault.answer, fault) ? succeed(fault.answer, `Answer preflights with status 200: ${opens}`) : [];
  // Headers alone do not help an answer with another status, or where they allow too little.
  return fault.answer !== null && fault.kind === 'without-allow-origin' && allowsRequest(fault) ? repeatHeaders(fault.answer, [fault.sent], `Send the CORS headers of the answer with that to preflights, too: ${opens}`) : [];
}

/** Whether the lists of an answer to a preflight let a browser go on. */
function covers({ allowMethods, allowHeaders }: NonNullable<PreflightFault['answer']>, { method, header }: PreflightFault): boolean {
  const isMethodAllowed = ['GET', 'POST'].includes(method) || allowMethods?.includes(method) === true;
  return isMethodAllowed && (header === null || allowHeaders?.some((name) => name.toLowerCase() === header.toLowerCase()) === true);
}

/** Whether the whole headers of the answer, as one object, let a browser go on. */
function allowsRequest({ sent, method, header }: PreflightFault): boolean {
  if (sent.repair.headers?.text.startsWith('...') !== true) return false;
  const names = sent.allowHeaders?.map((name) => name.toLowerCase()) ?? [];
  const isMethodAllowed = ['GET', 'POST'].includes(method) || sent.allowMethods?.includes(method) === true;
  return isMethodAllowed && (header === null ? names.length > 0 || sent.allowMethods?.includes(method) === true : names.includes(header.toLowerCase()));
}
