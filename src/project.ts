import { basename, dirname, join, sep } from 'node:path';
import { analyzeFile, policiesOfFile, textOfFile, type Analysis } from './analyze.ts';
import { outcomesOf } from './policy/allow-origin.ts';
import { joinPolicies } from './policy/merged-sites.ts';
import { atomsOf } from './policy/origin-predicate.ts';
import type { FileTraits } from './markers.ts';
import type { EvidenceKind, Policy } from './policy/policy.ts';
import type { Settings } from './settings.ts';
import { moduleCache } from './values/modules/module-cache.ts';
import { resolverOf } from './values/modules/module-graph.ts';
import { realPath } from './values/modules/resolution.ts';
import type { ParsedModule } from './values/source-module.ts';

/** Imports between a file and those that it may get its routes or its sensitivity from. */
const MAX_HOPS = 4;

/** Files looked at for one definition; files without CORS code of their own, such as the application's entry, are fewer. */
const MAX_IMPORTERS = 400;
const MAX_UNMARKED = 40;

/** Files around an application that are asked whether they have to do with CORS. */
const MAX_AROUND = 60;

/** Answers of one definition that are told apart, by what its users give it. */
const MAX_DISTINCT = 10;

/** A file that is linted in one run with others. */
export interface ProjectFile {
  readonly path: string;
  readonly specifiers: readonly string[];
  readonly hasMarkers: boolean;
  readonly traits: FileTraits;
  /** What was read of a file with markers, so that it is not read once more. */
  readonly text?: string;
}

/**
 * All files of one run. A policy that one file defines and others use is judged once, where it is defined, with the
 * routes of all that use it.
 */
export class Project {
  readonly #cwd: string;
  readonly #files: ReadonlyMap<string, ProjectFile>;
  readonly #borrowed = new Map<string, readonly Policy[]>();
  readonly #paths = new Map<string, string>();
  readonly #importers = new Map<string, readonly string[]>();
  #named: ReadonlyMap<string, readonly Naming[]> | null = null;

