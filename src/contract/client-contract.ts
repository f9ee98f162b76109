import type { Rule } from 'eslint';
import { packageInfo } from '../package-info.ts';
import { projectOf } from '../project.ts';
import { reportFinding } from '../define-rule.ts';
import { parseSettings } from '../settings.ts';
import { realPath } from '../values/modules/resolution.ts';
import { contractOf } from './contract.ts';
import { MESSAGES } from './messages.ts';

/**
 * The question that needs both sides: does the browser let a page of this project have what it asks of this project's
 * servers? Only the command knows all files, so it alone has this rule.
 */
export const clientContract: Rule.RuleModule = {
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: {
      description: 'Require that pages get what they ask of the servers of the same repository',
      recommended: true,
      url: `${packageInfo.homepage}?activeTab=code#docs/client-contract.md`,
    },
    messages: { ...Object.fromEntries(Object.keys(MESSAGES).map((id) => [id, '{{message}}'])) },
    schema: [],
  },
  create(context) {
    const project = projectOf(context.cwd);
    if (project === null) return {};
    return {
      'Program:exit'(node) {
        const settings = parseSettings((context.settings as Record<string, unknown>)['cors']);
        const findings = contractOf(project, settings).get(realPath(context.filename) ?? context.filename) ?? [];
        for (const finding of findings) reportFinding(context, node, finding, { message: finding.message });
      },
    };
  },
};
