import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryOf } from '../cli/run.ts';
import { lint, repaired } from './lint-project.ts';
import { filesOf, removeServers, startProject } from './live-server.ts';
import { installedBrowser, PageBrowser } from './page-browser.ts';
import { PROJECTS, type ProjectCase } from './projects.ts';

const browser = installedBrowser();
const isRequired = process.env['CI'] !== undefined && process.env['CI'] !== '';
if (browser === null) console.log('No Chromium on this machine: the requests of pages are not sent from a real browser. Install one, or name it in CHROMIUM.');

/** Chromium's name of the check that the protocol layer names. */
const CHECKS: Readonly<Record<string, string>> = {
  'preflight: allow-origin-missing': 'PreflightMissingAllowOriginHeader',
  'preflight: allow-credentials-missing': 'PreflightInvalidAllowCredentials',
  'preflight: method-not-allowed': 'MethodDisallowedByPreflightResponse',
  'preflight: header-not-allowed': 'HeaderDisallowedByPreflightResponse',
  'response: allow-origin-wildcard-with-credentials': 'WildcardOriginNotAllowed',
};

test('a browser is there where the build server runs', () => {
  expect(browser !== null || !isRequired).toBe(true);
});

describe.skipIf(browser === null)('in a real browser', () => {
  let pages: PageBrowser | null = null;
  beforeAll(async () => {
    pages = await PageBrowser.launch(browser ?? '', PROJECTS.map(({ request }) => request.origin));
  }, 60_000);
  afterAll(async () => {
    await pages?.close();
    removeServers();
  });

  async function outcome(project: ProjectCase, files: Readonly<Record<string, string>>): Promise<string> {
    const server = await startProject(project, files);
    try {
      const { isAnswered, corsError, read } = await (pages as PageBrowser).send(server.url, project.request);
      if (!isAnswered) return `blocked: ${String(corsError)}`;
      return project.request.reads !== undefined && read === null ? `unreadable: ${project.request.reads}` : 'allowed';
    } finally {
      await server.close();
    }
  }

  test.each(PROJECTS.map((project) => [project.name, project] as const))('%s: refused by the check that the finding names, and answered after the repair', async (_, project) => {
    const check = CHECKS[project.refused];
    expect(await outcome(project, filesOf(project, false))).toBe(check === undefined ? project.refused : `blocked: ${check}`);
    expect(await outcome(project, filesOf(project, true))).toBe('allowed');
    const files = filesOf(project, false);
    const edited = repaired(files, (await lint(directoryOf(files))).findings);
    if (edited === null) throw new Error('a finding has no edit');
    expect(await outcome({ ...project, request: { ...project.request, ...project.edited } }, edited)).toBe('allowed');
  });
});
