import { expect, it } from 'vitest';
import { guardsOf } from '../../src/values/guards.ts';
import { probed, showTest } from './show.ts';

function guardsIn(source: string): readonly string[] {
  const { node, evaluator } = probed(source);
  return guardsOf(node, evaluator.module).map(({ test, holds }) => `${holds ? '' : 'not '}${showTest(test, evaluator)}`);
}

it.each<[string, readonly string[]]>([
  ['probe(1)', []],
  ['if (a) probe(1)', ['a']],
  ['if (a) { probe(1) }', ['a']],
  ['if (a) {} else { probe(1) }', ['not a']],
  ['if (a) {} else if (b) { probe(1) }', ['not a', 'b']],
  ['if (a) { if (b) probe(1) }', ['a', 'b']],
  ['if (probe(1)) {}', []],
  ['a && probe(1)', ['a']],
  ['a || probe(1)', ['not a']],
  ['a ?? probe(1)', ['not defined a']],
  ['a ? probe(1) : 0', ['a']],
  ['a ? 0 : probe(1)', ['not a']],
  ['function f() { if (!a) return; probe(1) }', ['not !a']],
  ['function f() { if (!a) { return } probe(1) }', ['not !a']],
  ['function f() { if (!a) { log(); return } probe(1) }', ['not !a']],
  ['function f() { if (!a) throw new Error(); probe(1) }', ['not !a']],
  ['function f() { if (a) log(); probe(1) }', []],
  ['function f() { if (a) { x(); } else { return } probe(1) }', ['a']],
  ['function f() { if (a) return; if (b) return; probe(1) }', ['not a', 'not b']],
  ['function f() { probe(1); if (a) return; }', []],
  ['for (const x of y) { if (!a) continue; probe(1) }', ['not !a']],
  ['for (const x of y) { if (!a) break; probe(1) }', ['not !a']],
  ['if (a) { function f() { probe(1) } }', ['a']],
  ['function f() { if (a) { if (b) return; else throw 0; } probe(1) }', ['not a']],
])('%s is reached under %j', (source, guards) => {
  expect(guardsIn(source)).toEqual(guards);
});
