import type { Settings } from './settings.ts';
import { moduleCache } from './values/modules/module-cache.ts';
import type { SourceModule } from './values/source-module.ts';

/** What was made of a file. */
export interface FileReading<T> {
  readonly result: T;
  /** What was read for it. */
  readonly modules: readonly SourceModule[];
}

interface Kept<T> extends FileReading<T> {
  readonly key: string;
}

/** What is made of files on the disk, once for all that ask; it holds as long as what was read for it is what is on the disk. */
export class FileReadings<T> {
  readonly #known = new WeakMap<SourceModule, Kept<T>>();

  /** What `read` makes of a file in a working directory; `null` when the file cannot be read. */
  of(file: string, cwd: string, settings: Settings, read: (module: SourceModule) => FileReading<T>): T | null {
    const loaded = moduleCache.load(file);
    if (loaded.kind === 'unread') return null;
    const key = `${cwd}\n${textOf(settings)}`;
    const known = this.#known.get(loaded.module);
    if (known?.key === key && known.modules.every((module) => moduleCache.has(module))) return known.result;
    const { result, modules } = read(loaded.module);
    this.#known.set(loaded.module, { key, result, modules });
    return result;
  }
}

const texts = new WeakMap<Settings, string>();

/** Settings as text, by which they are the same; written once, for it is asked of every file that imports one. */
function textOf(settings: Settings): string {
  const text = texts.get(settings) ?? JSON.stringify(settings);
  texts.set(settings, text);
  return text;
}