  constructor(cwd: string, files: readonly ProjectFile[]) {
    this.#cwd = cwd;
    // Links are followed by directory: asking the disk for each file would cost as much as finding them.
    const directories = new Map<string, string>();
    this.#files = new Map(
      files.map((file) => {
        const directory = dirname(file.path);
        const real = directories.get(directory) ?? realPath(directory) ?? directory;
        directories.set(directory, real);
        return [join(real, basename(file.path)), file];
      }),
    );
  }

  /** The files of the run, by their real paths. */
  get files(): ReadonlyMap<string, ProjectFile> {
    return this.#files;
  }

  /** The directory that the run's files are linted from. */
  get cwd(): string {
    return this.#cwd;
  }

  /** The files that import a file, directly or through others, the nearest first. */
  importersOf(file: string): readonly string[] {
    return this.#importersOf(file);
  }

  /** The files that import a file themselves. */
  directImportersOf(file: string): readonly string[] {
    return this.#namersOf(file);
  }

  /** Whether a policy of `user` is judged where it is defined. */
  isJudgedAt(definition: string, user: string): boolean {
    return this.#files.get(definition)?.traits.definesPolicy === true && this.#importersOf(definition).includes(this.#pathOf(user));
  }

  /** The real path of a file of the run: every rule asks for it, of every policy. */
  #pathOf(file: string): string {
    const known = this.#paths.get(file);
    if (known !== undefined) return known;
    const path = realPath(file) ?? file;
    this.#paths.set(file, path);
    return path;
  }

  /** The analysis of a file that others of the run may have asked for before; `null` when its tree is not shared. */
  analysisOf(file: string, tree: object, settings: Settings): Analysis | null {
    moduleCache.lookAgain();
    const loaded = moduleCache.load(file);
    return loaded.kind === 'module' && loaded.module.ast === tree ? analyzeFile(file, this.#cwd, settings) : null;
  }

  /** The policies of a file with those that other files make of what it exports. */
  complete(file: string, own: Analysis, settings: Settings): Analysis {
    const analysis = this.#withApplication(file, own, settings);
    const borrowed = this.#borrowedFrom(this.#pathOf(file), settings);
    if (borrowed.length === 0) return analysis;
    const policies = [...analysis.policies];
    const importers = this.#namersOf(this.#pathOf(file));
    for (const uses of bySite(borrowed)) {
      const [first] = uses;
      if (first === undefined) continue;
      const { start, end } = first.site.place;
      const index = policies.findIndex((own) => own.site.place.start === start && own.site.place.end === end);
      const own = policies[index];
      const isUsedByAll = importers.every((importer) => uses.some(({ site }) => site.use?.place.file === importer));
      if (own !== undefined) policies[index] = withUses(withAnswers(own, uses), uses, isUsedByAll);
      // Places of the file are named as the host names it.
      else policies.push(atDefinition(withUses(distinct(uses).reduce(joinPolicies), uses, isUsedByAll), file));
    }
    return { ...analysis, policies };
  }

  /** Routes of an exported router, with what the files that mount it say: gone where they may add headers, certain where they do not. */
  #withApplication(file: string, analysis: Analysis, settings: Settings): Analysis {
    if (![...analysis.endpoints, ...analysis.unansweredRoutes].some(({ isExported }) => isExported)) return analysis;
    const adds = this.#addsHeaders(this.#pathOf(file), settings);
    if (adds === null) return analysis;
    const settle = <T extends { readonly isExported: boolean }>(all: readonly T[]): readonly T[] => all.filter(({ isExported }) => !isExported || !adds).map((each) => ({ ...each, isExported: false }));
    return { ...analysis, endpoints: settle(analysis.endpoints), unansweredRoutes: settle(analysis.unansweredRoutes) };
  }

  /** Whether the files that import one, or what they import, have to do with CORS beyond routes of their own; `null` where none imports it. */
  #addsHeaders(file: string, settings: Settings): boolean | null {
    const importers = this.#importersOf(file);
    if (importers.length === 0) return null;
    const resolver = resolverOf(this.#cwd);
    const around = new Set(importers);
    for (const importer of importers) {
      for (const specifier of this.#files.get(importer)?.specifiers ?? []) {
        const resolution = resolver.resolve(importer, specifier);
        if (resolution.kind === 'file' && around.size < MAX_AROUND) around.add(resolution.path);
      }
    }
    around.delete(file);
    return around.size >= MAX_AROUND || [...around].some((each) => {
      if (!/access-control-|cors/i.test(textOfFile(each) ?? 'cors')) return false;
      const policies = this.#policiesOf(each, settings);
      return policies.length === 0 || policies.some(({ scope }) => scope.reach !== 'route');
    });
  }

  /**
   * The files that may use a policy of one: those with CORS code of their own; of the others, which can only call what
   * writes headers elsewhere, those that lead to a file that does.
   */
  #usersOf(file: string, settings: Settings): readonly string[] {
    const importers = this.#importersOf(file);
    const isMarked = (each: string): boolean => this.#files.get(each)?.hasMarkers === true;
    if (this.#writes(file, settings) || importers.every(isMarked)) return importers;
    const writers = importers.filter((each) => isMarked(each) && this.#writes(each, settings)).map((each) => this.#importersOf(each));
    return importers.filter((each) => isMarked(each) || writers.some((users) => users.includes(each)));
  }

  /** Whether a file writes headers of the protocol, or has a library write them. */
  #writes(file: string, settings: Settings): boolean {
    if (/access-control-/i.test(textOfFile(file) ?? '')) return true;
    const analysis = analyzeFile(file, this.#cwd, settings);
    return analysis !== null && analysis.policies.length + analysis.privatePolicies.length + analysis.headers.length > 0;
  }

  /** A file with CORS code is analyzed in full for its own sake. */
  #policiesOf(file: string, settings: Settings): readonly Policy[] {
    const { hasMarkers = false, text } = this.#files.get(file) ?? {};
    if (text !== undefined) moduleCache.load(file, text);
    return hasMarkers ? (analyzeFile(file, this.#cwd, settings)?.policies ?? []) : policiesOfFile(file, this.#cwd, settings);
  }

  #borrowedFrom(file: string, settings: Settings): readonly Policy[] {
    const known = this.#borrowed.get(file);
    if (known !== undefined) return known;
    if (this.#files.get(file)?.traits.definesPolicy !== true) return [];
    const borrowed = this.#usersOf(file, settings).flatMap((importer) => {
      // A file without CORS code is not linted: what it gives to another is judged there.
      const isLinted = this.#files.get(importer)?.hasMarkers === true;
      return this.#policiesOf(importer, settings).flatMap((policy) => {
        const seen = isLinted ? policy : whereTaken(policy);
        return seen.site.use !== null && seen.site.place.file === file ? [seen] : [];
      });
    });
    this.#borrowed.set(file, borrowed);
    return borrowed;
  }

  /** The files that import a file, directly or through others, the nearest first. */
  #importersOf(file: string): readonly string[] {
    const known = this.#importers.get(file);
    if (known !== undefined) return known;
    const found = new Set<string>();
    let unmarked = 0;
    let front = [file];
    for (let hops = 0; hops < MAX_HOPS && front.length > 0; hops++) {
      const next: string[] = [];
      for (const importer of front.flatMap((each) => this.#namersOf(each))) {
        if (importer === file || found.has(importer) || found.size >= MAX_IMPORTERS) continue;
        if (this.#files.get(importer)?.hasMarkers !== true && ++unmarked > MAX_UNMARKED) continue;
        found.add(importer);
        next.push(importer);
      }
      front = next;
    }
    const importers = [...found];
    this.#importers.set(file, importers);
    return importers;
  }

  /** The files that name a file in an import. Only names that may lead there are resolved: most of a project's do not. */
  #namersOf(file: string): readonly string[] {
    this.#named ??= this.#readNames();
    const resolver = resolverOf(this.#cwd);
    return namesOf(file).flatMap((name) => this.#named?.get(name) ?? []).flatMap(({ path, specifier }) => {
      const resolution = resolver.resolve(path, specifier);
      return resolution.kind === 'file' && resolution.path === file ? [path] : [];
    }).concat(this.#loadersOf(file));
  }

  /** The files that load the plugins of directories, as far as a file may lie in one of these: below them or beside. */
  #loadersOf(file: string): readonly string[] {
    const loaders = (this.#named?.get('autoload') ?? []).filter(({ specifier }) => LOADERS.has(specifier));
    return loaders.flatMap(({ path }) => (path !== file && file.startsWith(join(dirname(path), '..', sep)) ? [path] : []));
  }

  #readNames(): ReadonlyMap<string, readonly Naming[]> {
    const named = new Map<string, Naming[]>();
    for (const [path, { specifiers }] of this.#files) {
      for (const specifier of specifiers) {
        const name = lastName(specifier);
        const before = named.get(name);
        if (before === undefined) named.set(name, [{ path, specifier }]);
        else before.push({ path, specifier });
      }
    }
    return named;
  }
}

