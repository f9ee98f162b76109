import { Linter } from 'eslint';
import type { Finding } from '../finding.ts';
import type { FileTraits } from '../markers.ts';
import { eslintParser } from '../parse.ts';
import type { Target } from './discover.ts';
import { displayPath } from './display-path.ts';
import type { Engine, Preset, ProjectText } from './engine.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { projectRoot } from './project-root.ts';
import type { SourceFile } from './read-source.ts';
import { readSource } from './read-source.ts';
import { compareErrors, compareFindings } from './report.ts';
import type { FileError, LocatedFinding, Report } from './report.ts';

export interface LintRequest {
  readonly cwd: string;
  readonly preset: Preset;
  /** Becomes ESLint's `settings.cors`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Whether the requests of client code are compared with the policies of the servers that they go to. */
  readonly comparesClients: boolean;
}

/** Enough to keep the disk busy; more only holds more texts in memory. */
const CONCURRENT_READS = 16;

/** Lints files from the disk. `errors` are those met while the files were searched. */
export async function lintFiles(
  targets: readonly Target[],
  errors: readonly FileError[],
  request: LintRequest,
  engine: Engine,
): Promise<Report> {
  const lint = createLint(request, engine);
  const sources = await mapConcurrently(targets, CONCURRENT_READS, async ({ path }): Promise<Read> => summarize(await readSource(path), engine));
  const { roots, close } = openProjects(targets, sources, request.cwd, engine);
  try {
    const refused = new Set(request.comparesClients ? roots.flatMap((root) => engine.filesWithRefusedRequests(root, request.settings)) : []);
    const results: FileResult[] = [];
    for (const [index, { path, isNamed }] of targets.entries()) {
      const isRefused = refused.has(path);
      // The text of a file without CORS code was dropped.
      const source = isRefused ? await readSource(path) : (sources[index]?.source ?? NOT_READ);
      results.push(lint(path, displayPath(path, request.cwd), source, isNamed, isRefused));
    }
    return toReport(results, errors);
  } finally {
    close();
  }
}

interface Read {
  readonly source: SourceFile;
  readonly specifiers: readonly string[];
  readonly hasMarkers: boolean;
  readonly traits: FileTraits;
}

const NO_TRAITS: FileTraits = { definesPolicy: false, sends: false, makesClient: false, callsClient: false, makesServer: false };

const NOT_READ: SourceFile = { kind: 'unreadable', message: 'This file was not read.' };

/** The text of a file without CORS code is dropped: only what it imports matters to others. */
function summarize(source: SourceFile, engine: Engine): Read {
  if (source.kind !== 'text') return { source, specifiers: [], hasMarkers: false, traits: NO_TRAITS };
  const hasMarkers = engine.hasMarkers(source.text);
  return { source: hasMarkers ? source : { kind: 'text', text: '' }, specifiers: engine.specifiersIn(source.text), hasMarkers, traits: engine.traitsOf(source.text) };
}

/** Makes the files of each project known to each other; the answer ends that. */
function openProjects(targets: readonly Target[], sources: readonly Read[], cwd: string, engine: Engine): { readonly roots: readonly string[]; readonly close: () => void } {
  const byRoot = new Map<string, ProjectText[]>();
  targets.forEach(({ path }, index) => {
    const { source = NOT_READ, specifiers = [], hasMarkers = false, traits = NO_TRAITS } = sources[index] ?? {};
    const root = projectRoot(path, cwd);
    const files = byRoot.get(root) ?? [];
    files.push({ path, specifiers, hasMarkers, traits, ...(hasMarkers && source.kind === 'text' ? { text: source.text } : {}) });
    byRoot.set(root, files);
  });
  const closings = [...byRoot].map(([root, files]) => engine.openProject(root, files));
  const close = (): void => {
    for (const each of closings) each();
  };
  return { roots: [...byRoot.keys()], close };
}

/** Lints one text that is not on the disk, or not yet. */
export function lintText(source: SourceFile, path: string, request: LintRequest, engine: Engine): Report {
  const file = displayPath(path, request.cwd);
  return toReport([createLint(request, engine)(path, file, source, true)], []);
}

interface FileResult {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly LocatedFinding[];
  readonly errors: readonly FileError[];
  readonly declared: number;
  readonly isRead: boolean;
  readonly hasMarkers: boolean;
  readonly hasCrashed: boolean;
}

function createLint({ cwd, preset, settings, comparesClients }: LintRequest, engine: Engine) {
  const linters = new Map<string, Linter>();
  const linterFor = (path: string): Linter => {
    const root = projectRoot(path, cwd);
    const linter = linters.get(root) ?? new Linter({ cwd: root });
    linters.set(root, linter);
    return linter;
  };
  const config = createConfig(engine, preset, settings, comparesClients);

  return (path: string, file: string, source: SourceFile, isNamed: boolean, isRefused = false): FileResult => {
    const text = source.kind === 'unreadable' ? '' : source.text;
    const hasMarkers = engine.hasMarkers(text);
    const nothing: FileResult = {
      file,
      text,
      findings: [],
      errors: [],
      declared: 0,
      isRead: true,
      hasMarkers,
      hasCrashed: false,
    };
    const failed = (message: string): FileResult => ({
      ...nothing,
      isRead: false,
      errors: [{ file, message, line: null, column: null }],
    });

    if (source.kind === 'unreadable') return failed(source.message);
    // A video that ends in .ts is no code, unless somebody says so.
    if (source.kind === 'garbled') return hasMarkers || isNamed ? failed(source.message) : nothing;
    if (!hasMarkers && !isRefused) return nothing;

    try {
      return { ...nothing, ...verify(linterFor(path), config, text, path, file, engine) };
    } catch (error) {
      return { ...failed(`Linting failed: ${error instanceof Error ? error.message : String(error)}`), hasCrashed: true };
    }
  };
}

