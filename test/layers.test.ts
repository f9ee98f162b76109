import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-info.ts';

const root = packageRoot();

interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether the import is gone after compilation. */
  readonly isType: boolean;
}

const files = ['src', 'rules'].flatMap((directory) =>
  readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${directory}/${file.split(sep).join('/')}`),
);

const imports: readonly Import[] = files.flatMap((from) => {
  const { module } = parseSync(from, readFileSync(join(root, from), 'utf8'));
  const statements = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({ target: moduleRequest.value, isType: entries.length > 0 && entries.every((entry) => entry.isType) })),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => (entry.moduleRequest === null ? [] : { target: entry.moduleRequest.value, isType: entry.isType }))),
  ];
  return statements.map(({ target, isType }) => ({
    from,
    to: target.startsWith('.') ? relative(root, join(root, dirname(from), target)).split(sep).join('/') : target,
    isType,
  }));
});

/**
 * What each place may import, besides itself: places (a folder or a file) of this package. Nothing else is allowed.
 * The order is that of the table in `docs/architecture.md`.
 */
const LAYERS: readonly (readonly [place: string, allowed: readonly string[]])[] = [
  ['src/protocol/', []],
  ['src/pattern-cost.ts', []],
  ['src/on-demand.ts', []],
  ['src/policy/', ['src/protocol/', 'src/pattern-cost.ts', 'src/on-demand.ts']],
  // A range of text is the one thing that code and policies share; it is a type.
  ['src/values/', ['src/policy/place.ts', 'src/parse.ts', 'src/pattern-cost.ts', 'src/on-demand.ts']],
  ['src/settings.ts', []],
  ['src/markers.ts', []],
  ['src/package-info.ts', []],
  ['src/parse.ts', ['src/on-demand.ts']],
  ['src/finding.ts', ['src/policy/']],
  ['src/routes/', ['src/policy/', 'src/values/', 'src/settings.ts']],
  ['src/libraries/', ['src/policy/', 'src/values/', 'src/protocol/', 'src/on-demand.ts']],
  ['src/clients/', ['src/policy/', 'src/protocol/', 'src/values/']],
  ['src/handshakes.ts', ['src/libraries/', 'src/routes/', 'src/policy/', 'src/values/']],
  ['src/file-readings.ts', ['src/values/', 'src/settings.ts']],
  ['src/analyze.ts', ['src/file-readings.ts', 'src/handshakes.ts', 'src/clients/', 'src/libraries/', 'src/routes/', 'src/policy/', 'src/values/', 'src/settings.ts']],
  ['src/project.ts', ['src/analyze.ts', 'src/policy/', 'src/values/', 'src/settings.ts', 'src/markers.ts']],
  ['src/suggestions.ts', ['src/policy/', 'src/finding.ts', 'src/settings.ts']],
  ['src/define-rule.ts', ['src/analyze.ts', 'src/project.ts', 'src/policy/', 'src/finding.ts', 'src/settings.ts', 'src/markers.ts', 'src/package-info.ts']],
  ['src/check-suggestions.ts', ['src/suggestions.ts', 'src/policy/', 'src/finding.ts', 'src/settings.ts']],
  ['src/contract/', ['src/suggestions.ts', 'src/clients/', 'src/analyze.ts', 'src/project.ts', 'src/define-rule.ts', 'src/routes/', 'src/policy/', 'src/values/', 'src/finding.ts', 'src/settings.ts', 'src/package-info.ts']],
  ['rules/index.ts', ['src/define-rule.ts', 'rules/']],
  ['rules/', ['src/define-rule.ts', 'src/finding.ts', 'src/protocol/', 'src/policy/', 'src/routes/sensitivity.ts', 'src/suggestions.ts', 'src/check-suggestions.ts']],
  ['src/index.ts', ['rules/index.ts', 'src/package-info.ts']],
  ['src/cli/', ['src/index.ts', 'src/contract/', 'src/define-rule.ts', 'src/finding.ts', 'src/policy/', 'src/protocol/', 'src/settings.ts', 'src/markers.ts', 'src/package-info.ts', 'src/parse.ts', 'src/analyze.ts', 'src/project.ts', 'src/values/modules/specifiers.ts', 'rules/index.ts']],
];

const isIn = (file: string, place: string): boolean => (place.endsWith('/') ? file.startsWith(place) : file === place);
const placeOf = (file: string): (typeof LAYERS)[number] | undefined => LAYERS.find(([place]) => isIn(file, place));

describe('layers', () => {
  it('cover every file', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter((file) => placeOf(file) === undefined)).toEqual([]);
  });

  it.each(LAYERS)('%s imports only from %j', (place, allowed) => {
    const foreign = imports
      .filter(({ from, to }) => placeOf(from)?.[0] === place && /^(?:src|rules)\//.test(to))
      .filter(({ to }) => !isIn(to, place) && !allowed.some((each) => isIn(to, each)));
    expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('let values know of policies only as a type', () => {
    const run = imports.filter(({ from, to, isType }) => from.startsWith('src/values/') && to.startsWith('src/policy/') && !isType);
    expect(run).toEqual([]);
  });

  it('let rules import no other rule', () => {
    expect(imports.filter(({ from, to }) => from !== 'rules/index.ts' && to.startsWith('rules/') && from.startsWith('rules/'))).toEqual([]);
  });
});

describe('cycles', () => {
  /**
   * A type is gone after compilation, so that only imports that run can make a module see another one half-loaded. The
   * evaluator and the paths through functions call each other by nature: each is one half of reading code. So do conditions and the comparisons, memberships
   * and iterations that they are made of.
   */
  const KNOWN: readonly string[] = ['src/values/', 'src/libraries/reading/origin-'];

  it('are nowhere but where named', () => {
    const running = imports.filter(({ isType, to }) => !isType && files.includes(to));
    const cycles = cyclesOf(files, (file) => running.filter(({ from }) => from === file).map(({ to }) => to));
    expect(cycles.filter((cycle) => !KNOWN.some((place) => cycle.every((file) => file.startsWith(place))))).toEqual([]);
  });
});

/** Groups of files that reach each other. */
function cyclesOf(nodes: readonly string[], next: (node: string) => readonly string[]): readonly (readonly string[])[] {
  const reach = new Map(nodes.map((node) => [node, reachableFrom(node, next)]));
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    if (seen.has(node) || reach.get(node)?.has(node) !== true) return [];
    const group = nodes.filter((other) => reach.get(node)?.has(other) === true && reach.get(other)?.has(node) === true);
    for (const each of group) seen.add(each);
    return [group];
  });
}

function reachableFrom(start: string, next: (node: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...next(start)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(...next(node));
  }
  return reached;
}

describe('packages', () => {
  const dependencies = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }).dependencies;

  it('are declared where they are needed at run time', () => {
    const run = imports.filter(({ to, isType }) => !isType && !/^(?:src|rules)\/|^node:/.test(to)).map(({ to }) => (to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? to)));
    // ESLint is the host: a peer, loaded only by the command.
    expect([...new Set(run)].filter((name) => name !== 'eslint' && !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it('do not bring the TypeScript compiler along', () => {
    const heavy = imports.filter(({ to, isType }) => !isType && /^(?:@typescript-eslint\/(?:utils|parser)|typescript)(?:\/|$)/.test(to));
    expect(heavy).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => /^(?:@typescript-eslint\/(?:utils|parser)|typescript)$/.test(name))).toEqual([]);
  });
});

describe('files', () => {
  it('say by their name what they know', () => {
    // A rule's name is its question.
    expect(files.filter((file) => !file.startsWith('rules/') && /(?:^|[-.])(?:utils?|helpers?|common|misc|shared)(?:[-.]|$)/.test(basename(file)))).toEqual([]);
  });

  /** Longer than the limit today, with the number of lines that they may not exceed. */
  const LONG: Readonly<Record<string, number>> = {
    'src/libraries/reading/option-policy.ts': 450,
  };

  it('have fewer than 400 lines, but for those named', () => {
    const long = files.map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 })).filter(({ file, lines }) => lines >= (LONG[file] ?? 400));
    expect(long).toEqual([]);
  });

  it('are named as long only while they are', () => {
    const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    expect(Object.keys(LONG).filter((file) => lines(file) < 400)).toEqual([]);
  });
});
