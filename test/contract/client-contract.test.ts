import { afterAll, describe, expect, test } from 'vitest';
import { MESSAGES } from '../../src/contract/messages.ts';
import { getHeader } from '../../src/protocol/header-list.ts';
import { directoryOf } from '../cli/run.ts';
import { readDocument, rowsOf, sectionOf } from '../docs/markdown.ts';
import { browse, send } from './browse.ts';
import { lint, repaired } from './lint-project.ts';
import { filesOf, removeServers, startProject as start } from './live-server.ts';
import { PROJECTS } from './projects.ts';
import { REFUSED_PAGE, SILENT, STRICT_SERVER } from './silent-projects.ts';

afterAll(removeServers);

/** Each edit says where the server lets pages do more, or what the page goes without. */
const OFFER = /^(?:(?:Add|Send|Allow|Answer) .+ at \S+:\d+.*: pages of (?:all|the) origins that (?:this policy|it) allows can then .+|Send it without .+: .+)\.$/;

describe.each(PROJECTS)('$name', (project) => {
  test('is reported where the page asks, and not once the server allows it', async () => {
    const { findings, code } = await lint(directoryOf(filesOf(project, false)));
    expect(findings.map(({ messageId, file, line }) => `${messageId} ${file}:${String(line)}`)).toEqual(project.findings);
    expect(code).toBe(1);
    for (const { message, witness } of findings) {
      expect(message).toMatch(/^`.+[^.]\.$/);
      expect(message).not.toMatch(/\{\{|undefined|\u0000/);
      expect(witness).not.toBeNull();
    }
    expect((await lint(directoryOf(filesOf(project, true)))).findings).toEqual([]);
  });

  test('is silent after the edits that it offers, and a browser lets the page have what it asks for', async () => {
    const files = filesOf(project, false);
    const { findings } = await lint(directoryOf(files));
    const after = repaired(files, findings);
    if (after === null) throw new Error('a finding has no edit');
    for (const { suggestions } of findings) for (const { description } of suggestions) expect(description).toMatch(OFFER);
    expect((await lint(directoryOf(after))).findings).toEqual([]);
    const server = await start(project, after);
    try {
      expect(await browse(server.url, { ...project.request, ...project.edited })).toBe('allowed');
    } finally {
      await server.close();
    }
  });

  test('is refused by a browser, and not once the server allows it', async () => {
    const { findings } = await lint(directoryOf(filesOf(project, false)));
    const bad = await start(project, filesOf(project, false));
    try {
      expect(await browse(bad.url, project.request)).toBe(project.refused);
      for (const { witness } of findings) {
        if (witness === null) throw new Error('no witness');
        const { request, response } = witness;
        const { headers } = await send(bad.url, request.method, request.path, Object.entries(request.headers));
        const text = (name: string): string | null => getHeader(headers, name)?.replaceAll(/,\s+/g, ',') ?? null;
        expect(Object.fromEntries(Object.keys(response).map((name) => [name, text(name)]))).toEqual(Object.fromEntries(Object.entries(response).map(([name, value]) => [name, value?.replaceAll(/,\s+/g, ',') ?? null])));
      }
    } finally {
      await bad.close();
    }
    const good = await start(project, filesOf(project, true));
    try {
      expect(await browse(good.url, project.request)).toBe('allowed');
    } finally {
      await good.close();
    }
  });
});

describe('silence', () => {
  test('is not what the plain request gets', async () => {
    const { findings } = await lint(directoryOf({ ...STRICT_SERVER, ...REFUSED_PAGE }));
    expect(findings).toMatchObject([{ messageId: 'headerNotAllowed', severity: 'medium', file: 'client/src/a.js', line: 1 }]);
  });

  test('is not what an allow-list from the environment gets, whatever it allows', async () => {
    const server = STRICT_SERVER['server/index.js'].replace("'http://localhost:5173'", "process.env.ORIGINS.split(',')").replace("app.get('/api/items'", "app.options('*', cors());\napp.get('/api/items'");
    const { findings } = await lint(directoryOf({ ...STRICT_SERVER, 'server/index.js': server, ...REFUSED_PAGE }));
    expect(findings).toMatchObject([{ messageId: 'headerNotAllowed', file: 'client/src/a.js', line: 1 }]);
  });

  test.each(Object.entries(SILENT))('%s', async (_, files) => {
    expect((await lint(directoryOf({ ...STRICT_SERVER, ...files }))).findings).toEqual([]);
  });

  test('is counted where a comment asks for it', async () => {
    expect((await lint(directoryOf({ ...STRICT_SERVER, ...SILENT['a declaration by a comment'] }))).declared).toBe(1);
  });

  test('is what --no-client-contract asks for', async () => {
    expect(await lint(directoryOf({ ...STRICT_SERVER, ...REFUSED_PAGE }), '--no-client-contract')).toMatchObject({ findings: [], code: 0 });
  });

  test('is all that one side without the other gets', async () => {
    expect((await lint(directoryOf(STRICT_SERVER))).findings).toEqual([]);
    expect((await lint(directoryOf(REFUSED_PAGE))).findings).toEqual([]);
  });
});

test('the page of the documents has every message, in the order of the code', () => {
  const listed = rowsOf(sectionOf(readDocument('docs/client-contract.md'), 'What it reports')).map(([message]) => message);
  expect(listed).toEqual(Object.keys(MESSAGES).map((id) => `\`${id}\``));
});
