import type { Evidence, EvidenceKind, Scope } from '../policy/policy.ts';
import type { Guard } from '../policy/severity.ts';
import { matchesPath } from '../settings.ts';

/** Why a wildcard on these routes matters, with the evidence that says so. */
export interface Sensitivity {
  /**
   * `local`: the server is reachable by every page its user visits. `open`: state-changing routes with no
   * authentication in sight. `guarded`: authentication that a token can pass, or a path that is not for everyone.
   * `cookie`: nothing but cookies or a session says who is calling. `secret`: the server acts with a secret.
   */
  readonly why: 'local' | 'open' | 'guarded' | 'cookie' | 'secret';
  readonly evidence: Evidence;
}

const COOKIE: readonly EvidenceKind[] = ['session', 'cookie'];
const AUTHENTICATION: readonly EvidenceKind[] = ['authentication', 'authorization-header', ...COOKIE];
const PUBLIC: readonly EvidenceKind[] = ['public-path', 'static-files', 'public-cache', 'public-content'];

/** What makes the routes of a policy sensitive; `null` when nothing does, or when they are plainly public. */
export function sensitivityOf(scope: Scope, sensitivePaths: readonly string[]): Sensitivity | null {
  const { evidence } = scope;
  const first = (...kinds: readonly EvidenceKind[]): Evidence | undefined => evidence.find((each) => kinds.includes(each.kind));
  if (first('example-code', 'test-code') !== undefined) return null;
  const declared = scope.paths.find((path) => sensitivePaths.some((glob) => matchesPath(glob, path)));
  const authentication = first(...AUTHENTICATION);
  const local = first('local-server');
  if (local !== undefined && authentication === undefined) return { why: 'local', evidence: local };
  // One route or function that is plainly for everyone; an application has public routes beside others.
  const single = scope.reach === 'route' || scope.reach === 'function' || scope.reach === 'path';
  if (declared === undefined && single && first(...PUBLIC) !== undefined) return null;
  const path = first('sensitive-path');
  const cookie = first(...COOKIE);
  const other = evidence.find(({ kind, text }) => kind === 'authorization-header' || (kind === 'authentication' && !FOUND_BY_SESSION.test(text)));
  if (cookie !== undefined && other === undefined) return { why: 'cookie', evidence: cookie };
  if (authentication !== undefined) return { why: 'guarded', evidence: other ?? authentication };
  const secret = first('secret');
  if (secret !== undefined) return { why: 'secret', evidence: secret };
  if (path !== undefined) return { why: 'guarded', evidence: path };
  const change = evidence.find(({ kind, text }) => kind === 'state-changing' && !IS_GENERIC.test(text));
  if (change !== undefined) return { why: 'open', evidence: change };
  return declared === undefined ? null : { why: 'guarded', evidence: { kind: 'sensitive-path', place: evidence[0]?.place ?? NOWHERE, text: declared } };
}

/** A route whose path is made of parameters alone, as that of a store of anything: it does not say what is changed. */
const IS_GENERIC = /^\S+ \/:[\w-]+(?:\/:[\w-]+)*\/?$/;

/** The visitor that a session middleware has found: whoever reads it has no token of their own to check. */
const FOUND_BY_SESSION = /\.user$|^passport(?:\.(?:initialize|session)(?:\(\))?)?$/;

/** What guards the answers of a policy without credentials. */
export function exposureOf(scope: Scope, sensitivePaths: readonly string[]): Guard {
  const why = sensitivityOf(scope, sensitivePaths)?.why;
  return why === 'local' || why === 'open' ? 'network-position' : 'token-or-public';
}

const NOWHERE = { file: '', start: 0, end: 0, line: 1, column: 0 };

/** Names of headers in which servers answer with tokens and keys, as frameworks and gateways call them. */
const SECRET = /^(?:authorization|(?:x-)?(?:auth|access|refresh|id|csrf|xsrf|session|user|jwt|security|api)[-_]?(?:token|key)|(?:x-)?(?:csrf|xsrf|jwt|token|session-id|api-?key|secret)|x-amz-security-token)$/i;

/** Whether a header of answers is, by its name, one that only its receiver should read. */
export function isSecretHeaderName(name: string): boolean {
  return SECRET.test(name);
}
