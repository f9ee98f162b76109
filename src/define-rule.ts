import type { Rule } from 'eslint';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { packageInfo } from './package-info.ts';
import { analyze, policiesOfFile, projectPath, textOfFile, type Analysis } from './analyze.ts';
import type { Finding, Suggestion } from './finding.ts';
import type { Handshake } from './policy/handshake.ts';
import { hasMarkers } from './markers.ts';
import type { Place } from './policy/place.ts';
import type { Policy } from './policy/policy.ts';
import { projectOf, type Project } from './project.ts';
import type { Severity } from './policy/severity.ts';
import type { Witness } from './policy/witness.ts';
import { matchesPath, parseSettings, type Settings } from './settings.ts';

/** One answer to a rule's question about a policy. */
export interface Problem<MessageId extends string> {
  readonly messageId: MessageId;
  /** Values for the message's placeholders. */
  readonly data: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly severity: Severity;
  readonly witness: Witness | null;
  readonly suggestions: readonly Suggestion[];
}

/** What a rule is given besides the policy. */
export interface RuleContext<Options> {
  readonly settings: Settings;
  readonly options: Options;
  /** Whether the project has declared every path that the policy governs, or its file, public. */
  readonly declaredPublic: boolean;
}

/** A rule: one question asked of every policy, with its messages. */
export interface RuleDefinition<MessageId extends string, Options> {
  readonly name: string;
  readonly description: string;
  /** What ESLint is told of it; `problem` where it is not said. */
  readonly type?: 'suggestion';
  /** Which presets have the rule. */
  readonly preset: 'recommended' | 'strict';
  readonly messages: Readonly<Record<MessageId, string>>;
  /** JSON schema of the one options object; `null` for a rule without options. */
  readonly schema: object | null;
  readonly defaults: Options;
  /** The options that the `strict` preset sets, where they differ. */
  readonly strict?: Partial<Options>;
  /** What the rule asks of every policy. */
  readonly check?: (policy: Policy, context: RuleContext<Options>) => Iterable<Problem<MessageId>>;
  /** What it asks of the policies of which no visitor gets an answer; `check` where it asks the same of all. */
  readonly checkPrivate?: 'check' | ((policy: Policy, context: RuleContext<Options>) => Iterable<Problem<MessageId>>);
  /** What the rule asks of every WebSocket server. */
  readonly checkHandshake?: (handshake: Handshake, context: Omit<RuleContext<Options>, 'declaredPublic'>) => Iterable<Problem<MessageId>>;
  /** What the rule asks of a file as a whole: of headers that belong to no policy, or of policies together. */
  readonly checkFile?: (file: Analysis, context: Omit<RuleContext<Options>, 'declaredPublic'>) => Iterable<Problem<MessageId>>;
}

export type { Analysis } from './analyze.ts';
export type { Settings } from './settings.ts';

/** A rule with what the presets need of its definition. */
export interface CorsRule extends Rule.RuleModule {
  readonly preset: 'recommended' | 'strict';
  readonly strictOptions: object | null;
}

interface Cached {
  readonly settings: string;
  /** A tree can be shared by several runs, in which other files say other things. */
  readonly project: Project | null;
  readonly analysis: Analysis;
}

/** Said once a file, by the rule that comes first: silence must not look like a clean file. */
const NOT_FOLLOWED = 'The CORS policies of this file were not judged: {{reason}}.';

/** One analysis a file, shared by all rules. Keyed by the AST: `context` and `sourceCode` are reused between files by oxlint. */
const analyses = new WeakMap<object, Cached>();

/** Findings of each file, for the command: ESLint's messages have no room for witnesses. */
const findings = new WeakMap<object, Finding[]>();

/** The findings that the rules reported for a parsed file. */
export function findingsIn(program: object): readonly Finding[] {
  return findings.get(program) ?? [];
}

