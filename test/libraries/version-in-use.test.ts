import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OPTION_LIBRARIES } from '../../src/libraries/all-libraries.ts';
import { editionInUse, versionOnDisk, type VersionLookup } from '../../src/libraries/reading/version-in-use.ts';
import { NO_SETTINGS } from '../../src/settings.ts';
import { policiesOf } from '../read.ts';

const editions = OPTION_LIBRARIES.filter(({ id }) => id === 'hono/cors');
const chosen = (version: string | null): string | undefined => editionInUse(editions, 'server.ts', () => version)?.library.measured;

describe('the model in use', () => {
  it.each([
    ['4.13.19', '4.13.19'],
    ['4.12.25', '4.13.19'],
    ['4.12.24', '4.12.24'],
    ['4.12.9', '4.12.24'],
    ['4.12.8', '4.12.8'],
    ['4.6.4', '4.6.4'],
    ['^4.0.0', '4.13.19'],
    ['~4.12.0', '4.13.19'],
    ['4.12.10 - 4.12.20', '4.12.24'],
    ['<4.6.0', '4.6.4'],
  ])('of hono %s is that of %s', (version, measured) => {
    expect(chosen(version)).toBe(measured);
  });

  it('is the current one when the version is not known, and says so', () => {
    expect(editionInUse(editions, 'server.ts', () => null)).toMatchObject({ assumed: true, library: { measured: '4.13.19' } });
    const source = "import { cors } from 'hono/cors';\nexport const policy = cors({ credentials: true });";
    const policyWith = (lookup: VersionLookup) => policiesOf(source, 'server.ts', NO_SETTINGS, lookup)[0];
    expect(policyWith(() => null)?.site.assumption).toContain('The version of hono in use was not found; 4.13.19 is assumed.');
    expect(policyWith(() => '4.13.0')?.site.assumption).toBeUndefined();
    expect(policyWith(() => '4.12.24')?.allowOrigin.kind).toBe('echo');
    expect(policyWith(() => '4.13.0')?.allowOrigin.kind).toBe('any');
  });

  it.each([...new Set(OPTION_LIBRARIES.map(({ id }) => id))].filter((id) => OPTION_LIBRARIES.filter((each) => each.id === id).length > 1))('of %s is the current one when the version is not known', (id) => {
    const models = OPTION_LIBRARIES.filter((each) => each.id === id);
    expect(editionInUse(models, 'server.ts', () => null)).toEqual({ library: models[0], assumed: true });
    expect(models.map((each) => each.package)).toEqual(models.map(() => models[0]?.package));
  });

  it('is a former one where the call is one that the current version does not have', () => {
    const source = "import { createCors } from 'itty-router';\nexport const { preflight, corsify } = createCors();";
    expect(policiesOf(source, 'worker.ts', NO_SETTINGS, () => null).map(({ allowOrigin }) => allowOrigin.kind)).toEqual(['echo']);
    const server = "import { GraphQLServer } from 'graphql-yoga';\nconst server = new GraphQLServer({ typeDefs, resolvers });\nserver.start({ cors: { origin: true, credentials: true } });";
    expect(policiesOf(server, 'server.ts', NO_SETTINGS, () => null).map(({ allowOrigin }) => allowOrigin.kind)).toEqual(['echo']);
    const current = "import { cors } from 'itty-router';\nexport const { preflight, corsify } = cors();";
    expect(policiesOf(current, 'worker.ts', NO_SETTINGS, () => null).map(({ allowOrigin }) => allowOrigin.kind)).toEqual(['any']);
  });

  it('covers every version of a library, once', () => {
    for (const id of new Set(OPTION_LIBRARIES.map((library) => library.id))) {
      const models = OPTION_LIBRARIES.filter((library) => library.id === id);
      for (const version of ['0.5.0', '1.0.0', '2.5.0', '3.4.0', '3.4.1', '4.6.4', '4.12.10', '4.13.0', '5.0.0', '8.0.0', '10.0.0', '30.0.0']) {
        const lookup: VersionLookup = () => version;
        expect(editionInUse(models, 'server.ts', lookup)?.assumed, `${id} ${version}`).toBe(false);
      }
    }
  });
});

describe('the version on the disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'versions-'));
  const write = (path: string, value: unknown): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), typeof value === 'string' ? value : JSON.stringify(value));
  };
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('is that of the nearest installed package, else the range of the nearest manifest', () => {
    write('package.json', { dependencies: { hono: '^4.6.0', koa: '*' } });
    write('packages/a/package.json', { devDependencies: { hono: '~4.12.0' } });
    write('packages/b/node_modules/hono/package.json', { version: '4.12.24' });
    write('packages/c/package.json', '{ not json');
    const versionIn = (folder: string): string | null => versionOnDisk('hono', join(root, folder, 'src/server.ts'));
    expect(versionIn('packages/a')).toBe('~4.12.0');
    expect(versionIn('packages/b')).toBe('4.12.24');
    expect(versionIn('packages/c')).toBe('^4.6.0');
    // Installed for others, further up.
    write('node_modules/h3/package.json', { version: '2.0.8' });
    write('packages/d/package.json', { dependencies: { h3: '^1.15.0' } });
    expect(versionOnDisk('h3', join(root, 'packages/d/server.ts'))).toBe('^1.15.0');
    expect(versionOnDisk('h3', join(root, 'packages/a/server.ts'))).toBe('2.0.8');
    expect(versionOnDisk('koa', join(root, 'server.ts'))).toBeNull();
    expect(versionOnDisk('express', join(root, 'server.ts'))).toBeNull();
  });
});
