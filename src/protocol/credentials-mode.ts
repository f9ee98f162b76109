/**
 * Whether a request carries cookies, HTTP authentication and client certificates. `include` is what
 * `credentials: 'include'` and `withCredentials` ask for; `same-origin`, the default of `fetch()`, sends none across
 * origins.
 * Fetch, section 'Requests' (https://fetch.spec.whatwg.org/#concept-request-credentials-mode).
 */
export type CredentialsMode = 'omit' | 'same-origin' | 'include';
