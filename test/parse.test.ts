import { parseForESLint } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import { Linter as Linter915 } from 'eslint915';
import { describe, expect, it } from 'vitest';
import { eslintParser, MAX_SOURCE_LENGTH, parseSource } from '../src/parse.ts';
import type { ParsedSource, ParseFailure } from '../src/parse.ts';

function parsed(text: string, file: string): ParsedSource {
  const result = parseSource(text, file);
  if (!result.ok) throw new Error(`${file} does not parse: ${result.message}`);
  return result;
}

function failure(text: string, file: string): ParseFailure {
  const result = parseSource(text, file);
  if (result.ok) throw new Error(`${file} parses.`);
  return result;
}

/** Every node as `Type start-end line:column-line:column`, in the order of the source's tree. */
function outline({ ast, visitorKeys }: Pick<ParsedSource, 'ast' | 'visitorKeys'>): string[] {
  const rows: string[] = [];
  const visit = (node: TSESTree.Node, key: string): void => {
    const { start, end } = node.loc;
    rows.push(
      `${key} ${node.type} ${node.range.join('-')} ${start.line}:${start.column}-${end.line}:${end.column}`,
    );
    const fields = node as unknown as Record<string, TSESTree.Node | (TSESTree.Node | null)[] | null | undefined>;
    for (const childKey of visitorKeys[node.type] ?? []) {
      const child = fields[childKey];
      if (child === null || child === undefined) continue;
      for (const one of Array.isArray(child) ? child : [child]) if (one !== null) visit(one, childKey);
    }
  };
  visit(ast, 'root');
  return rows;
}

/** Every reference as `name@start → type of definition@start`, or `→ unresolved`. */
function references({ scopeManager }: Pick<ParsedSource, 'scopeManager'>): string[] {
  return scopeManager.scopes
    .flatMap((scope) => scope.references)
    .map(({ identifier, resolved }) => {
      const definitions = resolved?.defs.map(({ type, name }) => `${type}@${name.range[0]}`).join();
      const target = resolved === null ? 'unresolved' : `${resolved.name} ${definitions}`;
      return `${identifier.range.join('-')} → ${target}`;
    })
    .sort();
}

