import { parseArgs } from 'node:util';
import type { Preset } from './engine.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = ['stylish', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What the command line asks for. */
export interface Options {
  readonly paths: readonly string[];
  readonly preset: Preset;
  readonly format: Format;
  readonly trustedOrigins: readonly string[];
  readonly publicPaths: readonly string[];
  readonly maxWarnings: number;
  /** Whether client code is compared with the servers that it asks. */
  readonly comparesClients: boolean;
  readonly noColor: boolean;
  readonly stdin: boolean;
  readonly stdinFilename: string | null;
  readonly help: boolean;
  readonly version: boolean;
}

/**
 * Reads the arguments after the command's name.
 * @throws {UsageError} for what the command does not know.
 */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const stdin = values.stdin ?? false;
  const stdinFilename = values['stdin-filename'] ?? null;
  if (stdin && positionals.length > 0) throw new UsageError('--stdin cannot be combined with paths.');
  if (!stdin && stdinFilename !== null) throw new UsageError('--stdin-filename needs --stdin.');
  if (stdinFilename === '' || positionals.includes('')) throw new UsageError('A path must not be empty.');
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    preset: values.strict === true ? 'strict' : 'recommended',
    format: parseFormat(values.format ?? 'stylish'),
    trustedOrigins: values['trusted-origin'] ?? [],
    publicPaths: values['public-path'] ?? [],
    maxWarnings: parseCount(values['max-warnings'] ?? '0'),
    comparesClients: values['no-client-contract'] !== true,
    noColor: values['no-color'] ?? false,
    stdin,
    stdinFilename,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        strict: { type: 'boolean' },
        format: { type: 'string' },
        'trusted-origin': { type: 'string', multiple: true },
        'public-path': { type: 'string', multiple: true },
        'max-warnings': { type: 'string' },
        'no-client-contract': { type: 'boolean' },
        'no-color': { type: 'boolean' },
        stdin: { type: 'boolean' },
        'stdin-filename': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    // Node's message goes on with advice about "--" that helps nobody here.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/u);
    throw new UsageError(`${reason.replace(/\.$/u, '')}. See cors-lint --help.`, { cause: error });
  }
}

function parseFormat(value: string): Format {
  const format = FORMATS.find((known) => known === value);
  if (format === undefined) throw new UsageError(`Unknown format "${value}"; known are ${FORMATS.join(' and ')}.`);
  return format;
}

function parseCount(value: string): number {
  if (!/^\d{1,9}$/u.test(value)) throw new UsageError(`--max-warnings needs a whole number, not "${value}".`);
  return Number(value);
}
