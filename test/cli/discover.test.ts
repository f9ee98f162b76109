import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/cli/discover.ts';
import { directoryOf, withUnreadable } from './run.ts';

async function found(paths: readonly string[], cwd: string): Promise<string[]> {
  const { targets } = await discover(paths, cwd);
  return targets.map(({ path }) => relative(cwd, path));
}

describe('discover', () => {
  it('finds every JavaScript and TypeScript file and nothing else', async () => {
    const names = ['a.js', 'b.mjs', 'c.cjs', 'd.jsx', 'e.ts', 'f.mts', 'g.cts', 'h.tsx', '.well-known/i.ts', 'J.JS'];
    const others = ['k.json', 'l.md', 'm.min.js', 'n.d.ts', 'o.d.mts', 'js', 'p.js.map'];
    const cwd = directoryOf(Object.fromEntries([...names, ...others].map((name) => [name, ''])));
    expect(await found(['.'], cwd)).toEqual([...names].sort());
  });

  it('leaves out what nobody wrote here', async () => {
    const folders = ['node_modules/x', 'dist', 'build', 'coverage', '.git', '.next/server', 'packages/a/node_modules/b'];
    const cwd = directoryOf({
      ...Object.fromEntries(folders.map((folder) => [`${folder}/a.js`, ''])),
      'src/distance/a.js': '',
    });
    expect(await found(['.'], cwd)).toEqual(['src/distance/a.js']);
  });

  it('searches a folder that is named, whatever its name', async () => {
    const cwd = directoryOf({ 'dist/server.js': '', 'dist/node_modules/x/a.js': '' });
    expect(await found(['dist'], cwd)).toEqual(['dist/server.js']);
  });

  describe('with .gitignore files', () => {
    const files = {
      '.git/': '',
      '.gitignore': 'logs/\n*.gen.js\n!kept.gen.js\n/pkg/src/keep/*\n!/pkg/src/keep/yes.js\n',
      'a.gen.js': '',
      'kept.gen.js': '',
      'logs/deep/a.js': '',
      'pkg/.gitignore': '/local.js\ngenerated/\n',
      'pkg/local.js': '',
      'pkg/src/local.js': '',
      'pkg/src/generated/a.js': '',
      'pkg/src/keep/no.js': '',
      'pkg/src/keep/yes.js': '',
    };

    it('reads nested ones, with negations', async () => {
      expect(await found(['.'], directoryOf(files))).toEqual(['kept.gen.js', 'pkg/src/keep/yes.js', 'pkg/src/local.js']);
    });

    it('reads those above, up to the root of the repository', async () => {
      const cwd = join(directoryOf(files), 'pkg/src');
      expect(await found(['.'], cwd)).toEqual(['keep/yes.js', 'local.js']);
    });

    it('reads them for directories and globs outside the working directory', async () => {
      const root = directoryOf(files);
      const cwd = join(root, 'logs');
      const expected = ['../pkg/src/keep/yes.js', '../pkg/src/local.js'];
      expect(await found(['../pkg'], cwd)).toEqual(expected);
      expect(await found(['../pkg/**/*.js'], cwd)).toEqual(expected);
      expect(await found([`${root}/p{k,c}g/**/*.js`], cwd)).toEqual(expected);
    });

    it('lints a named file although it is ignored', async () => {
      const cwd = directoryOf(files);
      expect((await discover(['logs/deep/a.js', 'pkg'], cwd)).targets).toMatchObject([
        { path: join(cwd, 'logs/deep/a.js'), isNamed: true },
        { isNamed: false },
        { isNamed: false },
      ]);
    });
  });

  it('takes an existing path for itself, even with the characters of a glob', async () => {
    const cwd = directoryOf({ 'app/[slug]/route.ts': '', 'app/s/route.ts': '', 'app/(web)/page.tsx': '' });
    expect(await found(['app/[slug]/route.ts', 'app/(web)'], cwd)).toEqual(['app/(web)/page.tsx', 'app/[slug]/route.ts']);
    expect(await found(['app/[slug]'], cwd)).toEqual(['app/[slug]/route.ts']);
  });

  it('searches the directories that a glob matches', async () => {
    const cwd = directoryOf({ 'packages/a/src/a.js': '', 'packages/b/b.ts': '', 'packages/c.js': '', 'other/d.js': '' });
    expect(await found(['packages/*'], cwd)).toEqual(['packages/a/src/a.js', 'packages/b/b.ts', 'packages/c.js']);
    expect(await found(['{packages,other}/*.js'], cwd)).toEqual(['other/d.js', 'packages/c.js']);
  });

  it('names each file once', async () => {
    const cwd = directoryOf({ 'src/a.js': '' });
    expect(await found(['src/a.js', '.', 'src', '**/*.js', './src/../src/a.js'], cwd)).toEqual(['src/a.js']);
  });

  it('does not follow symbolic links in directories, and so ends where they loop', async () => {
    const cwd = directoryOf({ 'src/a.js': '', 'elsewhere/b.js': '' });
    symlinkSync('..', join(cwd, 'src/up'));
    symlinkSync('missing.js', join(cwd, 'src/broken.js'));
    symlinkSync('../src', join(cwd, 'elsewhere/link'));
    expect(await found(['src'], cwd)).toEqual(['src/a.js']);
    expect(await found(['elsewhere/link'], cwd)).toEqual(['elsewhere/link/a.js']);
  });

  it('refuses paths that stand for nothing', async () => {
    const cwd = directoryOf({ 'a.js': '' });
    symlinkSync('missing', join(cwd, 'broken.js'));
    symlinkSync('loop.js', join(cwd, 'loop.js'));
    await expect(discover(['nope.js'], cwd)).rejects.toThrow('"nope.js" does not exist.');
    await expect(discover(['a.js/b'], cwd)).rejects.toThrow('"a.js/b" cannot be read: a part of its path is a file.');
    await expect(discover(['!a.js'], cwd)).rejects.toThrow('"!a.js" cannot be negated');
    await expect(discover(['broken.js'], cwd)).rejects.toThrow('"broken.js" is a broken symbolic link.');
    await expect(discover(['loop.js'], cwd)).rejects.toThrow('symbolic link');
    await expect(discover(['src/**/*.js'], cwd)).rejects.toThrow('No JavaScript or TypeScript file matches "src/**/*.js"');
  });

  it('reports a directory that it may not read and searches the others', async () => {
    const cwd = directoryOf({ 'locked/a.js': '', 'open/b.js': '' });
    const { targets, errors } = await withUnreadable(cwd, join(cwd, 'locked'), () => discover(['.'], cwd));
    expect(targets.map(({ path }) => relative(cwd, path))).toEqual(['open/b.js']);
    expect(errors).toMatchObject([{ file: 'locked', message: 'This directory cannot be read: permission denied.' }]);
  });
});
