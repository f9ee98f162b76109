import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { withoutHeader } from '../../src/contract/page-repairs.ts';
import { traitsOf } from '../../src/markers.ts';
import { Project } from '../../src/project.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cors-page-')));
afterAll(() => rmSync(root, { recursive: true }));

const PAGE = "fetch('http://localhost:4000/items', { headers: { 'X-Trace-Page': '1' } });\n";
const page = join(root, 'page.js');
writeFileSync(page, PAGE);
writeFileSync(join(root, 'server.js'), 'app.listen(4000);\n');
writeFileSync(join(root, 'reader.js'), "request.headers['x-trace-page'];\n");

const start = PAGE.indexOf("'X-Trace-Page'");
const place = { file: page, start, end: PAGE.indexOf(' }'), line: 1, column: start };
const header = { name: 'X-Trace-Page', value: '1', place, isImplied: false };

/** The edits that are offered in a run of the page and some other files. */
function offered(...others: readonly string[]): readonly string[] {
  const files = [page, ...others.map((name) => join(root, name))].map((path) => ({ path, specifiers: [], hasMarkers: false, traits: traitsOf('') }));
  return withoutHeader(header, place, new Project(root, files)).map(({ description }) => description);
}

it('offers to leave out a header that no other file names', () => {
  expect(offered('server.js')).toEqual([expect.stringMatching(/^Send it without X-Trace-Page: /u)]);
});

it('offers nothing where another file names it', () => {
  expect(offered('server.js', 'reader.js')).toEqual([]);
});

it('offers nothing where another file cannot be read, which may name it', () => {
  expect(offered('server.js', 'gone.js')).toEqual([]);
});
