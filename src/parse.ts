import { extname } from 'node:path';
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/utils';
import type { VisitorKeys } from '@typescript-eslint/visitor-keys';
import type { OxcError, ParseResult } from 'oxc-parser';
import { onDemand } from './on-demand.ts';

/** A syntax tree as ESLint wants it, with its scopes. */
export interface ParsedSource {
  readonly ok: true;
  readonly ast: TSESTree.Program;
  readonly scopeManager: ScopeManager;
  readonly visitorKeys: VisitorKeys;
}

/** Why a text has no tree. The line counts from 1, the column from 0, the index from the start of the text. */
export interface ParseFailure {
  readonly ok: false;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly index: number;
}

/**
 * The longest text that is parsed, in UTF-16 code units.
 * Hand-written files stay far below it; what is above is a bundle, whose tree would cost seconds and hundreds of
 * megabytes, and whose faults are to be mended in its sources.
 */
export const MAX_SOURCE_LENGTH = 2_000_000;

/**
 * Parses JavaScript or TypeScript without the TypeScript compiler, so that it works in every project and under
 * every host. A byte-order mark is not part of the text that offsets count, which is ESLint's convention.
 * The tree has comments but no tokens.
 */
export function parseSource(text: string, file: string): ParsedSource | ParseFailure {
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const refusal = refuse(source);
  if (refusal !== null) return { ok: false, message: refusal, line: 1, column: 0, index: 0 };

  // A `#!` line becomes a `//` comment of the same length, which is how ESLint hands it to parsers.
  const code = source.replace(/^#!/u, '//');
  const readings: Reading[] = [];
  for (const attempt of attempts(file)) {
    const reading = read(code, file, attempt);
    if (reading.complaint === null) return toSource(code, reading);
    readings.push(reading);
  }

  // Some complaints are about meaning, such as a second default export, and leave a whole tree to look at.
  const whole = readings.find(({ isWhole }) => isWhole);
  if (whole !== undefined) return toSource(code, whole);
  const index = readings[0]?.complaint?.labels[0]?.start ?? 0;
  const message = readings[0]?.complaint?.message ?? 'Unknown syntax';
  return { ok: false, message: sentence(message), ...new LineTable(code).position(index), index };
}

/** The parser as ESLint's `languageOptions.parser` takes it. */
export const eslintParser = {
  meta: { name: 'eslint-plugin-cors/parser', version: '1' },

  parseForESLint(text: string, options?: { readonly filePath?: string } | null): Omit<ParsedSource, 'ok'> {
    const parsed = parseSource(text, options?.filePath ?? '<input>');
    if (!parsed.ok) {
      const { message, line, column, index } = parsed;
      throw Object.assign(new SyntaxError(message), { lineNumber: line, column: column + 1, index });
    }
    return { ast: parsed.ast, scopeManager: parsed.scopeManager, visitorKeys: parsed.visitorKeys };
  },
};

const BYTE_ORDER_MARK = '\uFEFF';

interface Attempt {
  readonly lang: 'jsx' | 'ts' | 'tsx';
  readonly sourceType: 'module' | 'commonjs';
}

/**
 * How to read a file, likeliest first. Most files are modules or can be read as such; a sloppy CommonJS script
 * (`with`, `return` outside functions, octal literals) cannot. A file without a known extension may be anything.
 */
function attempts(file: string): readonly Attempt[] {
  const extension = extname(file).toLowerCase();
  const sourceTypes = ['.cjs', '.cts'].includes(extension)
    ? (['commonjs', 'module'] as const)
    : (['module', 'commonjs'] as const);
  return languages(extension).flatMap((lang) => sourceTypes.map((sourceType) => ({ lang, sourceType })));
}

function languages(extension: string): readonly Attempt['lang'][] {
  switch (extension) {
    case '.js':
    case '.mjs':
    case '.cjs':
    case '.jsx':
      return ['jsx'];
    case '.ts':
    case '.mts':
    case '.cts':
      return ['ts'];
    case '.tsx':
      return ['tsx'];
    default:
      return ['jsx', 'tsx', 'ts'];
  }
}

function refuse(source: string): string | null {
  if (source.length > MAX_SOURCE_LENGTH) {
    return `This file is longer than ${MAX_SOURCE_LENGTH.toLocaleString('en')} characters: it looks generated and is not read.`;
  }
  if (source.includes('\0')) return 'This file is not text: it contains a NUL character.';
  return null;
}

interface Reading {
  readonly attempt: Attempt;
  readonly result: ParseResult;
  readonly complaint: OxcError | null;
  /** Whether there is a tree of the whole text: after a fatal error the parser gives an empty one. */
  readonly isWhole: boolean;
}

function read(code: string, file: string, attempt: Attempt): Reading {
  const result = onDemand.oxcParser().parseSync(file, code, { ...attempt, astType: 'ts', range: true, preserveParens: false });
  const complaint = result.errors.find(({ severity }) => severity === 'Error') ?? null;
  return { attempt, result, complaint, isWhole: complaint === null || result.program.end > 0 };
}

function toSource(code: string, { attempt, result }: Reading): ParsedSource {
  const lines = new LineTable(code);
  const isModule = attempt.sourceType === 'module';
  // The declared type of oxc's tree and TSESTree describe the same objects; a test compares them node by node.
  const ast = result.program as unknown as TSESTree.Program;
  ast.sourceType = isModule ? 'module' : 'script';
  ast.tokens = [];
  ast.comments = result.comments.map(({ type, value, start, end }) => ({
    type,
    value,
    range: [start, end],
    loc: lines.location(start, end),
  })) as TSESTree.Comment[];
  addLocations(ast, lines);

  const scopeManager = onDemand.scopeManager().analyze(ast, { sourceType: ast.sourceType, globalReturn: !isModule });
  return { ok: true, ast, scopeManager, visitorKeys: onDemand.visitorKeys().visitorKeys };
}

function sentence(message: string): string {
  return /[.!?]$/u.test(message) ? message : `${message}.`;
}

function addLocations(program: TSESTree.Program, lines: LineTable): void {
  const { visitorKeys } = onDemand.visitorKeys();
  const pending: TSESTree.Node[] = [program];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    node.loc = lines.location(node.range[0], node.range[1]);
    const fields = node as unknown as Readonly<Record<string, unknown>>;
    for (const key of visitorKeys[node.type] ?? []) {
      const child = fields[key];
      if (Array.isArray(child)) pending.push(...child.filter(isNode));
      else if (isNode(child)) pending.push(child);
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Where the lines of a text start, to turn offsets into lines and columns. */
class LineTable {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)) {
      starts.push(index + lineBreak.length);
    }
    this.#starts = starts;
  }

  position(offset: number): TSESTree.Position {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) };
  }

  location(start: number, end: number): TSESTree.SourceLocation {
    return { start: this.position(start), end: this.position(end) };
  }
}
