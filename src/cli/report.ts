import type { Finding } from '../finding.ts';
import type { Severity } from '../policy/severity.ts';
import { SEVERITIES } from '../policy/severity.ts';

/** A finding where ESLint put it. Lines and columns count from 1. */
export interface LocatedFinding {
  readonly finding: Finding;
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Why a file, or a part of it, was not linted. Lines and columns count from 1 and are null when the whole file is meant. */
export interface FileError {
  readonly file: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** The result of one run, which every format shows. */
export interface Report {
  /** Ordered by file, line, column and rule. */
  readonly findings: readonly LocatedFinding[];
  readonly errors: readonly FileError[];
  /** Findings that a comment in the code declares as meant. */
  readonly declared: number;
  /** Files that were read. */
  readonly files: number;
  readonly filesWithMarkers: number;
  /** Whether a rule failed, so that findings may be missing. */
  readonly hasCrashed: boolean;
  /** The text of each file that has findings. */
  readonly sources: ReadonlyMap<string, string>;
}

export function countBySeverity(findings: readonly LocatedFinding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { finding } of findings) counts[finding.severity] += 1;
  return counts;
}

/** 0 clean, 1 findings or unreadable files, 2 could not run. */
export function exitCode(report: Report, maxWarnings: number): 0 | 1 | 2 {
  if (report.hasCrashed || (report.errors.length > 0 && report.files === 0)) return 2;
  if (report.errors.length > 0) return 1;
  const counts = countBySeverity(report.findings);
  const warnings = counts.low + counts.info;
  const faults = report.findings.length - warnings;
  return faults > 0 || warnings > maxWarnings ? 1 : 0;
}

export function compareFindings(a: LocatedFinding, b: LocatedFinding): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.finding.rule, b.finding.rule) ||
    SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
    compare(a.finding.message, b.finding.message)
  );
}

export function compareErrors(a: FileError, b: FileError): number {
  return compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** By code unit, the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
