import type { Suggestion } from './finding.ts';
import type { Answer, Endpoint } from './policy/endpoint.ts';
import type { PreflightFault } from './policy/endpoint-faults.ts';
import { possibly } from './policy/field.ts';
import type { Place } from './policy/place.ts';
import type { OriginCheck, Policy } from './policy/policy.ts';
import type { Settings } from './settings.ts';

/**
 * "Allow exactly these": the origins of `settings.cors.trustedOrigins`, else those that the file already names, and a
 * list from the environment that denies when unset. No origin is invented.
 */
export function listTrustedOrigins(policy: OriginCheck & Partial<Pick<Policy, 'vary'>>, settings: Settings): readonly Suggestion[] {
  const { allowList, environmentList, knownOrigins } = policy.repair;
  if (allowList === null) return [];
  const { start, end, forList, forOne } = allowList;
  const suggestions: Suggestion[] = [];
  // A list is compared with the request, so caches must be told; where the library does not, the edit does.
  const { vary } = policy.repair;
  const tellCaches = vary !== null && policy.vary !== undefined && !possibly(policy.vary.echo, Boolean) ? [{ start: vary.at, end: vary.at, text: vary.text }] : [];
  const origins = settings.trustedOrigins.length > 0 ? settings.trustedOrigins : knownOrigins;
  const [only] = origins;
  if (origins.length === 1 && only !== undefined && forOne !== null) {
    suggestions.push({ description: `Allow only '${only}'.`, edits: [{ start, end, text: forOne.replace('ORIGIN', () => quote(only)) }] });
  } else if (origins.length > 0 && forList !== null) {
    const list = `[${origins.map(quote).join(', ')}]`;
    suggestions.push({ description: `Allow only ${origins.map((origin) => `'${origin}'`).join(', ')}.`, edits: [{ start, end, text: fill(forList, list) }, ...tellCaches] });
  }
  if (environmentList !== null && forList !== null) {
    suggestions.push({
      description: 'Allow only the origins listed in the environment variable CORS_ALLOWED_ORIGINS (none when it is unset).',
      edits: [{ start, end, text: fill(forList, environmentList) }, ...tellCaches],
    });
  }
  return suggestions;
}

/** Removes the credentials option or header: for an API that answers every site alike, or for the sake of a wildcard in another header. */
export function dropCredentials(policy: Policy, effect = 'and keep the answer open to every site'): readonly Suggestion[] {
  const { credentials } = policy.repair;
  if (credentials === null) return [];
  return [{ description: `Remove Access-Control-Allow-Credentials, ${effect}.`, edits: [{ ...credentials, text: '' }] }];
}

/** Adds `Vary: Origin` where the header is written. */
export function addVaryOrigin(policy: Policy): readonly Suggestion[] {
  const { vary } = policy.repair;
  if (vary === null) return [];
  return [{ description: 'Send Vary: Origin with the answer.', edits: [{ start: vary.at, end: vary.at, text: vary.text }] }];
}

/** Replaces a fallback that opens the policy by one that denies. */
export function denyInstead(policy: Policy, place: Place, setting: string): readonly Suggestion[] {
  const { deny } = policy.repair;
  // An edit changes the file at hand, never one that it imports.
  if (deny === null || place.file !== policy.site.whole.file) return [];
  return [{ description: `Deny every foreign origin while ${setting} is unset.`, edits: [{ start: place.start, end: place.end, text: deny }] }];
}

/** Sends the CORS headers of another answer with this one, where the names that they are made of mean the same. */
export function repeatHeaders(answer: Answer, examples: readonly Answer[], description: string): readonly Suggestion[] {
  const { room } = answer.repair;
  if (room === null) return [];
  for (const { repair } of examples) {
    if (repair.headers === null || !repair.headers.names.every(({ start, end }) => start <= room.at && room.at < end)) continue;
    return [{ description, edits: [{ start: room.at, end: room.at, text: `${room.before}${repair.headers.text}${room.after}` }, ...(room.close === undefined ? [] : [{ start: room.close.at, end: room.close.at, text: room.close.text }])] }];
  }
  return [];
}

/** Adds a handler for `OPTIONS` with the headers of an answer, and what the preflight asks for besides. */
export function answerPreflights({ optionsForm }: Endpoint, { sent, method, header }: PreflightFault, description: string): readonly Suggestion[] {
  const { headers } = sent.repair;
  if (optionsForm === null || headers === null || !headers.names.every(({ start, end }) => start <= optionsForm.at && optionsForm.at < end)) return [];
  if (optionsForm.write !== undefined) return /;$/.test(headers.text) ? [{ description, edits: [{ start: optionsForm.at, end: optionsForm.at, text: optionsForm.text.replace('STATEMENTS', () => statements(optionsForm.write ?? '', sent, method, header)) }] }] : [];
  const parts = [
    headers.text,
    ...(sent.allowMethods?.includes(method) === true ? [] : [`'Access-Control-Allow-Methods': ${quote(method)}`]),
    ...(sent.allowHeaders !== null && sent.allowHeaders !== undefined ? [] : [`'Access-Control-Allow-Headers': ${quote(['Content-Type', ...(header === null || /^content-type$/i.test(header) ? [] : [header])].join(', '))}`]),
  ];
  return [{ description, edits: [{ start: optionsForm.at, end: optionsForm.at, text: optionsForm.text.replace('HEADERS', () => `{ ${parts.join(', ')} }`) }] }];
}

/** Statements that write the headers of an answer, and what the preflight asks for besides. */
function statements(write: string, { repair, allowMethods, allowHeaders }: Answer, method: string, header: string | null): string {
  const one = (name: string, value: string): string => write.replace('NAME', () => quote(name)).replace('VALUE', () => quote(value));
  const indent = /\s*$/.exec(write)?.[0] ?? ' ';
  const own = (repair.headers?.text ?? '').split(/\n\s*/).join(indent);
  const more = [
    ...(allowMethods?.includes(method) === true ? [] : [one('Access-Control-Allow-Methods', method)]),
    ...(allowHeaders !== null && allowHeaders !== undefined ? [] : [one('Access-Control-Allow-Headers', ['Content-Type', ...(header === null || /^content-type$/i.test(header) ? [] : [header])].join(', '))]),
  ];
  return [own, indent, ...more].join('').trimEnd();
}

/** Answers preflights with a status that browsers take; what that opens is said. */
export function succeed({ statusAt }: Answer, description: string): readonly Suggestion[] {
  return statusAt === null ? [] : [{ description, edits: [{ start: statusAt.start, end: statusAt.end, text: '200' }] }];
}

const fill = (template: string, list: string): string => template.replaceAll('LIST', () => list);
/** A string literal. */
export const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** An explicit list in place of the value at `place`: an array where a library reads it, one text where it is a header. */
export function listInstead(policy: Policy, place: Place, names: readonly string[], description: string): readonly Suggestion[] {
  // An edit changes the file at hand, never one that it imports.
  if (place.file !== policy.site.whole.file) return [];
  const text = policy.preflight.by === 'handler' ? `'${names.join(', ')}'` : `[${names.map((name) => `'${name}'`).join(', ')}]`;
  return [{ description, edits: [{ start: place.start, end: place.end, text }] }];
}
