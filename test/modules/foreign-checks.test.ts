import { afterAll, expect, it } from 'vitest';
import { ProjectDirectory } from './project-directory.ts';

const SERVERS = {
  'app.js': "import cors from 'cors';\nimport { isAllowed } from './check.js';\napp.use(cors({ credentials: true, origin: (origin, callback) => callback(null, isAllowed(origin)) }));\n",
  'socket.js': "import { WebSocketServer } from 'ws';\nimport { isAllowed } from './check.js';\nconst wss = new WebSocketServer({ server, verifyClient: ({ origin }) => isAllowed(origin) });\n",
};
const directory = new ProjectDirectory({ ...SERVERS, 'check.js': "/* Names of the company's sites; whatever comes from elsewhere is refused. */\nexport const isAllowed = (origin) => origin.endsWith('example.com');\n" });
afterAll(() => directory.remove());

it.each(Object.entries(SERVERS))('%s: suggestions for a check of another file edit the file at hand alone', (file, text) => {
  expect(directory.lint(file, text)).toEqual(['3 no-bypassable-origin-check']);
  const outputs = directory.suggestions(file, text);
  expect(outputs.length).toBeGreaterThan(0);
  for (const output of outputs) {
    expect(output).not.toContain('isAllowed(origin)');
    expect(output).toContain("from './check.js';");
  }
});
