import { resolve } from 'node:path';
import { discover } from './discover.ts';
import type { Engine } from './engine.ts';
import { formatJson } from './format-json.ts';
import { formatStylish } from './format-stylish.ts';
import { lintFiles, lintText } from './lint.ts';
import type { LintRequest } from './lint.ts';
import { parseOptions } from './options.ts';
import type { Options } from './options.ts';
import { packageInfo } from '../package-info.ts';
import { createPaint } from './paint.ts';
import { decode } from './read-source.ts';
import { exitCode } from './report.ts';
import type { Report } from './report.ts';
import { mergeSettings, readSettings } from './settings-file.ts';
import { USAGE } from './usage.ts';
import { UsageError } from './usage-error.ts';

/** Where the command runs: what it reads and writes besides files. */
export interface Host {
  readonly cwd: string;
  readonly hasColor: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readStdin(): Promise<Uint8Array>;
  writeOut(text: string): void;
  writeError(text: string): void;
}

/** Runs `cors-lint` with the arguments after its name, and gives the exit code. */
export async function runCommand(args: readonly string[], host: Host, engine: Engine): Promise<0 | 1 | 2> {
  try {
    const options = parseOptions(args);
    if (options.help || options.version) {
      host.writeOut(options.help ? USAGE : `${packageInfo.version}\n`);
      return 0;
    }
    const report = await lint(options, host, engine);
    host.writeOut(format(report, options, host));
    return exitCode(report, options.maxWarnings);
  } catch (error) {
    host.writeError(`cors-lint: ${describe(error)}\n`);
    return 2;
  }
}

async function lint(options: Options, host: Host, engine: Engine): Promise<Report> {
  const { cwd } = host;
  const check = (value: unknown) => engine.checkSettings(value);
  const settings = mergeSettings(await readSettings(cwd), options, check);
  const request: LintRequest = { cwd, preset: options.preset, settings, comparesClients: options.comparesClients };
  if (options.stdin) {
    const name = options.stdinFilename ?? '<stdin>';
    return lintText(decode(await host.readStdin()), resolve(cwd, name), request, engine);
  }
  const { targets, errors } = await discover(options.paths, cwd);
  return lintFiles(targets, errors, request, engine);
}

function format(report: Report, options: Options, host: Host): string {
  if (options.format === 'json') return formatJson(report, packageInfo.version);
  return formatStylish(report, host.width, createPaint(host.hasColor && !options.noColor));
}

/** A stack is for faults of this program; people who asked for something impossible need the sentence only. */
function describe(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
