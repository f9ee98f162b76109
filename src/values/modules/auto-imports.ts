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

/** What a name without a definition stands for where Nitro, or Nuxt, imports it by itself; `null` for other globals. */
export function autoImported(evaluator: Evaluator, node: Node, name: string): Value | null {
  const { file } = evaluator.module.moduleOf(node);
  const server = NITRO.exec(file.replaceAll('\\', '/'))?.[1];
  if (server === undefined) return null;
  const utilities = [join(server, 'utils'), join(dirname(server), 'shared', 'utils')].flatMap((directory) => filesBelow(directory)).slice(0, MAX_FILES);
  for (const { path } of utilities) {
    if (path === file || !/\.[cm]?[jt]s$/.test(path) || textAt(path)?.includes(name) !== true) continue;
    const linked = evaluator.link(node, path);
    const value = linked?.kind === 'module' ? exportOf(evaluator, linked.module, name) : null;
    if (value !== null) return value;
  }
  return null;
}
