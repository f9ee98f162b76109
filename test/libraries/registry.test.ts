import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HandshakeLibrary, UpgradeCall } from '../../src/libraries/handshake-model.ts';
import type { HeaderOption, HeaderWriter, OptionLibrary } from '../../src/libraries/library-model.ts';
import type { Safeguard } from '../../src/libraries/safeguard-model.ts';

const DIRECTORY = new URL('../../src/libraries/', import.meta.url);
const NOT_MODELS = ['all-libraries.ts', 'handshake-model.ts', 'library-model.ts', 'safeguard-model.ts'];

/** `src/libraries/all-libraries.ts` as it is to be: every model of every file beside it. */
async function registry(): Promise<string> {
  const files = readdirSync(DIRECTORY).filter((file) => file.endsWith('.ts') && !NOT_MODELS.includes(file)).sort();
  const imports: string[] = [];
  const options: string[] = [];
  const headers: string[] = [];
  const safeguards: string[] = [];
  const writers: { name: string; last: boolean }[] = [];
  const handshakes: string[] = [];
  const upgrades: string[] = [];
  for (const file of files) {
    // A file may hold other data that belongs to a library.
    const exported = Object.entries((await import(new URL(file, DIRECTORY).href)) as Record<string, OptionLibrary | HeaderWriter | HeaderOption | Safeguard | HandshakeLibrary | UpgradeCall>).filter(([, model]) => 'id' in model);
    if (exported.length === 0) continue;
    // Of models of one library, the file has the current one first.
    const source = await import('node:fs').then(({ readFileSync }) => readFileSync(new URL(file, DIRECTORY), 'utf8'));
    const at = (name: string): number => source.indexOf(`export const ${name}`);
    const names = exported.map(([name]) => name).sort((a, b) => at(a) - at(b));
    imports.push(`import { ${[...names].sort((a, b) => a.localeCompare(b)).join(', ')} } from './${file}';`);
    for (const name of names) {
      const model = exported.find(([each]) => each === name)?.[1];
      if (model === undefined) continue;
      if ('calls' in model) options.push(name);
      else if ('headers' in model) headers.push(name);
      else if ('switches' in model) safeguards.push(name);
      else if ('servers' in model) handshakes.push(name);
      else if ('completes' in model) upgrades.push(name);
      else writers.push({ name, last: model.modules === null });
    }
  }
  const ordered = [...writers.filter(({ last }) => !last), ...writers.filter(({ last }) => last)].map(({ name }) => name);
  return [
    ...imports,
    "import type { HandshakeLibrary, UpgradeCall } from './handshake-model.ts';",
    "import type { HeaderOption, HeaderWriter, OptionLibrary } from './library-model.ts';",
    "import type { Safeguard } from './safeguard-model.ts';",
    '',
    '/** Every library that takes CORS options; of models of one library, the current one first. */',
    `export const OPTION_LIBRARIES: readonly OptionLibrary[] = [\n${options.map((name) => `  ${name},`).join('\n')}\n];`,
    '',
    '/** Every way to write response headers; where a method is ambiguous, the first whose package the file imports. */',
    `export const HEADER_WRITERS: readonly HeaderWriter[] = [${ordered.join(', ')}];`,
    '',
    '/** Every option whose value is a set of response headers. */',
    `export const HEADER_OPTIONS: readonly HeaderOption[] = [${headers.join(', ')}];`,
    '',
    '/** Every protection that options switch off. */',
    `export const SAFEGUARDS: readonly Safeguard[] = [${safeguards.join(', ')}];`,
    '',
    '/** Every library that makes WebSocket servers; of models of one library, the current one first. */',
    `export const HANDSHAKE_LIBRARIES: readonly HandshakeLibrary[] = [${handshakes.join(', ')}];`,
    '',
    '/** Every call by which code completes a WebSocket handshake itself. */',
    `export const UPGRADE_CALLS: readonly UpgradeCall[] = [${upgrades.join(', ')}];`,
    '',
  ].join('\n');
}

// `npx vitest run test/libraries/registry.test.ts -u` writes the file anew.
test('all-libraries.ts has every model', async () => {
  await expect(await registry()).toMatchFileSnapshot('../../src/libraries/all-libraries.ts');
});
