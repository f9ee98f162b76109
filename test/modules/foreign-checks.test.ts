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

it.each(Object.entries(SERVERS))('%s: the message says where the check stands', (file, text) => {
  expect(directory.messages(file, text)).toEqual([expect.stringMatching(/^`origin\.endsWith\('example\.com'\)` also accepts .* See `check\.js:2`\.$/u)]);
});

it('names the file of a list with a dead entry', () => {
  const app = "import cors from 'cors';\nimport { allowed } from './origins.js';\napp.use(cors({ origin: allowed }));\n";
  const lists = new ProjectDirectory({ 'app.js': app, 'origins.js': "export const allowed = [\n  'https://a.example',\n  'https://b.example/',\n];\n" });
  try {
    expect(lists.messages('app.js', app)).toEqual([expect.stringMatching(/See `origins\.js:3`\.$/u)]);
  } finally {
    lists.remove();
  }
});

it('says nothing more where the message names the definition already', () => {
  const app = "import cors from 'cors';\nimport { corsOptions } from './options.js';\napp.use(cors(corsOptions));\n";
  const options = new ProjectDirectory({ 'app.js': app, 'options.js': 'export const corsOptions = { origin: true, credentials: true };\n' });
  try {
    expect(options.messages('app.js', app)).toEqual([expect.stringContaining('`corsOptions` from `options.js:1`')]);
    expect(options.messages('app.js', app)[0]).not.toContain('See `');
  } finally {
    options.remove();
  }
});