/** Packages that find plugins by directory. */
const LOADERS = new Set(['@fastify/autoload', 'fastify-autoload']);

/** A specifier in a file. */
interface Naming {
  readonly path: string;
  readonly specifier: string;
}

const lastName = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, '');

/** What the last part of a specifier may be that leads to a file: its name, or that of a directory or package it is the entry of. */
function namesOf(file: string): readonly string[] {
  const parts = file.split(/[\\/]/);
  const name = lastName(parts.at(-1) ?? '');
  return /^(?:index|main|mod)$/.test(name) ? [...new Set([name, ...parts.slice(-4, -1), '.', '..'])] : [name];
}

/** Policies in groups of those with one definition. */
function bySite(policies: readonly Policy[]): readonly (readonly Policy[])[] {
  const groups = new Map<string, Policy[]>();
  for (const policy of policies) {
    const key = `${String(policy.site.place.start)}:${String(policy.site.place.end)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [policy]);
    else group.push(policy);
  }
  return [...groups.values()];
}

const EXCUSES: readonly EvidenceKind[] = ['public-path', 'static-files', 'public-cache', 'public-content', 'example-code', 'test-code'];

/** A policy with the requests of all that use it. What makes one of them public excuses none of the others; methods of some say nothing of those of others. */
function withUses(own: Policy, uses: readonly Policy[], isUsedByAll: boolean): Policy {
  const scopes = [own, ...uses].map((each) => each.scope);
  const all = new Map(scopes.flatMap((scope) => scope.evidence.map((each) => [`${each.kind}:${each.text}`, each])));
  const isExcused = uses.every((use) => use.scope.evidence.some((each) => EXCUSES.includes(each.kind)));
  const evidence = [...all.values()].filter(({ kind }) => isExcused || !EXCUSES.includes(kind));
  const methods = isUsedByAll || own.scope.methods.length > 0 ? [...new Set(scopes.flatMap((scope) => scope.methods))] : [];
  // A router's own paths are parts of those that it is mounted under.
  const used = [...new Set(uses.flatMap((use) => use.scope.paths))];
  const paths = [...used, ...own.scope.paths.filter((path) => !used.some((whole) => whole.endsWith(path)))];
  const isOpen = own.scope.reach === 'unknown' || own.scope.reach === 'function';
  return { ...own, scope: { evidence, methods, paths, reach: isOpen ? (uses[0]?.scope.reach ?? own.scope.reach) : own.scope.reach } };
}

/** A policy at the expression that takes what its file gives: `setHeaders({ response, origin: '*' })` at the `origin` of the helper. */
function whereTaken(policy: Policy): Policy {
  const { site } = policy;
  if (site.givenTo === undefined) return policy;
  const { place, text } = site.givenTo;
  return { ...policy, site: { ...site, place, text, use: { place: site.place, text: site.text, definedAt: '' } } };
}

/** A definition that leaves to those who use it what it answers, with the answers that they make of it. */
function withAnswers(own: Policy, uses: readonly Policy[]): Policy {
  const shown = isShown(own) ? [] : uses.filter(isShown);
  if (shown.length === 0) return own;
  const { site, allowOrigin, allowCredentials, vary } = distinct(shown).reduce(joinPolicies);
  return { ...own, site: site.use === null ? own.site : { ...own.site, givenAt: site.use.place }, allowOrigin, allowCredentials, vary };
}

/** Whether a policy shows what it answers, and when. */
function isShown({ allowOrigin }: Policy): boolean {
  return outcomesOf(allowOrigin).every(({ answer, when }) => answer.kind !== 'unknown' && [...atomsOf(when)].every(({ op }) => op !== 'unknown'));
}

/** Uses that say different things: most say the same, and share what was read of one function. */
function distinct(uses: readonly Policy[]): readonly Policy[] {
  const texts = new Map(uses.map(({ allowOrigin }) => [allowOrigin, '']));
  for (const allowOrigin of texts.keys()) texts.set(allowOrigin, JSON.stringify(allowOrigin));
  return [...new Map(uses.map((use) => [JSON.stringify([texts.get(use.allowOrigin), use.allowCredentials, use.vary]), use])).values()].slice(0, MAX_DISTINCT);
}

/** A policy that only its users make of an export, reported where it is written. */
function atDefinition(policy: Policy, file: string): Policy {
  const place = { ...policy.site.place, file };
  const { knownOrigins, environmentList, definition } = policy.repair;
  return { ...policy, site: { ...policy.site, place, whole: place, use: null }, repair: { allowList: definition?.allowList ?? null, deny: definition?.deny ?? null, credentials: null, vary: null, knownOrigins, environmentList } };
}

const projects = new Map<string, Project>();

/** Makes the files of one run known to each other, for files linted from `cwd`. */
export function openProject(cwd: string, files: readonly ProjectFile[]): void {
  moduleCache.lookAgain();
  projects.set(cwd, new Project(cwd, files));
}

/** Forgets a run. */
export function closeProject(cwd: string): void {
  projects.delete(cwd);
}

/** The tree of a file as others of its run read it, so that no file is parsed twice; `null` when its text is another. */
export function sharedTree(file: string, text: string): ParsedModule | null {
  const loaded = moduleCache.load(realPath(file) ?? file, text);
  return loaded.kind === 'module' && loaded.module.text === text ? loaded.module.parsed : null;
}

/** The run that a file is linted in, when the host has made it known; ESLint and editors lint each file by itself. */
export function projectOf(cwd: string): Project | null {
  return projects.get(cwd) ?? null;
}
