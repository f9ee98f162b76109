import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import { discover } from '../../src/cli/discover.ts';
import { lintFiles } from '../../src/cli/lint.ts';
import { ProjectDirectory } from './project-directory.ts';

let project: ProjectDirectory;

beforeAll(() => {
  project = new ProjectDirectory({
    'app.js': "import express from 'express';\nimport cors from 'cors';\nexport class App {\n  constructor(controllers) {\n    this.app = express();\n    this.app.use(cors({ origin: true, credentials: true }));\n    controllers.forEach((controller) => this.app.use('/api', controller.router));\n  }\n}\n",
    'server.js': "import { App } from './app.js';\nimport { Users } from './users.js';\nnew App([new Users()]);\n",
    'users.js': "import { Router } from 'express';\nexport class Users {\n  path = '/users';\n  router = Router();\n  constructor() {\n    this.router.get(`${this.path}/me`, requireAuth, (req, res) => res.json(req.user));\n  }\n}\n",
  });
});

afterAll(() => {
  project.remove();
});

describe('routers that a class is given in a list', () => {
  it('are known by the path that they are mounted under', async () => {
    const { targets } = await discover(['.'], project.root);
    const { findings } = await lintFiles(targets, [], { cwd: project.root, preset: 'recommended', settings: {}, comparesClients: true }, corsEngine);
    expect(findings.map(({ file, line, finding }) => [`${file}:${String(line)} ${finding.rule}`, finding.witness?.request.path])).toEqual([['app.js:6 no-reflected-origin', '/api/users/me']]);
  });
});
