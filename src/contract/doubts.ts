import { possibly } from '../policy/field.ts';
import type { Refusal } from '../policy/refusal.ts';
import type { Project } from '../project.ts';
import type { Settings } from '../settings.ts';
import type { Packages } from './packages.ts';
import { writtenIn, type Server } from './servers.ts';

/** Whether a rule reports the same fault where the policy is written: `*` beside credentials. */
export function isSaidAtServer(refusal: Refusal): boolean {
  const { policy } = refusal;
  switch (refusal.kind) {
    case 'wildcard':
      return possibly(policy.allowCredentials, Boolean);
    case 'header':
    case 'method':
    case 'unexposed':
      return refusal.wildcardIgnored && (possibly(policy.allowCredentials, Boolean) || policy.scope.evidence.some(({ kind }) => kind === 'authorization-header'));
    case 'credentials':
    case 'unanswered':
      return false;
  }
}

/** The header that would let each kind pass. */
const HEADERS = {
  header: 'access-control-allow-headers',
  method: 'access-control-allow-methods',
  credentials: 'access-control-allow-credentials',
  wildcard: 'access-control-allow-credentials',
  unexposed: 'access-control-expose-headers',
} as const;

/**
 * Whether the server's package writes, at another place, what this policy lacks: then that place may answer as well.
 * A header that is written with a value that is not known counts too.
 */
export function isAllowedElsewhere(refusal: Refusal, server: Server, project: Project, packages: Packages, settings: Settings): boolean {
  if (refusal.kind === 'unanswered') return false;
  const name = HEADERS[refusal.kind];
  const own = refusal.policy.site.place;
  return writtenIn(server, project, packages, settings).some((header) => {
    if (header.name.toLowerCase() !== name) return false;
    const texts = header.values.flatMap(({ text }) => text.split(',').map((each) => each.trim().toLowerCase()));
    // An option of the policy's own library is in its reading.
    const isOwn = header.option !== null && header.namePlace.file === own.file && Math.abs(header.namePlace.line - own.line) < 30;
    if (texts.length === 0) return !isOwn;
    switch (refusal.kind) {
      case 'header':
        return texts.includes(refusal.header.name.toLowerCase()) || (texts.includes('*') && !refusal.wildcardIgnored);
      case 'method':
        return texts.includes(refusal.method.toLowerCase()) && refusal.otherCase === null;
      case 'unexposed':
        return texts.includes(refusal.read.name.toLowerCase()) || (texts.includes('*') && !refusal.wildcardIgnored);
      case 'credentials':
      case 'wildcard':
        return !texts.includes('false');
    }
  });
}
