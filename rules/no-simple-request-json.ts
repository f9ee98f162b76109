import { defineRule } from '../src/define-rule.ts';
import type { JsonReader } from '../src/policy/json-reader.ts';
import { FOREIGN_ORIGIN, withoutParameters } from '../src/policy/witness.ts';

/**
 * A page may send a form to every server, and a script the same request: with a form's media type there is no preflight
 * (Fetch, section "CORS-safelisted request-header"). A server that reads JSON out of such a body acts before it, or the
 * browser, has asked where the request comes from.
 */
export default defineRule({
  name: 'no-simple-request-json',
  description: 'Disallow reading JSON from bodies that pages of every site can send without a preflight',
  preset: 'strict',
  messages: {
    simpleJson: "{{value}} makes {{library}} read JSON from a body of type '{{type}}', which a page of '{{origin}}' can send without a preflight{{consequence}}. Take 'application/json' alone.",
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const reader of file.jsonReaders) {
      const [type] = reader.contentTypes.includes('text/plain') ? ['text/plain'] : reader.contentTypes;
      if (type === undefined) continue;
      const cookie = reader.scope.evidence.find(({ kind }) => kind === 'cookie' || kind === 'session');
      yield {
        messageId: 'simpleJson',
        data: {
          value: `\`${reader.text}\``,
          library: reader.library,
          type,
          origin: FOREIGN_ORIGIN,
          consequence: cookie === undefined ? '' : `, with the visitor's cookies ('${cookie.text}') unless their SameSite attribute keeps them back`,
        },
        place: reader.place,
        severity: cookie === undefined ? 'low' : 'medium',
        witness: { request: { method: 'POST', path: pathOf(reader), headers: { Origin: FOREIGN_ORIGIN, 'Content-Type': type } }, response: {} },
        suggestions: repairOf(reader),
      };
    }
  },
});

function pathOf({ scope }: JsonReader): string {
  return withoutParameters(scope.paths[0] ?? '*');
}

function repairOf({ repair }: JsonReader): readonly { readonly description: string; readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[] }[] {
  if (repair === null) return [];
  const description = repair.text === '' ? 'Remove this parser. Fastify reads application/json without it, and JSON from no other type.' : 'Take application/json alone.';
  return [{ description, edits: [repair] }];
}
