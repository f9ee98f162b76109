import { afterAll, describe, expect, test } from 'vitest';
import { directoryOf } from '../cli/run.ts';
import { browse } from './browse.ts';
import { EDIT_CASES, projectOfCase } from './edit-cases.ts';
import { applied, lint } from './lint-project.ts';
import { removeServers, startProject } from './live-server.ts';
import type { PageRequest, ProjectCase } from './projects.ts';

afterAll(removeServers);

async function outcome(project: ProjectCase, files: Readonly<Record<string, string>>, request: PageRequest): Promise<string> {
  const server = await startProject(project, files);
  try {
    return await browse(server.url, request);
  } finally {
    await server.close();
  }
}

describe.each(EDIT_CASES)('$name', (edit) => {
  const project = projectOfCase(edit);

  test('is refused', async () => {
    expect(await outcome(project, project.files, project.request)).toBe(edit.refused);
  });

  test('has these edits, each of which lets the request pass', async () => {
    const { findings } = await lint(directoryOf(project.files));
    expect(findings.map(({ messageId }) => messageId)).toEqual([edit.messageId]);
    const [finding] = findings;
    if (finding === undefined) throw new Error('no finding');
    expect(finding.suggestions.map(({ description }, index) => description.startsWith(edit.offers[index] ?? '-'))).toEqual(edit.offers.map(() => true));
    for (const suggestion of finding.suggestions) {
      const after = applied(project.files, finding, suggestion);
      expect((await lint(directoryOf(after))).findings, suggestion.description).toEqual([]);
      const isOfPage = suggestion.edits.some(({ file }) => file === undefined);
      expect(await outcome(project, after, isOfPage ? { ...project.request, ...project.edited } : project.request), suggestion.description).toBe('allowed');
    }
  });
});
