import { join, relative } from 'node:path';
import { packageRoot } from '../package-info.ts';
import { runInTerminal } from './run-in-terminal.ts';

/** What `npm start` runs: `cors-lint`, or a demonstration when it is given nothing to do. */
const args = process.argv.slice(2);

if (args.length > 0) {
  process.exitCode = await runInTerminal(args);
} else {
  const fixtures = relative(process.cwd(), join(packageRoot(), 'fixtures')) || '.';
  process.stdout.write(`A demonstration on the bundled examples in ${fixtures}; "npm start -- <paths>" lints your own code.\n\n`);
  const code = await runInTerminal([fixtures]);
  // Findings are what a demonstration is for.
  process.exitCode = code === 2 ? 2 : 0;
}