const SOURCES: Readonly<Record<string, string>> = {
  'modules.js': `
    import cors, { type as kind } from 'cors';
    import * as all from "express" with { type: 'json' };
    import './side-effect.js';
    export { cors as 'string name', kind };
    export * from 'x';
    export * as ns from 'y';
    export const { a = 1, ...rest } = all, [b, , c = b] = rest;
    export default async function* named(x, { y: [z] = [] } = {}, ...others) { yield* x; await z; }
    const lazy = await import('./later.js');
    console.log(import.meta.url, lazy);`,
  'expressions.js': `
    const app = express();
    app?.use?.(cors({ origin: true, credentials: !0, ["max" + 'Age']: 1_000n, methods() {}, get x() { return 1 }, set x(v) {} }));
    (a, b); (a ?? b) || c; a ||= b; a ** b; a?.[0]?.b.c(); delete a?.b; new Foo; new (foo())(...args);
    \`x \${ \`y\${1}\` } z\`; tag\`a\${b}\`; /re[/]gex/giu; ((x)); (x => ({ x }))(1); (async x => await x)();
    label: for (const [k, v] of Object.entries(o)) { if (k in v) continue label; else break label; }
    for (var i = 0, n = 1; i < n; i++) ; for (let p in q) {} do { x-- } while (!x); while (0) {}
    switch (a) { case 1: case 2: b(); break; default: }
    try { throw new Error } catch { } finally { debugger }
    try { a } catch ({ message }) { message }
    for await (const part of stream) part;
    void 0, typeof x, ~x, -x, +x, a instanceof B, function () { new.target };
    "use strict"; null; true; 0x1F; .5; 'é😀'; a /* 😀 */ . b;`,
  'classes.js': `
    @controller('/x') export class A extends (B, C) {
      static #count = 0; #secret; plain; ['computed'] = 1; static { this.#count = 1; }
      accessor value = 1;
      constructor(x) { super(x); super.y; }
      get #hidden() { return #secret in this; } set #hidden(v) {}
      async *gen() {} static async m() {} @bound method(x) {}
    }
    const K = class Named {}; const L = class extends A {};`,
  'sloppy.cjs': `
    const express = require('express');
    if (!express) return;
    with (express) { x = 1; }
    var await = 1, yield = 2;
    module.exports = function () { return arguments; };`,
  'view.jsx': `
    const View = ({ a, ...props }) => <><Ns.Tag x="1" y={a} {...props} z data-q='é'>{/* note */} text &amp; 😀
      {a && <b key={1}/>}{...list}</Ns.Tag><svg:path xlink:href="#"/></>;`,
  'view.tsx': `
    import type { FC } from 'react';
    const generic = <T,>(x: T): T => x;
    export const View: FC<{ a?: string }> = ({ a }) => <Box<string> onClick={(e: Event) => e!.target}>{a as string}</Box>;`,
  'types.ts': `
    import fs = require('fs');
    import type { A, B as C } from './a';
    import { type D, E } from './d';
    import F = NS.Inner;
    export type { A };
    export import G = NS.Other;
    type Union<T extends string = 'x', in out U = never> = | T | readonly U[] | [a: string, b?: number, ...rest: T[]] | { [K in keyof T as \`get\${K}\`]-?: T[K] };
    type Cond<T> = T extends (infer U extends string)[] ? U : typeof fs.x<string> extends never ? unique symbol : import('./x', { with: { 'resolution-mode': 'import' } }).Y<T>;
    type Fn = new (x: this, ...y: any[]) => asserts x is string; type G2 = abstract new () => void; type H = (a: string) => a is 'b';
    interface I<T> extends A, C<T> { (x: number): string; new (x: number): I<T>; readonly [key: string]: unknown; method?<U>(this: Window, x: U): void; get v(): string; set v(x: string); 1: 2 }
    declare module 'x' { export const y: number; }
    declare global { interface Window { z: 1 } }
    declare function over(x: string): void;
    declare const amb: number, other: { a: 1 };
    declare let noInit;`,
  'values.ts': `
    enum Color { Red, Green = 'g', 'Blue-ish' = 1 << 2 } const enum K { A } declare enum Ext {}
    namespace N.M { export const x = 1; namespace Deep {} } module Old {}
    function over(x: string): void; function over(x: number): void; function over(x: any) {}
    abstract class P<T> extends Q<T> implements R, S.T<U> {
      constructor(private readonly a: string, public b = 1, @Inject(X) protected c?: N, override d?: T) { super(); }
      declare x: string; readonly y!: number; z?: string = ''; static override s; protected abstract w: string; abstract run(): void;
      over(x: string): void; over(x: any) {} get g(): string { return ''; } [key: string]: unknown;
      @Get(':id') find(@Param('id') id: string) { return <any>id; } abstract accessor acc: number;
    }
    const o = { origin: '*' } satisfies CorsOptions as const; const nn = x!.y![0]!(); const f = foo<string>; new Map<string, number>();
    let u: undefined | null = undefined; function isS(this: X, x?: unknown): x is string { return typeof x === 'string'; }
    const arrow = async <T>(x: T, { y }: { y: string }, [z]: string[] = []): Promise<T> => x;
    (x as any) = 1; (<any>x).y = 2; for (const q of <any[]>w) {} label: for (;;) { break label }
    using res = open(); export = N;`,
  'decorated.ts': `
    @Module({ imports: [A] }) @Other export class AppModule { @Input() name: string; @Output() readonly e = new E<string>(); @Host('x') get y() { return 1 } }
    export @After class B {}
    export default @Z class {}
    export default abstract class {} `,
  'commonjs.cts': `import x = require('x'); const y = require('y'); export = { x, y };`,
  'hash.mjs': '#!/usr/bin/env node\n// first\nrun(/* inner */ 1); /** tail */\n',
  'lines.js': 'a;\r\nb;\rc;\u2028d;\n  `x\r\ny${1}`;\r\n',
  'empty.ts': '',
  'comment.js': '// only\n',
  'surrogates.ts': `const e: string = '😀'; /* 😀 */ call(e, "é"); // 😀\nnext(e);`,
};

describe('parseSource', () => {
  describe.each(Object.entries(SOURCES))('%s', (file, text) => {
    const isCommonJs = /\.c[jt]s$/u.test(file);
    const expected = () =>
      parseForESLint(text.replace(/^#!/u, '//'), {
        filePath: file,
        sourceType: isCommonJs ? 'script' : 'module',
        ecmaFeatures: { jsx: !/\.[mc]?ts$/u.test(file), globalReturn: isCommonJs },
      });

    it('gives the nodes that @typescript-eslint/parser gives', () => {
      // Program differs on purpose: it spans the whole text, as ESLint 10 wants it.
      expect(outline(parsed(text, file)).slice(1)).toEqual(outline(expected()).slice(1));
    });

    it('gives the same comments', () => {
      expect(parsed(text, file).ast.comments).toEqual(expected().ast.comments);
    });

    it('resolves the same names', () => {
      expect(references(parsed(text, file))).toEqual(references(expected()));
    });
  });
});

