import { defineRule } from '../src/define-rule.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { accepts, FOR_SOME_REQUEST } from '../src/policy/origin-predicate.ts';
import { certainly, possibly } from '../src/policy/field.ts';
import { quoted, type Evidence, type Site } from '../src/policy/policy.ts';
import { severityOf } from '../src/policy/severity.ts';
import { FOREIGN_ORIGIN, witnessOf, type Route } from '../src/policy/witness.ts';
import { sensitivityOf, type Sensitivity } from '../src/routes/sensitivity.ts';
import { listTrustedOrigins } from '../src/suggestions.ts';

/**
 * `Access-Control-Allow-Origin: *` lets the pages of every site read the answer to a request without credentials
 * (Fetch, section "CORS check"). That is right for what anyone may read, and wrong where the answer depends on where the
 * visitor's browser stands, or where nothing else asks who is calling.
 */
export default defineRule({
  name: 'no-wildcard-origin',
  description: 'Disallow `Access-Control-Allow-Origin: *` on routes that are not meant for every site',
  preset: 'recommended',
  messages: {
    wildcardLocalServer:
      "{{value}} lets every website read this server, which listens on {{evidence}}: a page that its user visits, such as '{{origin}}', reaches it through their browser.",
    wildcardUnauthenticated:
      "{{value}} lets every website call {{evidence}}, where nothing in this file asks who is calling: '{{origin}}' can read and change data through a visitor's network position.",
    wildcardSensitive:
      "{{value}} lets every website read what guarded routes ({{evidence}}) answer to requests without cookies: a page of '{{origin}}' that holds a token can use it from any visitor's browser. With cookies, browsers refuse '*'.",
    wildcardCookie:
      "{{value}} does not help other origins' pages where visitors are signed in ({{evidence}}): with cookies, browsers refuse '*'. It lets every website, '{{origin}}' too, read what these routes answer without a cookie. Name the origins of your own pages, or send no CORS header.",
    wildcardSecret:
      "{{value}} lets every website use what this code does with {{evidence}}: '{{origin}}' can call it from any visitor's browser and read the answer.",
    wildcardDevelopmentServer:
      "{{value}} lets every website read what this development server serves: a page of '{{origin}}' that a developer visits while it runs can fetch the source code.",
    wildcardProxy:
      "{{value}} lets every website read what this server fetches for its callers ({{evidence}}): a page of '{{origin}}' names an address, and reads an answer that its own origin may not. Take the address from a list, or name the origins of your own pages.",
    wildcard: "{{value}} lets every website read the answer: '{{origin}}' gets it from any visitor's browser, without cookies.",
  },
  schema: {
    type: 'object',
    properties: {
      scope: {
        enum: ['sensitive', 'all'],
        description: 'Whether to report only policies with evidence that their routes are sensitive, or every wildcard.',
      },
    },
    additionalProperties: false,
  },
  defaults: { scope: 'sensitive' },
  strict: { scope: 'all' },
  *checkPrivate(policy, { settings, options, declaredPublic }) {
    if (policy.audience !== 'developer' || options.scope !== 'all' || declaredPublic || certainly(policy.allowCredentials, Boolean)) return;
    const outcome = outcomesOf(policy.allowOrigin).find(({ answer, when, configured }) => answer.kind === 'any' && !configured && accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'yes');
    if (outcome === undefined) return;
    yield {
      messageId: 'wildcardDevelopmentServer',
      data: { value: describe(policy.site, outcome.answer.from.kind), origin: FOREIGN_ORIGIN },
      place: policy.site.place,
      severity: 'medium',
      witness: witnessOf(policy, FOREIGN_ORIGIN, outcome),
      suggestions: listTrustedOrigins(policy, settings),
    };
  },
  *check(policy, { settings, options, declaredPublic }) {
    if (declaredPublic) return;
    // With credentials the wildcard is refused by browsers: `no-credentialed-wildcard` says so.
    if (certainly(policy.allowCredentials, Boolean)) return;
    const sensitivity = sensitivityOf(policy.scope, settings.sensitivePaths);
    if (sensitivity === null && options.scope === 'sensitive') return;
    for (const outcome of outcomesOf(policy.allowOrigin)) {
      const { answer, when, configured } = outcome;
      if (answer.kind !== 'any' || configured) continue;
      if (accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) !== 'yes') continue;
      if (possibly(policy.allowCredentials, Boolean) && sensitivity === null) continue;
      const relayed = policy.scope.evidence.find(({ kind }) => kind === 'relayed-request');
      const evidence = sensitivity?.evidence ?? relayed;
      yield {
        messageId: sensitivity !== null ? MESSAGES[sensitivity.why] : relayed === undefined ? 'wildcard' : 'wildcardProxy',
        data: { value: describe(policy.site, answer.from.kind), evidence: evidence === undefined ? '' : `'${evidence.text}'`, origin: FOREIGN_ORIGIN },
        place: policy.site.place,
        severity: severityOf('any', sensitivity?.why === 'local' || sensitivity?.why === 'open' ? 'network-position' : 'token-or-public'),
        witness: witnessOf(policy, FOREIGN_ORIGIN, outcome, sensitivity === null ? relayRoute(relayed) : routeOf(sensitivity)),
        suggestions: listTrustedOrigins(policy, settings),
      };
      return;
    }
  },
});

const MESSAGES = {
  local: 'wildcardLocalServer',
  open: 'wildcardUnauthenticated',
  guarded: 'wildcardSensitive',
  cookie: 'wildcardCookie',
  secret: 'wildcardSecret',
} as const satisfies Record<Sensitivity['why'], string>;

/** The route that the evidence names. */
function routeOf({ evidence: { kind, text } }: Sensitivity): Route | null {
  const match = kind === 'state-changing' ? /^(\S+) (\/\S*)$/.exec(text) : null;
  return match?.[1] === undefined || match[2] === undefined ? null : { method: match[1], path: match[2] };
}

/** The route that fetches what its caller names, with an address for it. */
function relayRoute(relayed: Evidence | undefined): Route | null {
  if (relayed?.relay === undefined) return null;
  const { parameter, method, path } = relayed.relay;
  return { method, path, ...(parameter === null ? {} : { parameter: { name: parameter, value: RELAYED } }) };
}

/** What any server can fetch (RFC 2606, section 3). */
const RELAYED = 'https://example.com/';

function describe(site: Site, from: string): string {
  return from === 'default' ? `${quoted(site)} sends 'Access-Control-Allow-Origin: *' by default, which` : quoted(site);
}
