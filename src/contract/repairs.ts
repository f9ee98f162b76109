import { analyzeFile, projectPath, textOfFile } from '../analyze.ts';
import type { Edit, Suggestion } from '../finding.ts';
import { outcomesOf } from '../policy/allow-origin.ts';
import { answersOf } from '../policy/endpoint.ts';
import type { Field } from '../policy/field.ts';
import { accepts, FOR_SOME_REQUEST } from '../policy/origin-predicate.ts';
import type { Place } from '../policy/place.ts';
import type { CompanionField, HeaderRoom, ListValue, Policy } from '../policy/policy.ts';
import { refusalsOf, type Refusal } from '../policy/refusal.ts';
import type { SentRequest } from '../policy/sent-request.ts';
import { UNRELATED_ORIGINS } from '../policy/witness.ts';
import type { Project } from '../project.ts';
import type { Settings } from '../settings.ts';
import { answerPreflights, quote } from '../suggestions.ts';
import { methodInCapitals, withoutCredentials, withoutHeader } from './page-repairs.ts';

/** Edits of the server by which the browser lets a page have what it asks for, and of the page by which it asks for less; the best one first. */
export function repairsOf(sent: SentRequest, refusal: Refusal, finding: Place, project: Project, settings: Settings): readonly Suggestion[] {
  switch (refusal.kind) {
    case 'header':
      return [...nameMore(refusal, finding, project), ...withoutHeader(refusal.header, finding, project)];
    case 'unexposed':
      return nameMore(refusal, finding, project);
    case 'method':
      return refusal.method === refusal.method.toUpperCase() ? nameMore(refusal, finding, project) : inCapitals(sent, refusal, finding, project);
    case 'credentials':
      return [...allowCredentials(refusal.policy, finding, project), ...withoutCredentials(sent, finding)];
    case 'wildcard':
      return withoutCredentials(sent, finding);
    case 'unanswered':
      return answerOptions(sent, refusal, finding, project, settings);
  }
}

/** A name more in a list that the code writes, or a list with it where the code writes none. */
function nameMore(refusal: Refusal, finding: Place, project: Project): readonly Suggestion[] {
  const missing = missingIn(refusal);
  if (missing === null || missing.field.kind !== 'known' || missing.field.value.kind === 'reflected' || missing.field.value.kind === 'requested') return [];
  const { field, name, of, effect } = missing;
  const { from } = field;
  if (field.value.kind === 'list' && from.kind === 'written') {
    const { place } = from;
    const room = roomIn(textOfFile(place.file)?.slice(place.start, place.end) ?? '', name);
    if (room === null) return [];
    const at = place.start + room.at;
    return [{ description: `Add ${name} to the list at ${shown(place, project)}: pages of all origins that this policy allows ${effect}.`, edits: [editOf(place.file, at, at, room.text, finding, project)] }];
  }
  const { room } = refusal.policy.repair;
  if (room === undefined || room === null || (room.as === 'option' && from.kind !== 'default')) return [];
  // What a library allows by itself is no longer allowed where the list is written.
  const names = [...(field.value.kind === 'list' ? field.value.names : []), name];
  const edit = writeHeader(room, of, room.as === 'option' ? `[${names.map(quote).join(', ')}]` : quote(names.join(', ')), finding, project);
  if (edit === null) return [];
  return [{ description: `Send ${HEADERS[of]}: ${names.join(', ')} at ${shown(refusal.policy.site.place, project)}: pages of all origins that this policy allows ${effect}.`, edits: [edit] }];
}

/** The method in capitals where the page writes it, and on the list, if that lacks it. */
function inCapitals(sent: SentRequest, refusal: Extract<Refusal, { kind: 'method' }>, finding: Place, project: Project): readonly Suggestion[] {
  const edit = methodInCapitals(sent, refusal.method, finding);
  if (edit === null) return [];
  const upper = refusal.method.toUpperCase();
  if (refusal.allowed.includes(upper)) return [{ description: `Write ${upper}, as the policy at ${shown(refusal.policy.site.place, project)} does: methods compare with case.`, edits: [edit] }];
  return nameMore(refusal, finding, project).map(({ description, edits }) => ({ description: `Write ${upper} here. ${description}`, edits: [edit, ...edits] }));
}

const HEADERS = {
  allowMethods: 'Access-Control-Allow-Methods',
  allowHeaders: 'Access-Control-Allow-Headers',
  exposeHeaders: 'Access-Control-Expose-Headers',
  allowCredentials: 'Access-Control-Allow-Credentials',
} as const satisfies Record<CompanionField, string>;

interface Missing {
  readonly field: Field<ListValue>;
  readonly of: CompanionField;
  readonly name: string;
  readonly effect: string;
}

/** The list that lacks a name. A `*` that does not count stays, for the requests for which it does. */
function missingIn(refusal: Refusal): Missing | null {
  const { policy } = refusal;
  switch (refusal.kind) {
    case 'header':
      return { field: policy.allowHeaders, of: 'allowHeaders', name: refusal.header.name, effect: 'can then send it' };
    case 'method':
      return { field: policy.allowMethods, of: 'allowMethods', name: refusal.method.toUpperCase(), effect: 'can then use it' };
    case 'unexposed':
      return { field: policy.exposeHeaders, of: 'exposeHeaders', name: refusal.read.name, effect: 'can then read it' };
    case 'wildcard':
    case 'credentials':
    case 'unanswered':
      return null;
  }
}

