import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import { discover } from '../../src/cli/discover.ts';
import { lintFiles } from '../../src/cli/lint.ts';
import type { LocatedFinding } from '../../src/cli/report.ts';
import { ProjectDirectory } from './project-directory.ts';

let project: ProjectDirectory | null = null;

afterEach(() => {
  project?.remove();
  project = null;
});

async function findingsOf({ root }: ProjectDirectory): Promise<readonly LocatedFinding[]> {
  const { targets } = await discover(['.'], root);
  return (await lintFiles(targets, [], { cwd: root, preset: 'recommended', settings: {}, comparesClients: false }, corsEngine)).findings;
}

it.each([
  ['an option', 'export const corsOptions = { origin: true, credentials: true };\n'],
  ['a function', "export const corsOptions = { origin: (origin: string, done: Function) => done(null, true), credentials: true };\n"],
])('a report at the definition has an edit of it: %s', async (_, text) => {
  project = new ProjectDirectory({ 'app.ts': "import cors from 'cors';\nimport { corsOptions } from './cors';\nexport const middleware = cors(corsOptions);\n", 'cors.ts': text });
  const [found] = await findingsOf(project);
  const [suggestion] = found?.finding.suggestions ?? [];
  expect(found?.file).toBe('cors.ts');
  expect(suggestion?.description).toContain('CORS_ALLOWED_ORIGINS');
  const repaired = (suggestion?.edits ?? []).reduceRight((before, { start, end, text: written }) => before.slice(0, start) + written + before.slice(end), readFileSync(project.path('cors.ts'), 'utf8'));
  expect(repaired).not.toBe(text);
  project.write({ 'cors.ts': repaired });
  expect(await findingsOf(project)).toEqual([]);
});
