import { getHeader, type HeaderList } from './header-list.ts';

/** Whose pages may embed a response without CORS. */
export const RESOURCE_POLICIES = ['same-origin', 'same-site', 'cross-origin'] as const;

/** One of {@link RESOURCE_POLICIES}. */
export type ResourcePolicy = (typeof RESOURCE_POLICIES)[number];

/**
 * The policy that `Cross-Origin-Resource-Policy` sets, or `null` for none. It compares with case, and a wrong value
 * or a second line sets none rather than the strictest. It governs `no-cors` requests only.
 * Fetch, section '`Cross-Origin-Resource-Policy` header'
 * (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header).
 */
export function resourcePolicy(headers: HeaderList): ResourcePolicy | null {
  const value = getHeader(headers, 'Cross-Origin-Resource-Policy');
  return RESOURCE_POLICIES.find((policy) => policy === value) ?? null;
}