/** Credentials for a policy that names its origins: those of a policy for every site would open all that cookies protect. */
function allowCredentials(policy: Policy, finding: Place, project: Project): readonly Suggestion[] {
  if (!namesOrigins(policy)) return [];
  const { allowCredentials: field, repair } = policy;
  if (field.kind !== 'known') return [];
  const isWritten = repair.credentials !== null || (field.from.kind === 'written' && repair.room?.as !== 'header');
  const edit = !isWritten ? writeCredentials(repair.room, finding, project) : field.from.kind === 'written' ? switchOn(field.from.place, finding, project) : null;
  if (edit === null) return [];
  return [{ description: `Allow credentials at ${shown(policy.site.place, project)}: pages of the origins that this policy allows can then send the visitor's cookies and read what the server answers to them.`, edits: [edit] }];
}

/** `false` as the code writes it, turned into `true`. */
function switchOn(place: Place, finding: Place, project: Project): Edit | null {
  const written = /^(['"`]?)false\1$/.exec(textOfFile(place.file)?.slice(place.start, place.end) ?? '');
  return written === null ? null : editOf(place.file, place.start, place.end, `${written[1] ?? ''}true${written[1] ?? ''}`, finding, project);
}

function writeCredentials(room: HeaderRoom | null | undefined, finding: Place, project: Project): Edit | null {
  return room === undefined || room === null ? null : writeHeader(room, 'allowCredentials', room.as === 'option' ? 'true' : quote('true'), finding, project);
}

/** Whether every origin that a policy lets pass is one that the code names: no site that nobody knows is among them. */
function namesOrigins({ allowOrigin }: Policy): boolean {
  return outcomesOf(allowOrigin).every(({ answer, when }) => {
    switch (answer.kind) {
      case 'absent':
      case 'off':
        return true;
      case 'fixed':
        return answer.value !== 'null';
      case 'echo':
        return [...UNRELATED_ORIGINS, 'null'].every((origin) => accepts(when, origin, FOR_SOME_REQUEST) === 'no');
      case 'any':
      case 'unknown':
        return false;
    }
  });
}

/** An answer to `OPTIONS` beside the handler that answers the request. */
function answerOptions(request: SentRequest, { policy, why, origin }: Extract<Refusal, { kind: 'unanswered' }>, finding: Place, project: Project, settings: Settings): readonly Suggestion[] {
  const { method } = request;
  const { place } = policy.site;
  const analysis = analyzeFile(place.file, project.cwd, settings);
  if (analysis === null || method === null) return [];
  const description = `Answer OPTIONS at ${shown(place, project)} with the same policy: pages of all origins that it allows can then send this request.`;
  const here = ({ edits }: Suggestion): Suggestion => ({ description, edits: edits.map((edit) => editOf(place.file, edit.start, edit.end, edit.text, finding, project)) });
  if (policy.preflight.by === 'library') {
    const route = policy.repair.registration?.options ?? null;
    // The middleware answers its own preflights, unless it allows less than is asked for.
    const isEnough = refusalsOf(request, { preflight: [policy], response: [policy], path: '' }, origin).length === 0;
    return route === null || !isEnough ? [] : [here({ description, edits: [{ start: route.at, end: route.at, text: route.text }] })];
  }
  const route = analysis.unansweredRoutes.find((each) => each.policy.site.place.start === place.start && each.method === method);
  if (route !== undefined) return route.answer === null ? [] : [here({ description, edits: [{ start: route.answer.at, end: route.answer.at, text: route.answer.text }] })];
  for (const endpoint of analysis.endpoints) {
    const sent = endpoint.handlers.filter((handler) => handler.methods.includes(method)).flatMap((handler) => answersOf(handler)).find(({ answer }) => answer?.allowOrigin === true)?.answer;
    if (sent === undefined || sent === null) continue;
    return answerPreflights(endpoint, { kind: 'unanswered', answer: null, status: endpoint.platform?.status ?? 204, sent, method, header: why?.name ?? null }, description).map(here);
  }
  return [];
}

function writeHeader({ file, start, end, before, after, forms }: HeaderRoom, of: CompanionField, value: string, finding: Place, project: Project): Edit | null {
  const form = forms[of]?.replace('NAME', HEADERS[of]) ?? null;
  return form === null ? null : editOf(file, start, end, `${before}${form.replace('VALUE', () => value)}${after}`, finding, project);
}

function editOf(file: string, start: number, end: number, text: string, finding: Place, project: Project): Edit {
  return { ...(file === finding.file ? {} : { file: projectPath(file, project.cwd) }), start, end, text };
}

function shown({ file, line }: Place, project: Project): string {
  return `${projectPath(file, project.cwd)}:${String(line)}`;
}

/** Where a name goes in an array of texts, or in one text with commas, and how it is written there. */
function roomIn(list: string, name: string): { readonly at: number; readonly text: string } | null {
  const array = /^\[[^]*?(,?)\s*\]$/.exec(list);
  if (array !== null) {
    const [, comma = ''] = array;
    const quotes = /['"`]/.exec(list)?.[0] ?? "'";
    const end = list.length - 1 - (/\s*$/.exec(list.slice(0, -1))?.[0].length ?? 0);
    const isEmpty = /^\[\s*\]$/.test(list);
    return { at: isEmpty ? 1 : end, text: `${isEmpty ? '' : comma === '' ? ', ' : ' '}${quotes}${name}${quotes}` };
  }
  const quoted = /^(['"`])([^'"`$\\\n]*)\1$/.exec(list);
  if (quoted === null) return null;
  const [, , names = ''] = quoted;
  return { at: list.length - 1, text: `${names.trim() === '' ? '' : /,\S/.test(names) ? ',' : ', '}${name}` };
}