describe('parseSource on what not every parser reads', () => {
  it('counts UTF-16 code units, the byte-order mark excepted', () => {
    const { ast } = parsed("\uFEFF/* 😀 */ call('é😀');\n  next();", 'a.js');
    expect(ast.body.map(({ range, loc }) => [range, loc.start])).toEqual([
      [[9, 21], { line: 1, column: 9 }],
      [[24, 31], { line: 2, column: 2 }],
    ]);
    expect(ast.range).toEqual([0, 31]);
  });

  it('reads sloppy scripts whatever their extension', () => {
    const { ast, scopeManager } = parsed("with (a) { b }\nif (c) return;\nvar require = 010;", 'server.js');
    expect(ast.sourceType).toBe('script');
    expect(scopeManager.scopes.map(({ type }) => type)).toContain('function');
  });

  it('reads JSX in .js and not in .ts, where < begins a type assertion', () => {
    expect(parsed('const a = <b>{c}</b>;', 'a.js').ast.body).toHaveLength(1);
    expect(parsed('const a = <b>c; const d = <T>(e: T) => e;', 'a.ts').ast.body).toHaveLength(2);
    expect(failure('const a = <b>{c}</b>;', 'a.ts').ok).toBe(false);
  });

  it('reads a file without a known extension as what it happens to be', () => {
    expect(parsed('#!/usr/bin/env node\nconst a = <b/>;', 'bin/serve').ast.body).toHaveLength(1);
    expect(parsed('const a: string = <string>b;', '<input>').ast.body).toHaveLength(1);
  });

  it('keeps the tree when a complaint is about meaning only', () => {
    expect(parsed('export default 1; export default 2;', 'a.js').ast.body).toHaveLength(2);
    expect(parsed('function f(a?: 1, b: 2) {}', 'a.ts').ast.body).toHaveLength(1);
  });

  it('says where it stopped', () => {
    expect(failure("const s = '😀';\ncall(;", 'a.ts')).toEqual({
      ok: false,
      message: 'Unexpected token.',
      line: 2,
      column: 5,
      index: 21,
    });
  });

  it('says that it does not read bundles or binary files', () => {
    expect(failure(' '.repeat(MAX_SOURCE_LENGTH + 1), 'a.js').message).toContain('longer than 2,000,000 characters');
    expect(failure('a\0b', 'a.js').message).toContain('not text');
  });
});

describe.each([
  ['10', Linter],
  ['9.39', Linter9],
  ['9.15', Linter915],
])('eslintParser in ESLint %s', (_version, AnyLinter) => {
  const lint = (text: string, filename: string) => {
    const linter = new (AnyLinter as unknown as typeof Linter)();
    return linter
      .verify(
        text,
        [
          {
            files: ['**/*.{js,ts,jsx,tsx}'],
            languageOptions: { parser: eslintParser },
            plugins: {
              cors: {
                rules: {
                  x: {
                    create: (context) => ({
                      Identifier(node) {
                        if (node.name === 'bad') context.report({ node, message: 'No.' });
                      },
                    }),
                  },
                },
              },
            },
            rules: { 'cors/x': 'error', 'no-undef': 'error' },
            linterOptions: { reportUnusedDisableDirectives: 'error' },
          },
        ],
        { filename },
      )
      .map(({ ruleId, line, column, message, fatal }) => ({ ruleId, line, column, message, fatal }));
  };

  it.each([
    ['a.js', '/* eslint-disable-next-line cors/x -- a reason */\nlet bad; // eslint-disable-line cors/x\nlet ok = bad;'],
    ['a.ts', '// eslint-disable-next-line cors/x -- a reason\nlet bad: string; // eslint-disable-line cors/x\nlet ok = bad;'],
    ['a.tsx', 'const v = <b>{/* eslint-disable-next-line cors/x -- a reason */\nbad}</b>; var bad; // eslint-disable-line cors/x\nlet ok = bad;'],
    ['b.js', '#!/usr/bin/env node\n/* eslint-disable cors/x */ let bad; /* eslint-enable cors/x */\nlet ok = bad;'],
  ])('honours directive comments in %s', (file, text) => {
    expect(lint(text, file).filter(({ ruleId }) => ruleId === 'cors/x')).toMatchObject([{ line: 3, column: 10 }]);
  });

  it('knows scopes and globals', () => {
    expect(lint('/* global known */ const here = known; here; missing;', 'a.ts')).toMatchObject([
      { ruleId: 'no-undef', column: 46 },
    ]);
  });

  it('reports a text that does not parse at its place', () => {
    expect(lint('a;\n  call(;', 'a.js')).toEqual([
      { ruleId: null, line: 2, column: 8, message: 'Parsing error: Unexpected token.', fatal: true },
    ]);
  });
});
