import type { Evidence, EvidenceKind, Scope } from '../policy/policy.ts';
import type { Guard } from '../policy/severity.ts';
import { matchesPath, type Settings } from '../settings.ts';

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

/** What code names that asks for a token, which a page must send in a header of its own. */
const TOKENS = /jwt|bearer|api[-_]?key|token/i;

/**
 * What shows that a request which needs no script, as that of an image or a script element, gets an answer that is not for
 * everyone: cookies, a guard, or the place in the network. A token in a header is sent by scripts alone, and what a server
 * does for everyone with a secret of its own is no visitor's; `null` for these.
 */
export function ambientEvidence(scope: Scope, { sensitivePaths, publicPaths }: Pick<Settings, 'sensitivePaths' | 'publicPaths'>): Evidence | null {
  const { paths, evidence } = scope;
  if (paths.length > 0 && paths.every((path) => publicPaths.some((entry) => entry.path !== null && matchesPath(entry.path, path)))) return null;
  const sensitivity = sensitivityOf(scope, sensitivePaths);
  switch (sensitivity?.why) {
    case 'cookie':
    case 'local':
      return sensitivity.evidence;
    case 'guarded': {
      const cookie = evidence.find(({ kind }) => COOKIE.includes(kind));
      if (cookie !== undefined) return cookie;
      if (evidence.some(({ kind, text }) => kind === 'authorization-header' || (kind === 'authentication' && TOKENS.test(text)))) return null;
      if (sensitivity.evidence.kind === 'sensitive-path') return paths.some((path) => sensitivePaths.some((glob) => matchesPath(glob, path))) ? sensitivity.evidence : null;
      return sensitivity.evidence;
    }
    default:
      return null;
  }
}

/** Whether one route or function is plainly for everyone, or no code of production. */
export function isOpenByIntent({ reach, evidence }: Scope): boolean {
  return evidence.some(({ kind }) => kind === 'example-code' || kind === 'test-code' || (reach !== 'app' && PUBLIC.includes(kind)));
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
