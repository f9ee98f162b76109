import { projectPath } from '../analyze.ts';
import type { Finding } from '../finding.ts';
import type { Field } from '../policy/field.ts';
import type { Place } from '../policy/place.ts';
import type { ListValue, Policy } from '../policy/policy.ts';
import type { Refusal } from '../policy/refusal.ts';
import type { SentRequest } from '../policy/sent-request.ts';
import { withoutParameters } from '../policy/witness.ts';
import type { Project } from '../project.ts';
import type { Settings } from '../settings.ts';
import { repairsOf } from './repairs.ts';

/** The messages of the contract, by their names. */
export const MESSAGES = {
  headerNotAllowed: '{{request}} sends `{{name}}`{{by}}, but the policy at {{server}} allows {{allowed}}, so the preflight fails and the request is never sent. Add `{{name}}` to Access-Control-Allow-Headers there, or do not send it.',
  headerNotCovered: '{{request}} sends `{{name}}`{{by}}, but the policy at {{server}} allows `*`, which does not cover it{{why}}, so the preflight fails and the request is never sent. Name `{{name}}` in Access-Control-Allow-Headers there.',
  methodNotAllowed: '{{request}} uses {{name}}, but the policy at {{server}} allows {{allowed}}, so the preflight fails and the request is never sent. Add `{{name}}` to Access-Control-Allow-Methods there.',
  methodCase: '{{request}} uses `{{name}}`, but the policy at {{server}} allows {{allowed}}: methods compare with case, so the preflight fails. Write `{{upper}}` on both sides.',
  credentialsWithWildcard: '{{request}} is sent with credentials, but the policy at {{server}} answers Access-Control-Allow-Origin: *, which browsers refuse for such a request, so {{outcome}}. Name the page\'s origin and allow credentials there, or send the request without them.',
  credentialsNotAllowed: '{{request}} is sent with credentials, but the policy at {{server}} does not send Access-Control-Allow-Credentials: true, so {{outcome}}. Allow credentials there, for named origins only, or send the request without them.',
  preflightUnanswered: '{{request}} needs a preflight{{why}}, but {{server}} answers no OPTIONS request with CORS headers for {{path}}, so the browser never sends it. Answer OPTIONS there with the same policy.',
  headerNotExposed: '{{request}} reads the response header `{{name}}`, but the policy at {{server}} exposes {{allowed}}, so the page sees none. Add `{{name}}` to Access-Control-Expose-Headers there.',
} as const;

type MessageId = keyof typeof MESSAGES;

interface Said {
  readonly messageId: MessageId;
  readonly place: Place;
  readonly data: Readonly<Record<string, string>>;
}

/** A refusal as a finding at what the page's code asks for. */
export function describeRefusal(sent: SentRequest, refusal: Refusal, project: Project, settings: Settings, isByFile: boolean): Finding {
  const said = sayRefusal(sent, refusal, project);
  // A place that is not in a file of the run is told at the call.
  const place = project.files.has(said.place.file) ? said.place : sent.place;
  const data: Readonly<Record<string, string>> = { request: `\`${sent.text}\``, server: serverOf(refusal, project, isByFile), by: '', why: '', ...said.data };
  const { request, response } = refusal.witness;
  return {
    rule: 'client-contract',
    messageId: said.messageId,
    message: MESSAGES[said.messageId].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => data[name] ?? whole),
    place,
    severity: refusal.kind === 'unexposed' ? 'low' : 'medium',
    witness: { request: { ...request, path: shownPath(request.path) }, response },
    suggestions: repairsOf(sent, refusal, place, project, settings),
  };
}

function sayRefusal(sent: SentRequest, refusal: Refusal, project: Project): Said {
  switch (refusal.kind) {
    case 'header': {
      const { header, wildcardIgnored, allowed } = refusal;
      const { place, name } = header;
      const by = header.isImplied ? ` (${sent.client} adds it to a JSON body)` : place.file === sent.place.file ? '' : ` (set at ${at(place, project)})`;
      const why = sent.credentials === null ? '' : ' for a request with credentials';
      return wildcardIgnored ? { messageId: 'headerNotCovered', place, data: { name, by, why } } : { messageId: 'headerNotAllowed', place, data: { name, by, allowed: only(allowed, 'no header') } };
    }
    case 'method': {
      const { method, allowed, otherCase } = refusal;
      const isCase = otherCase !== null || method !== method.toUpperCase();
      return { messageId: isCase ? 'methodCase' : 'methodNotAllowed', place: sent.place, data: { name: method, upper: method.toUpperCase(), allowed: only(allowed, 'no method') } };
    }
    case 'wildcard':
    case 'credentials': {
      const outcome = refusal.stage === 'preflight' ? 'the preflight fails and the request is never sent' : 'the page cannot read the response';
      return { messageId: refusal.kind === 'wildcard' ? 'credentialsWithWildcard' : 'credentialsNotAllowed', place: sent.credentials ?? sent.place, data: { outcome } };
    }
    case 'unanswered': {
      const { why } = refusal;
      return { messageId: 'preflightUnanswered', place: sent.place, data: { why: why === null ? ` for ${sent.method ?? 'its method'}` : ` for \`${why.name}\``, path: shownPath(refusal.witness.request.path) } };
    }
    case 'unexposed':
      return { messageId: 'headerNotExposed', place: refusal.read.place, data: { name: refusal.read.name, allowed: only(refusal.exposed, 'none') } };
  }
}

function only(names: readonly string[], none: string): string {
  return names.length === 0 ? none : `only ${names.map((name) => `\`${name}\``).join(', ')}`;
}

/** The list that lacks the name, where the code writes one; otherwise the policy itself. */
function serverOf({ kind, policy }: Refusal, project: Project, isByFile: boolean): string {
  const fields: Partial<Record<Refusal['kind'], Field<ListValue>>> = { header: policy.allowHeaders, method: policy.allowMethods, unexposed: policy.exposeHeaders };
  const from = fields[kind]?.from;
  const place = from?.kind === 'written' ? from.place : siteOf(policy);
  return kind === 'unanswered' && isByFile ? projectPath(place.file, project.cwd) : at(place, project);
}

const siteOf = ({ site }: Policy): Place => site.place;

function at({ file, line }: Place, project: Project): string {
  return `${projectPath(file, project.cwd)}:${String(line)}`;
}

/** A path with `1` for what is not known, as a request would have it. */
function shownPath(path: string): string {
  return withoutParameters(path.replace(/\/?\u0000+/g, (hidden) => (hidden.startsWith('/') ? '/1' : ''))) || '*';
}