/** Makes an ESLint rule of a question. */
export function defineRule<MessageId extends string, Options extends object>(definition: RuleDefinition<MessageId, Options>): CorsRule {
  return {
    preset: definition.preset,
    strictOptions: definition.strict ?? null,
    meta: {
      type: definition.type ?? 'problem',
      docs: {
        description: definition.description,
        recommended: definition.preset === 'recommended',
        url: `${packageInfo.homepage}?activeTab=code#docs/rules/${definition.name}.md`,
      },
      hasSuggestions: true,
      messages: { ...withNotes(definition.messages), notFollowed: NOT_FOLLOWED },
      schema: definition.schema === null ? [] : [definition.schema],
      ...(definition.schema === null ? {} : { defaultOptions: [definition.defaults] }),
    },
    create(context) {
      if (!hasMarkers(context.sourceCode.text)) return {};
      const settings = parseSettings((context.settings as Record<string, unknown>)['cors']);
      const options = { ...definition.defaults, ...(context.options[0] as Partial<Options> | undefined) };
      const problemsOf = (policy: Policy, file: string): readonly Problem<MessageId>[] => {
        const declaredPublic = isDeclaredPublic(policy, projectPath(file, context.cwd), settings);
        const check = policy.audience === undefined || definition.checkPrivate === 'check' ? definition.check : definition.checkPrivate;
        return [...(check?.(policy, { settings, options, declaredPublic }) ?? [])];
      };
      /** One report: at the definition, when that is at fault by itself, or is judged with all that use it. */
      const isReportedAtDefinition = ({ site }: Policy): boolean => {
        const { file, start, end } = site.place;
        if (!hasMarkers(textOfFile(file) ?? '')) return false;
        const own = policiesOfFile(file, context.cwd, settings).find((each) => each.site.place.start === start && each.site.place.end === end);
        return own !== undefined && problemsOf(own, file).length > 0;
      };
      return {
        'Program:exit'(node) {
          const reported = new Set<string>();
          /** One fault, one report: a preflight and its twin share the value that is at fault. */
          const reportOnce = (problem: Problem<MessageId>, check: Pick<Policy, 'site'> | null): void => {
            const key = `${problem.messageId}:${problem.place.file}:${String(problem.place.start)}:${String(problem.place.end)}`;
            if (reported.has(key)) return;
            reported.add(key);
            const place = check === null ? problem.place : placeHere(problem.place, check);
            report(context, node, definition, problem, place, notesOn(problem, place, check, context.cwd));
          };
          const { analysis, isFirst } = analysisOf(context, settings);
          for (const reason of isFirst ? analysis.unknowns : []) context.report({ loc: { line: 1, column: 0 }, messageId: 'notFollowed', data: { reason } });
          for (const policy of [...analysis.policies, ...analysis.privatePolicies]) {
            // What a run judges with all that use it need not be judged here.
            if (policy.site.use !== null && projectOf(context.cwd)?.isJudgedAt(policy.site.place.file, context.filename) === true) continue;
            const problems = problemsOf(policy, context.filename);
            if (problems.length > 0 && policy.site.use !== null && isReportedAtDefinition(policy)) continue;
            for (const problem of problems) reportOnce(problem, policy);
          }
          for (const handshake of analysis.handshakes) {
            for (const problem of definition.checkHandshake?.(handshake, { settings, options }) ?? []) reportOnce(problem, handshake);
          }
          for (const problem of definition.checkFile?.(analysis, { settings, options }) ?? []) reportOnce(problem, null);
        },
      };
    },
  };
}

/** Messages with room at their end for what is true of reports of any rule. */
function withNotes(messages: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, `${message}{{notes}}`]));
}

/** The version of the library that a report assumes; and where to look, when what is at fault, or what brings it about, lies in another file than the report. */
function notesOn(problem: Problem<string>, place: Place, check: Pick<Policy, 'site'> | null, cwd: string): string {
  const { file, line } = check?.site.givenAt ?? problem.place;
  const elsewhere = `${projectPath(file, cwd)}:${String(line)}`;
  const isNamed = file === place.file || Object.values(problem.data).some((value) => value.includes(elsewhere));
  return [check?.site.assumption ?? [], isNamed ? [] : `See \`${elsewhere}\`.`].flat().map((note) => ` ${note}`).join('');
}

function analysisOf(context: Rule.RuleContext, settings: Settings): { analysis: Analysis; isFirst: boolean } {
  const { ast, text, scopeManager, visitorKeys } = context.sourceCode;
  const key = JSON.stringify(settings);
  const known = analyses.get(ast);
  const project = projectOf(context.cwd);
  if (known?.settings === key && known.project === project) return { analysis: known.analysis, isFirst: false };
  const own = project?.analysisOf(context.filename, ast, settings) ?? analyze(
    {
      file: context.filename,
      text,
      ast: ast as unknown as TSESTree.Program,
      scopeManager: scopeManager as unknown as TSESLint.Scope.ScopeManager | null,
      visitorKeys,
    },
    context.cwd,
    settings,
  );
  const analysis = project?.complete(context.filename, own, settings) ?? own;
  analyses.set(ast, { settings: key, project, analysis });
  return { analysis, isFirst: true };
}

function isDeclaredPublic(policy: Policy, file: string, settings: Settings): boolean {
  if (settings.publicPaths.some((entry) => entry.file !== null && matchesPath(entry.file, file))) return true;
  const globs = settings.publicPaths.flatMap((entry) => entry.path ?? []);
  const { paths } = policy.scope;
  return paths.length > 0 && paths.every((path) => globs.some((glob) => matchesPath(glob, path)));
}

/** A report stands in the file that is linted: where the fault lies in an imported file, at what uses it. */
function placeHere(place: Place, { site }: Pick<Policy, 'site'>): Place {
  return place.file === site.whole.file ? place : (site.use?.place ?? site.whole);
}

function report<MessageId extends string, Options>(
  context: Rule.RuleContext,
  program: object,
  definition: RuleDefinition<MessageId, Options>,
  problem: Problem<MessageId>,
  place: Place,
  notes: string,
): void {
  const message = `${definition.messages[problem.messageId]}${notes}`.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => problem.data[name] ?? whole);
  const finding: Finding = {
    rule: definition.name,
    messageId: problem.messageId,
    message,
    place,
    severity: problem.severity,
    witness: problem.witness,
    suggestions: problem.suggestions,
  };
  reportFinding(context, program, finding, { ...problem.data, notes });
}

/** Reports a finding, and keeps it for the command. */
export function reportFinding(context: Rule.RuleContext, program: object, finding: Finding, data: Readonly<Record<string, string>>): void {
  const { place } = finding;
  const before = findings.get(program);
  if (before === undefined) findings.set(program, [finding]);
  else before.push(finding);
  context.report({
    loc: { start: context.sourceCode.getLocFromIndex(place.start), end: context.sourceCode.getLocFromIndex(place.end) },
    messageId: finding.messageId,
    data,
    // ESLint edits the file that it lints.
    suggest: finding.suggestions.filter(({ edits }) => edits.every(({ file }) => file === undefined)).map((suggestion) => ({
      desc: suggestion.description,
      fix: (fixer) => suggestion.edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.text)),
    })),
  });
}
