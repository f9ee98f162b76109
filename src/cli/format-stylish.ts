import type { Severity } from '../policy/severity.ts';
import { SEVERITIES } from '../policy/severity.ts';
import { codeFrame } from './code-frame.ts';
import { formatWitness } from './format-witness.ts';
import type { Paint, Style } from './paint.ts';
import { displayWidth, printable, wrap } from './printable.ts';
import { countBySeverity } from './report.ts';
import type { FileError, LocatedFinding, Report } from './report.ts';

const STYLES: Readonly<Record<Severity | 'error', Style>> = {
  critical: ['red', 'bold'],
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'cyan',
  error: ['red', 'bold'],
};

const SEVERITY_WIDTH = Math.max(...Object.keys(STYLES).map((label) => label.length));
const INDENT = ' '.repeat(4);
const DETAIL_INDENT = ' '.repeat(6);

/** The result for people. `width` is that of the terminal. */
export function formatStylish(report: Report, width: number, paint: Paint): string {
  const files = [...new Set([...report.findings, ...report.errors].map(({ file }) => file))].sort();
  const sections = files.map((file) =>
    section(
      file,
      report.errors.filter((error) => error.file === file),
      report.findings.filter((finding) => finding.file === file),
      report.sources.get(file) ?? '',
      { width, paint },
    ),
  );
  return [...sections, `${summary(report, paint)}\n`].join('\n');
}

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

interface Row {
  readonly position: string;
  readonly label: Severity | 'error';
  readonly message: string;
  readonly rule: string;
}

function section(
  file: string,
  errors: readonly FileError[],
  findings: readonly LocatedFinding[],
  text: string,
  look: Look,
): string {
  const failures = errors.map((error) => ({ row: errorRow(error), details: [] as string[] }));
  const faults = findings.map((finding) => ({ row: findingRow(finding), details: details(finding, text, look) }));
  const entries = [...failures, ...faults];
  const positionWidth = Math.max(...entries.map(({ row }) => row.position.length));
  const prefixWidth = INDENT.length + positionWidth + 2 + SEVERITY_WIDTH + 2;
  const ruleWidth = Math.max(...entries.map(({ row }) => row.rule.length));
  const room = Math.max(look.width - prefixWidth - 2 - ruleWidth, 30);
  const messageWidth = Math.min(room, Math.max(...entries.map(({ row }) => displayWidth(row.message))));

  const blocks = entries.map(({ row, details }) => {
    const head = entryHead(row, positionWidth, prefixWidth, messageWidth, look.paint);
    return details.length === 0 ? head : `${head}\n\n${details.join('\n')}\n`;
  });
  const header = `  ${look.paint(['underline', 'bold'], printable(file))}`;
  return `${[header, ...blocks].join('\n').trimEnd()}\n`;
}

function errorRow({ line, column, message }: FileError): Row {
  return { position: line === null ? '-' : `${line}:${column ?? 1}`, label: 'error', message: oneLine(message), rule: '' };
}

function findingRow({ finding, line, column }: LocatedFinding): Row {
  const { severity, message, rule } = finding;
  return { position: `${line}:${column}`, label: severity, message: oneLine(message), rule: `cors/${rule}` };
}

/** Position, severity, message and rule in columns; the message runs over several lines when it has to. */
function entryHead(row: Row, positionWidth: number, prefixWidth: number, messageWidth: number, paint: Paint): string {
  const [first = '', ...rest] = wrap(row.message, messageWidth);
  const position = paint('dim', row.position.padStart(positionWidth));
  const label = paint(STYLES[row.label], row.label.padEnd(SEVERITY_WIDTH));
  const gap = ' '.repeat(Math.max(messageWidth - displayWidth(first), 0));
  const rule = row.rule === '' ? '' : `${gap}  ${paint('dim', row.rule)}`;
  const hanging = rest.map((line) => `${' '.repeat(prefixWidth)}${line}`);
  return [`${INDENT}${position}  ${label}  ${first}${rule}`, ...hanging].join('\n');
}

function details(located: LocatedFinding, text: string, { width, paint }: Look): string[] {
  const { witness, suggestions } = located.finding;
  const frame = codeFrame(text, located, width - INDENT.length, paint).map((line) => `${INDENT}${line}`);
  const exchange = witness === null ? [] : formatWitness(witness, paint).map((line) => `${DETAIL_INDENT}${line}`);
  const fixes = suggestions.flatMap(({ description }, index) => {
    const [first = '', ...rest] = wrap(oneLine(description), width - DETAIL_INDENT.length - 5);
    const lead = paint('green', index === 0 ? 'fix:' : ' or:');
    return [`${DETAIL_INDENT}${lead} ${first}`, ...rest.map((line) => `${DETAIL_INDENT}${' '.repeat(5)}${line}`)];
  });
  return [frame, exchange, fixes]
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function summary(report: Report, paint: Paint): string {
  const { findings, errors, declared, files, filesWithMarkers } = report;
  if (files === 0 && errors.length === 0) return 'No JavaScript or TypeScript files found; ignored files do not count.';

  const notes = [`${count(filesWithMarkers, 'file')} had CORS code.`];
  if (declared > 0) notes.push(`${declared} more declared by comments.`);
  if (errors.length > 0) {
    const failed = new Set(errors.map(({ file }) => file)).size;
    notes.push(paint(STYLES.error, `Errors in ${count(failed, 'file')}.`));
  }
  if (findings.length === 0) {
    const clean = `No findings in ${count(files, 'file')}`;
    return `${errors.length === 0 ? paint('green', clean) : clean}; ${notes.join(' ')}`;
  }

  const counts = countBySeverity(findings);
  const severities = SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => paint(STYLES[severity], `${counts[severity]} ${severity}`))
    .join(', ');
  const faulty = new Set(findings.map(({ file }) => file)).size;
  const total = paint('bold', count(findings.length, 'finding'));
  return `${total} (${severities}) in ${faulty} of ${count(files, 'file')}; ${notes.join(' ')}`;
}

/** Messages quote code, which may run over several lines. */
function oneLine(text: string): string {
  return printable(text.trim().replace(/\s+/gu, ' '));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
