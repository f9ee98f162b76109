import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import { discover } from '../../src/cli/discover.ts';
import { lintFiles } from '../../src/cli/lint.ts';
import { ProjectDirectory } from './project-directory.ts';

let project: ProjectDirectory;

beforeAll(() => {
  project = new ProjectDirectory({
    'app.js': "const app = require('express')();\nconst { setHeaders } = require('./csv');\napp.get('/export', (req, res) => {\n  setHeaders({ res, origin: req.headers.origin });\n  res.json(rows);\n});\n",
    'csv.js': "exports.setHeaders = ({ res, origin }) => {\n  res.setHeader('Access-Control-Allow-Origin', origin);\n  res.setHeader('Access-Control-Allow-Credentials', 'true');\n};\n",
  });
});

afterAll(() => {
  project.remove();
});

describe('a helper that writes what it is given', () => {
  it('is reported where it writes, with the place of what gives it', async () => {
    const { targets } = await discover(['.'], project.root);
    const { findings } = await lintFiles(targets, [], { cwd: project.root, preset: 'recommended', settings: {}, comparesClients: true }, corsEngine);
    const [reflected, varied] = findings.map(({ finding }) => finding);
    expect(findings.map(({ file, line }) => `${file}:${String(line)}`)).toEqual(['csv.js:2', 'csv.js:2']);
    expect(reflected?.message).toBe("`origin` sends back any Origin with Access-Control-Allow-Credentials: true, so 'https://evil.example' can read responses and act with the visitor's cookies. See `app.js:4`.");
    expect(reflected?.witness?.request.path).toBe('/export');
    // What is written beside it is added where the helper writes.
    expect(varied?.suggestions.flatMap(({ edits }) => edits.map(({ text }) => text.trim()))).toEqual(["res.appendHeader('Vary', 'Origin');"]);
  });
});
