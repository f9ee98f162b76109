import { defineRule } from '../src/define-rule.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { partsOfHost } from '../src/policy/hosting.ts';
import { namedHosts } from '../src/policy/named-hosts.ts';
import type { Policy } from '../src/policy/policy.ts';
import { respond } from '../src/policy/respond.ts';

/**
 * A cookie with `SameSite=Lax` or `Strict` goes along only with the requests of pages of the server's own site (RFC
 * 6265bis, section 5.2), whatever the CORS headers allow. A server is of one site: where its policy allows credentials to
 * pages of two, those of one of them are never signed in.
 */
export default defineRule({
  name: 'no-unsent-cookie',
  description: 'Disallow `SameSite` cookies beside a policy that allows credentials to pages of several sites',
  preset: 'strict',
  messages: {
    unsentCookie: "`{{cookie}}` keeps this cookie back from pages of other sites, and the policy at line {{line}} allows credentials to pages of two, '{{first}}' and '{{second}}': this server is of one site at most, so browsers send the requests of the other without the cookie. Take that origin off the list, or set 'none' with Secure, and ask for a token against forged requests.",
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    const [cookie] = file.sameSiteCookies;
    if (cookie === undefined) return;
    for (const policy of file.policies) {
      const [first, second] = originsOfSites(policy);
      if (first === undefined || second === undefined) continue;
      yield {
        messageId: 'unsentCookie',
        data: { cookie: cookie.text, line: String(policy.site.place.line), first, second },
        place: cookie.place,
        severity: 'info',
        witness: null,
        suggestions: [],
      };
      return;
    }
  },
});

/** Origins that the policy answers with credentials, one of each site. */
function originsOfSites(policy: Policy): readonly string[] {
  const sites = new Map<string, string>();
  const named = [...policy.repair.knownOrigins, ...namedHosts(outcomesOf(policy.allowOrigin).map(({ when }) => when), 'written').origins];
  for (const origin of named) {
    const { protocol, hostname } = new URL(origin);
    const { domain, isPublic } = partsOfHost(hostname);
    // Schemes tell sites apart, too; a list may have both while one is being given up.
    if (protocol !== 'https:' || domain === null || !isPublic || sites.has(domain)) continue;
    const answer = respond(policy, { origin, method: 'GET' });
    if (answer['Access-Control-Allow-Origin'] === origin && answer['Access-Control-Allow-Credentials'] === 'true') sites.set(domain, origin);
  }
  return [...sites.values()];
}
