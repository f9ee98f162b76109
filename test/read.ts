import { analyze, type Analysis } from '../src/analyze.ts';
import { parseSource } from '../src/parse.ts';
import type { VersionLookup } from '../src/libraries/reading/version-in-use.ts';
import type { Policy } from '../src/policy/policy.ts';
import { NO_SETTINGS, type Settings } from '../src/settings.ts';
import { Evaluator } from '../src/values/evaluate.ts';
import { SourceModule, type ParsedModule } from '../src/values/source-module.ts';

/** The directory that test sources pretend to be in. */
export const PROJECT = '/project';

/** Parses a source of a test; a source that does not parse is a fault of the test. */
export function parsedModule(source: string, file = 'server.ts'): ParsedModule {
  const parsed = parseSource(source, `${PROJECT}/${file}`);
  if (!parsed.ok) throw new Error(`${file} does not parse at ${String(parsed.line)}:${String(parsed.column)}: ${parsed.message}\n${source}`);
  const { ast, visitorKeys } = parsed;
  // The scope manager of typescript-eslint is the one that ESLint's types describe.
  const scopeManager = parsed.scopeManager;
  return { file: `${PROJECT}/${file}`, text: source, ast, scopeManager, visitorKeys };
}

/** What the analysis says of a source. */
export function analysisOf(source: string, file?: string, settings: Settings = NO_SETTINGS, versionOf?: VersionLookup): Analysis {
  return analyze(parsedModule(source, file), PROJECT, settings, versionOf);
}

/** The policies of a source. */
export function policiesOf(source: string, file?: string, settings?: Settings, versionOf?: VersionLookup): readonly Policy[] {
  return analysisOf(source, file, settings, versionOf).policies;
}

/** An evaluator of a source. */
export function evaluatorOf(source: string, file?: string): Evaluator {
  return new Evaluator(new SourceModule(parsedModule(source, file)));
}