function createConfig(engine: Engine, preset: Preset, settings: LintRequest['settings'], comparesClients: boolean): Linter.Config[] {
  return [
    // ESLint leaves these out by itself; what is linted here was chosen before.
    { ignores: ['!**/node_modules/', '!**/.git/'] },
    {
      files: [() => true] as unknown as string[],
      plugins: { cors: engine.plugin },
      rules: { ...engine.plugin.configs[preset].rules, ...(comparesClients ? {} : { 'cors/client-contract': 'off' }) },
      settings: { cors: settings },
      languageOptions: { parser: parserOf(engine) },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
  ];
}

/** Files of a run are read by each other too: where one has its tree already, ESLint gets the same. */
function parserOf(engine: Engine): typeof eslintParser {
  return {
    ...eslintParser,
    parseForESLint(text, options) {
      const shared = options?.filePath === undefined ? null : engine.sharedTree(options.filePath, text);
      return (shared as ReturnType<typeof eslintParser.parseForESLint> | null) ?? eslintParser.parseForESLint(text, options);
    },
  };
}

type Verified = Pick<FileResult, 'findings' | 'errors' | 'declared' | 'isRead'>;

function verify(linter: Linter, config: Linter.Config[], text: string, path: string, file: string, engine: Engine): Verified {
  const messages = linter.verify(text, config, { filename: path });
  const failure = messages.find(isParsingError);
  if (failure !== undefined) return { findings: [], errors: [toError(failure, file)], declared: 0, isRead: false };

  const unclaimed = [...engine.findingsIn(linter.getSourceCode().ast)];
  const findings: LocatedFinding[] = [];
  const errors: FileError[] = [];
  // Comments that configure other plugins' rules are answered with messages about these rules.
  for (const message of messages.filter(isOurs)) {
    const finding = claim(unclaimed, message);
    if (finding === null) errors.push(toError(message, file));
    else findings.push(locate(finding, message, file));
  }
  const declared = suppressedMessages(linter).filter(isOurs).length;
  return { findings, errors, declared, isRead: true };
}

const PARSING_ERROR = /^Parsing error:/u;

/** ESLint 10 calls an `eslint-env` comment fatal too, but lints the file all the same. */
function isParsingError({ fatal, message }: Linter.LintMessage): boolean {
  return fatal === true && PARSING_ERROR.test(message);
}

function isOurs({ ruleId }: Pick<Linter.LintMessage, 'ruleId'>): boolean {
  return ruleId?.startsWith('cors/') === true;
}

/** Every supported ESLint has this method; its types do not. */
function suppressedMessages(linter: Linter): readonly Linter.SuppressedLintMessage[] {
  return (linter as Linter & { getSuppressedMessages(): Linter.SuppressedLintMessage[] }).getSuppressedMessages();
}

/** Takes the finding behind a message out of the list. A message without one comes from ESLint itself. */
function claim(unclaimed: Finding[], { ruleId, line, column, message }: Linter.LintMessage): Finding | null {
  const isHere = ({ rule, place }: Finding): boolean =>
    `cors/${rule}` === ruleId && place.line === line && place.column + 1 === column;
  const exact = unclaimed.findIndex((finding) => isHere(finding) && finding.message === message);
  const index = exact === -1 ? unclaimed.findIndex(isHere) : exact;
  return index === -1 ? null : (unclaimed.splice(index, 1)[0] ?? null);
}

function locate(finding: Finding, { line, column, endLine, endColumn }: Linter.LintMessage, file: string): LocatedFinding {
  return { finding, file, line, column, endLine: endLine ?? line, endColumn: endColumn ?? column };
}

function toError({ message, line, column }: Linter.LintMessage, file: string): FileError {
  return {
    file,
    message: message.replace(PARSING_ERROR, 'This file does not parse:'),
    line: line || null,
    column: column || null,
  };
}

function toReport(results: readonly FileResult[], errors: readonly FileError[]): Report {
  return {
    findings: results.flatMap(({ findings }) => findings).sort(compareFindings),
    errors: [...errors, ...results.flatMap((result) => result.errors)].sort(compareErrors),
    declared: results.reduce((sum, { declared }) => sum + declared, 0),
    files: results.filter(({ isRead }) => isRead).length,
    filesWithMarkers: results.filter(({ hasMarkers }) => hasMarkers).length,
    hasCrashed: results.some(({ hasCrashed }) => hasCrashed),
    sources: new Map(results.filter(({ findings }) => findings.length > 0).map(({ file, text }) => [file, text])),
  };
}
