// What following imports costs: a project of 2,000 files, 200 of which share one policy module, linted as the command
// does it, with imports followed and without. Prints processor time, which says more than the clock on a busy machine,
// and fails when a module is parsed more than once or the cost is above the limit.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { corsEngine } from '../dist/src/cli/cors-engine.js';
import { discover } from '../dist/src/cli/discover.js';
import { lintFiles } from '../dist/src/cli/lint.js';
import { moduleCache } from '../dist/src/values/modules/module-cache.js';
import { ModuleGraph } from '../dist/src/values/modules/module-graph.js';

const FILES = 2_000;
const USERS = 200;
const ROUNDS = 11;
const LIMIT = 10;

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cors-bench-')));
const write = (file, text) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

const routes = (name) =>
  ['get', 'post', 'put', 'delete']
    .map((method) => `router.${method}('/${name}/:id', requireUser, async (req, res) => {\n  const found = await store.${method}(req.params.id, req.body);\n  if (!found) return res.status(404).json({ error: 'not found' });\n  return res.json({ found, by: req.user.id });\n});`)
    .join('\n\n');

function generate() {
  write('.git/HEAD', '');
  write('src/config/origins.ts', "export const origins = ['https://app.example.com', 'https://admin.example.com'];\n");
  write('src/config/is-allowed.ts', "import { origins } from './origins.js';\nexport const isAllowed = (origin?: string) => !origin || origins.includes(origin);\n");
  write('src/config/cors.ts', "import type { CorsOptions } from 'cors';\nimport { isAllowed } from './is-allowed.js';\n\nexport const corsOptions: CorsOptions = {\n  origin: (origin, callback) => (isAllowed(origin) ? callback(null, true) : callback(new Error('refused'))),\n  credentials: true,\n};\n");
  for (let index = 0; index < FILES - 3; index++) {
    const name = `item${String(index)}`;
    const imports = "import { Router } from 'express';\nimport { store } from '../store.js';\nimport { requireUser } from '../auth.js';\n";
    if (index < USERS) write(`src/routes/${name}.ts`, `import cors from 'cors';\n${imports}import { corsOptions } from '../config/cors.js';\n\nconst router = Router();\nrouter.use(cors(corsOptions));\n\n${routes(name)}\n\nexport default router;\n`);
    else write(`src/models/${name}.ts`, `${imports}\nconst router = Router();\n\n${routes(name)}\n\nexport default router;\n`);
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const follow = ModuleGraph.prototype.link;
const alone = { ...corsEngine, openProject: () => () => undefined, specifiersIn: () => [], sharedTree: () => null };

async function lint(engine) {
  ModuleGraph.prototype.link = engine === alone ? () => ({ kind: 'package' }) : follow;
  const { targets } = await discover(['.'], root);
  // Each run starts cold, as the command does.
  moduleCache.clear();
  const parsedBefore = moduleCache.parsed;
  const before = process.cpuUsage();
  const report = await lintFiles(targets, [], { cwd: root, preset: 'recommended', settings: {}, comparesClients: true }, engine);
  const { user, system } = process.cpuUsage(before);
  if (report.files !== FILES || report.errors.length > 0) throw new Error(`linted ${String(report.files)} files: ${JSON.stringify(report.errors)}`);
  return { time: (user + system) / 1_000, parsed: moduleCache.parsed - parsedBefore };
}

try {
  generate();
  // The first round warms up. Each of the others compares two runs that follow each other, in turns of order, and the median
  // of these comparisons counts: a collection, or another program, slows one run and not its neighbour.
  const times = { alone: [], followed: [] };
  let parsed = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const isFirst = round % 2 === 0;
    const early = await lint(isFirst ? alone : corsEngine);
    const late = await lint(isFirst ? corsEngine : alone);
    const [single, followed] = isFirst ? [early, late] : [late, early];
    if (round > 0) {
      times.alone.push(single.time);
      times.followed.push(followed.time);
      parsed = Math.max(parsed, followed.parsed);
    }
  }
  const [single, followed] = [median(times.alone), median(times.followed)];
  const cost = (median(times.followed.map((time, round) => time / times.alone[round])) - 1) * 100;
  console.log(`${String(FILES)} files, ${String(USERS)} with one shared policy`);
  console.log(`each file alone:   ${single.toFixed(0)} ms`);
  console.log(`imports followed:  ${followed.toFixed(0)} ms (${cost >= 0 ? '+' : ''}${cost.toFixed(1)} %, limit ${String(LIMIT)} %)`);
  console.log(`files parsed in one run: ${String(parsed)} (${String(USERS)} with CORS code, 3 that they share)`);
  if (cost > LIMIT || parsed > USERS + 3) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true });
}
