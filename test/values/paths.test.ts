import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../../src/values/evaluate.ts';
import type { PathTree } from '../../src/values/path-tree.ts';
import { pathsOf } from '../../src/values/paths.ts';
import { EMPTY_ENVIRONMENT } from '../../src/values/value.ts';
import { evaluatorOf } from '../read.ts';
import { show, showTest } from './show.ts';

/** All ways through `function f`, where calls of `see` are events. */
function pathsIn(body: string, params = ''): string {
  const evaluator = evaluatorOf(`function f(${params}) { ${body} }`);
  const [root] = evaluator.module.nodes('FunctionDeclaration');
  if (root === undefined) throw new Error('no function');
  return showTree(
    pathsOf(evaluator, root, EMPTY_ENVIRONMENT, { isEvent: (node) => node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'see' }),
    evaluator,
  );
}

function showTree(tree: PathTree, evaluator: Evaluator): string {
  switch (tree.kind) {
    case 'unknown':
      return 'unknown';
    case 'branch':
      return `(${showTest(tree.test, evaluator)} ? ${showTree(tree.whenTrue, evaluator)} : ${showTree(tree.whenFalse, evaluator)})`;
    case 'end': {
      const events = tree.events.map(({ node, environment }) => (node.type === 'CallExpression' && node.arguments[0] !== undefined ? show(evaluator.evaluate(node.arguments[0], environment), evaluator) : ''));
      const end = tree.by === 'fall' ? '' : tree.value === null ? tree.by : `${tree.by} ${show(tree.value, evaluator)}`;
      return [...events, end].filter((part) => part !== '').join(' ') || 'nothing';
    }
  }
}

describe('ways through a function', () => {
  it.each([
    ['', 'nothing'],
    ['see(1)', '1'],
    ['see(1); see(2)', '1 2'],
    ['return 3', 'return 3'],
    ['return', 'return'],
    ['see(1); return', '1 return'],
    ['throw 4', 'throw 4'],
    ['if (a) see(1)', '(a ? 1 : nothing)'],
    ['if (a) see(1); else see(2); see(3)', '(a ? 1 3 : 2 3)'],
    ['if (!a) return; see(1)', '(!a ? return : 1)'],
    ['if (!a) throw 0; see(1)', '(!a ? throw 0 : 1)'],
    ['a && see(1)', '(a ? 1 : nothing)'],
    ['a || see(1)', '(a ? nothing : 1)'],
    ['a ?? see(1)', '(defined a ? nothing : 1)'],
    ['a ? see(1) : see(2)', '(a ? 1 : 2)'],
    ['if (a && b) see(1)', '(a && b ? 1 : nothing)'],
    ['if (true) see(1); else see(2)', '1'],
    ["if (process.env.NODE_ENV !== 'production') see(1)", 'nothing'],
    ['if (a) see(1); if (a) see(2)', '(a ? 1 2 : nothing)'],
    ['if (a) see(1); if (!a) see(2)', '(a ? 1 : 2)'],
    ['if (a) see(1); a = g(); if (a) see(2)', '(a ? (a ? 1 2 : 1) : (a ? 2 : nothing))'],
    ['switch (x) { case 1: see(1); break; case 2: see(2); break; default: see(3) } see(4)', '(case 1 ? 1 4 : (case 2 ? 2 4 : 3 4))'],
    ['switch (x) { case 1: see(1); case 2: see(2) }', '(case 1 ? 1 2 : (case 2 ? 2 : nothing))'],
    ['switch (x) { case 1: case 2: see(1) }', '(case 1 ? 1 : (case 2 ? 1 : nothing))'],
    ['switch (x) { default: see(1); break; case 2: see(2) }', '(case 2 ? 2 : 1)'],
    ['switch (x) { case 1: return see(1); } see(2)', '(case 1 ? 1 return unknown(1) : 2)'],
    ['for (const x of y) { if (a) see(1) }', '(a ? 1 : nothing)'],
    ['for (const x of y) { if (a) return 1 } return 2', '(a ? return 1 : return 2)'],
    ['while (y) { if (a) break; see(1) } see(2)', '(a ? 2 : 1 2)'],
    ['for (;;) { if (a) continue; see(1) }', '(a ? nothing : 1)'],
    ['try { see(1) } catch { see(2) } see(3)', '(exception ? 2 3 : 1 3)'],
    ['try { see(1) } finally { see(2) }', '1 2'],
    ['try { see(1) } catch { return } see(2)', '(exception ? return : 1 2)'],
    ["let x = 'a'; if (c) x = 'b'; see(x)", "(c ? 'b' : 'a')"],
    ["let x; if (c) { x = 'b'; } else { x = 'd'; } see(x)", "(c ? 'b' : 'd')"],
    ["let x = 'a'; x = 'b'; see(x)", "'b'"],
    ["let x = 'a'; see(x); x = 'b'; see(x)", "'a' 'b'"],
    ['const g = () => see(1); g2(g)', '1'],
    ['list.forEach((each) => { if (a) see(1) })', '(a ? 1 : nothing)'],
    ['{ { see(1) } }', '1'],
    ['label: for (const x of y) { if (a) break label; } see(1)', '(a ? 1 : 1)'],
    ['see(1), see(2)', '1 2'],
    ['const r = see(1)', '1'],
    ['if (see(1)) see(2)', '(see(1) ? 1 2 : 1)'],
  ])('%s: %s', (body, tree) => {
    expect(pathsIn(body)).toBe(tree);
  });

  it('are given up where there are too many', () => {
    const branches = Array.from({ length: 40 }, (_, index) => `if (a${String(index)}) see(${String(index)});`).join(' ');
    expect(pathsIn(branches)).toContain('unknown');
  });
});
