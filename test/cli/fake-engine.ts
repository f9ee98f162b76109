import type { Rule } from 'eslint';
import type { Engine } from '../../src/cli/engine.ts';
import type { Finding } from '../../src/finding.ts';
import type { Severity } from '../../src/policy/severity.ts';
import { parseSettings } from '../../src/settings.ts';

const findings = new WeakMap<object, Finding[]>();

/** Reports every call of a function by its name with an argument. */
function callRule(rule: string, severity: Severity, callee: string): Rule.RuleModule {
  return {
    create: ({ sourceCode, filename, report, settings }: Rule.RuleContext) => ({
      CallExpression(node) {
        const [argument] = node.arguments;
        if (node.callee.type !== 'Identifier' || node.callee.name !== callee || argument?.range === undefined) return;
        if (argument.loc === null || argument.loc === undefined) return;
        const [start, end] = argument.range;
        const trusted = (settings['cors'] as { trustedOrigins?: string[] }).trustedOrigins ?? [];
        const message = `\`${sourceCode.getText(argument)}\` lets every site read responses sent with cookies.`;
        const finding: Finding = {
          rule,
          messageId: 'reflected',
          message,
          place: { file: filename, start, end, line: argument.loc.start.line, column: argument.loc.start.column },
          severity,
          witness: {
            request: { method: 'GET', path: '/api/me', headers: { Origin: 'https://evil.example' } },
            response: {
              'Access-Control-Allow-Origin': 'https://evil.example',
              'Access-Control-Allow-Credentials': 'true',
            },
          },
          suggestions: [{ description: 'List the trusted origins.', edits: [{ start, end, text: JSON.stringify(trusted) }] }],
        };
        const program = sourceCode.ast;
        findings.set(program, [...(findings.get(program) ?? []), finding]);
        report({ node: argument, message });
      },
    }),
  };
}

const throwing: Rule.RuleModule = {
  create: () => ({
    Identifier(node) {
      if (node.name === 'crashTheCorsRule') throw new Error('boom');
    },
  }),
};

/** A plugin that sees `cors(…)`, and as a warning `corsInfo(…)`; the strict preset also sees `corsStrict(…)`. */
export const fakeEngine: Engine = {
  plugin: {
    rules: {
      'no-reflected-origin': callRule('no-reflected-origin', 'critical', 'cors'),
      'no-info': callRule('no-info', 'info', 'corsInfo'),
      'no-strict': callRule('no-strict', 'medium', 'corsStrict'),
      throwing,
    },
    configs: {
      recommended: { rules: { 'cors/no-reflected-origin': 'error', 'cors/no-info': 'error', 'cors/throwing': 'error' } },
      strict: { rules: { 'cors/no-reflected-origin': 'error', 'cors/no-strict': 'error' } },
    },
  },
  findingsIn: (program) => findings.get(program) ?? [],
  hasMarkers: (text) => /cors/iu.test(text),
  traitsOf: () => ({ definesPolicy: false, sends: false, makesClient: false, callsClient: false, makesServer: false }),
  filesWithRefusedRequests: () => [],
  specifiersIn: () => [],
  openProject: () => () => undefined,
  sharedTree: () => null,
  checkSettings: parseSettings,
};
