import { countBySeverity } from './report.ts';
import type { Report } from './report.ts';

/** The result for programs. `version` changes when a reader of this form would have to. */
export function formatJson(report: Report, toolVersion: string): string {
  const { findings, errors, declared, files, filesWithMarkers } = report;
  const output = {
    version: 1,
    tool: { name: 'cors-lint', version: toolVersion },
    findings: findings.map(({ finding, file, line, column, endLine, endColumn }) => ({
      rule: finding.rule,
      messageId: finding.messageId,
      message: finding.message,
      severity: finding.severity,
      file,
      line,
      column,
      endLine,
      endColumn,
      witness: finding.witness,
      suggestions: finding.suggestions,
    })),
    errors,
    summary: { files, filesWithMarkers, findings: findings.length, declared, bySeverity: countBySeverity(findings) },
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}
