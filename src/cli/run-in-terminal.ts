import { runCommand } from './command.ts';
import type { Engine } from './engine.ts';
import { terminalHost } from './terminal.ts';

/** `cors-lint` with this package's plugin, in this process. */
export async function runInTerminal(args: readonly string[]): Promise<0 | 1 | 2> {
  const host = terminalHost();
  let engine: Engine;
  try {
    // Loaded here, so that a plugin that does not load is said in words and with the right exit code.
    ({ corsEngine: engine } = await import('./cors-engine.ts'));
  } catch (error) {
    host.writeError(`cors-lint: the plugin cannot be loaded: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  return runCommand(args, host, engine);
}
