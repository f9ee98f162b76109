import type { AllowOrigin } from './allow-origin.ts';
import type { Field } from './field.ts';
import { ALWAYS } from './origin-predicate.ts';
import type { Policy, Scope, Site, VaryOrigin } from './policy.ts';

/** The same write seen from several callers, or by several ways of reading, is one site: the scopes are joined. */
export function mergeSites(policies: readonly Policy[]): readonly Policy[] {
  const bySite = new Map<string, Policy>();
  for (const policy of policies) {
    const key = `${policy.site.place.file}:${String(policy.site.place.start)}:${String(policy.site.place.end)}:${policy.site.whole.start === policy.site.place.start ? '' : 'w'}`;
    const before = bySite.get(key);
    bySite.set(key, before === undefined ? policy : joinPolicies(before, policy));
  }
  return [...bySite.values()].sort((a, b) => startOf(a.site) - startOf(b.site));
}

/** Where the file at hand has the policy. */
function startOf(site: Site): number {
  return (site.use ?? site).place.start;
}

/** One policy of what two ways of reaching a site say. */
export function joinPolicies(a: Policy, b: Policy): Policy {
  const evidence = [...a.scope.evidence, ...b.scope.evidence.filter((each) => !a.scope.evidence.some((other) => other.kind === each.kind && other.text === each.text))];
  const scope: Scope = {
    reach: a.scope.reach === 'unknown' ? b.scope.reach : a.scope.reach,
    paths: [...new Set([...a.scope.paths, ...b.scope.paths])],
    methods: [...new Set([...a.scope.methods, ...b.scope.methods])],
    evidence,
  };
  const sameOrigin = JSON.stringify(a.allowOrigin) === JSON.stringify(b.allowOrigin);
  const place = b.site.place;
  const allowOrigin: AllowOrigin = sameOrigin
    ? a.allowOrigin
    : {
        kind: 'first-of',
        arms: [
          { when: { op: 'depends', on: 'request', setting: null, place, text: 'which caller runs' }, then: a.allowOrigin },
          { when: ALWAYS, then: b.allowOrigin },
        ],
        from: a.allowOrigin.from,
      };
  return {
    ...a,
    scope,
    allowOrigin,
    allowCredentials: eitherOf(a.allowCredentials, b.allowCredentials),
    allowMethods: sameOf(a.allowMethods, b.allowMethods),
    allowHeaders: sameOf(a.allowHeaders, b.allowHeaders),
    exposeHeaders: sameOf(a.exposeHeaders, b.exposeHeaders),
    maxAge: sameOf(a.maxAge, b.maxAge),
    vary: joinVary(a.vary, b.vary),
  };
}

/** What both say; unknown where they say different things, as the handlers of one file do. */
function sameOf<T>(a: Field<T>, b: Field<T>): Field<T> {
  const isSame = a.kind === 'known' && b.kind === 'known' && JSON.stringify(a.value) === JSON.stringify(b.value);
  return isSame || a.kind === 'unknown' ? a : { kind: 'unknown', reason: 'not the same for every handler', from: a.from };
}

function joinVary(a: VaryOrigin, b: VaryOrigin): VaryOrigin {
  return { any: eitherOf(a.any, b.any), fixed: eitherOf(a.fixed, b.fixed), echo: eitherOf(a.echo, b.echo), refused: eitherOf(a.refused, b.refused), off: eitherOf(a.off, b.off) };
}

function eitherOf(a: Field<boolean>, b: Field<boolean>): Field<boolean> {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'known' && b.kind === 'known' && a.value === b.value) return a;
  return { kind: 'one-of', values: [true, false], complete: true, from: a.from };
}
