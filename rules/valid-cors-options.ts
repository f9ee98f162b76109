import { defineRule } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import type { OptionFault } from '../src/policy/option-fault.ts';

/**
 * Libraries ignore what they do not know. A key of another library, or a value of another form, leaves a default in its
 * place, which for the origin is often "everyone", or a policy that works for nobody.
 */
export default defineRule({
  name: 'valid-cors-options',
  description: 'Disallow options that the CORS library at hand ignores or misreads',
  preset: 'recommended',
  messages: {
    unknownKey: '{{value}} is no option of {{library}}, which ignores it and keeps its default{{default}}. The option is called {{meant}}.',
    sentAsText: "{{value}} is no origin option of {{library}}: it sends 'Access-Control-Allow-Origin: {{meant}}', which equals no origin, so browsers refuse every answer.",
    fails: '{{value}} is no origin option of {{library}}, which throws: no page gets an answer with CORS headers.',
    textForList: '{{value}} is a text where {{library}} takes a list: {{meant}}.',
    ignoredEntry: '{{value}} is an entry that {{library}} never matches: it compares strings only, so browsers of the origins that the pattern means are refused.',
    statefulPattern: '{{value}} accepts only every other request: a pattern with the flag `g` or `y` goes on where its last match ended, so browsers refuse the answers in between.',
    noCallback: '{{value}} never answers {{library}}, which waits for a call of its second parameter: every request with an Origin hangs.',
    needlessCallback: '{{value}} calls `{{meant}}`, but {{library}} takes what the function returns and passes no callback: every request fails, without CORS headers.',
    someUnanswered: '{{value}} calls `{{meant}}` on some of its ways only, and {{library}} waits for it on the others: requests that take them hang. Call it on every way, with `false` to refuse.',
    answeredTwice: '{{value}} is the second call of `{{meant}}` on one way: {{library}} goes on twice with one request, and only the first answer can be sent. Return after the first.',
    booleanAnswer: "{{value}} answers {{library}} with true, which it sends as it is: no origin equals 'Access-Control-Allow-Origin: true', so browsers refuse every answer. Return the origin itself.",
    contextAnswer: "`{{meant}}` is what {{library}} knows of the request, not its origin: {{value}} sends 'Access-Control-Allow-Origin: [object Object]', and browsers refuse every answer. Read the Origin header of it.",
    refused: '{{value}} is refused by {{library}}: {{meant}}. Nothing of this configuration takes effect.',
    notCalled: '{{value}} is the function that makes the middleware of {{library}}, not the middleware: requests get no Access-Control-Allow-Origin. Call it.',
    called: '{{value}} runs the plugin of {{library}} before there is an application: the server does not start. Register the plugin itself.',
    unused: '{{value}} makes middleware of {{library}} that nothing runs: requests get no Access-Control-Allow-Origin. Register what it returns.',
    pathSyntax: '{{value}} is no path of {{library}}, where `*` starts a name: the server does not start.',
  },
  schema: null,
  defaults: {},
  *checkFile(file) {
    for (const fault of file.optionFaults) {
      yield {
        messageId: MESSAGES[fault.kind],
        data: {
          value: `\`${fault.text}\``,
          library: fault.library,
          meant: fault.kind === 'unknown-key' ? `\`${fault.meant}\`` : fault.meant,
          default: fault.opens ? ", which allows every origin" : '',
        },
        place: fault.place,
        severity: 'medium',
        witness: null,
        suggestions: suggestionsFor(fault),
      };
    }
  },
});

const MESSAGES = {
  'unknown-key': 'unknownKey',
  'sent-as-text': 'sentAsText',
  fails: 'fails',
  'text-for-list': 'textForList',
  'ignored-entry': 'ignoredEntry',
  'stateful-pattern': 'statefulPattern',
  'no-callback': 'noCallback',
  'needless-callback': 'needlessCallback',
  'some-unanswered': 'someUnanswered',
  'answered-twice': 'answeredTwice',
  'boolean-answer': 'booleanAnswer',
  'context-answer': 'contextAnswer',
  'not-called': 'notCalled',
  called: 'called',
  unused: 'unused',
  'path-syntax': 'pathSyntax',
  refused: 'refused',
} as const satisfies Record<OptionFault['kind'], string>;

function suggestionsFor(fault: OptionFault): readonly Suggestion[] {
  const { instead, removal, place, at = place, text } = fault;
  if (instead !== null) return [{ description: describe(fault, instead), edits: [{ start: at.start, end: at.end, text: instead }] }];
  return removal === undefined || removal === null ? [] : [{ description: `Remove \`${text}\`.`, edits: [{ ...removal, text: '' }] }];
}

function describe({ kind, opens }: OptionFault, instead: string): string {
  switch (kind) {
    case 'some-unanswered':
      return 'Refuse these requests.';
    case 'boolean-answer':
      return 'Return the origin where the check holds. Pages of these origins can read answers then, which they cannot do now.';
    case 'called':
    case 'not-called':
      return `Write \`${instead}\`.${opens ? ' Its default allows every origin.' : ''}`;
    case 'text-for-list':
      return `Write \`${instead}\`. The list takes effect then, which it does not do now.`;
    case 'unknown-key':
      return `Write \`${instead}\`. The option takes effect then, which it does not do now.`;
    default:
      return `Write \`${instead}\`.`;
  }
}
