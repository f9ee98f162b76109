import { dirname, join } from 'node:path';
import type { Evaluator } from '../evaluate.ts';
import type { Node } from '../source-module.ts';
import type { Value } from '../value.ts';
import { filesBelow } from './directory-files.ts';
import { exportOf } from './exports.ts';
import { textAt } from './manifest.ts';

/** Code of a Nitro server, which sees what `server/utils` exports without importing it. */
const NITRO = /^(.*\/server)\/(?:api|routes|middleware|plugins|tasks|utils)\//;

/** Files that are looked through for one name. */
const MAX_FILES = 60;

/** Names that Node's modules have of their own; with those of the global object, most names without a definition. */
const OF_MODULES = new Set(['arguments', 'exports', 'module', 'require', 'undefined', '__dirname', '__filename']);

interface Utility {
  readonly path: string;
  readonly text: string;
}

/** The files that were read for one analysis, by the server's directory. */
const utilities = new WeakMap<Evaluator, Map<string, readonly Utility[]>>();

/** What a name without a definition stands for where Nitro, or Nuxt, imports it by itself; `null` for other globals. */
export function autoImported(evaluator: Evaluator, node: Node, name: string): Value | null {
  if (OF_MODULES.has(name) || name in globalThis) return null;
  const { file } = evaluator.module.moduleOf(node);
  const server = NITRO.exec(file.replaceAll('\\', '/'))?.[1];
  if (server === undefined) return null;
  for (const { path, text } of utilitiesOf(evaluator, server)) {
    if (path === file || !text.includes(name)) continue;
    const linked = evaluator.link(node, path);
    const value = linked?.kind === 'module' ? exportOf(evaluator, linked.module, name) : null;
    if (value !== null) return value;
  }
  return null;
}

function utilitiesOf(evaluator: Evaluator, server: string): readonly Utility[] {
  const known = utilities.get(evaluator) ?? new Map<string, readonly Utility[]>();
  utilities.set(evaluator, known);
  const found = known.get(server) ?? [join(server, 'utils'), join(dirname(server), 'shared', 'utils')]
    .flatMap((directory) => filesBelow(directory))
    .slice(0, MAX_FILES)
    .flatMap(({ path }) => (/\.[cm]?[jt]s$/.test(path) ? [{ path, text: textAt(path) ?? '' }] : []));
  known.set(server, found);
  return found;
}
