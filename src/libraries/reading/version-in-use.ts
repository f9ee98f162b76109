import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onDemand } from '../../on-demand.ts';
import type { LibraryFacts } from '../library-model.ts';

/** Tells the version, or the range of versions, of a package that a file would get; `null` when nothing says so. */
export type VersionLookup = (packageName: string, file: string) => string | null;

/** A model that holds for a range of a package's versions. */
type Versioned = Pick<LibraryFacts, 'package' | 'versions'>;

/** Of several models of one library, the one that is in use; `assumed` when only its being the current one speaks for it. */
export interface Edition<Model extends Versioned> {
  readonly library: Model;
  readonly assumed: boolean;
}

/** Said with every finding about a library whose version decides what it does, and is not known. */
export function assumptionOf(library: Pick<LibraryFacts, 'package' | 'measured'>): string {
  return `The version of ${library.package} in use was not found; ${library.measured} is assumed.`;
}

/** Chooses between models of one library, the current one first. */
export function editionInUse<Model extends Versioned>(editions: readonly Model[], file: string, versionOf: VersionLookup): Edition<Model> | null {
  const [current] = editions;
  if (current === undefined) return null;
  if (editions.length === 1) return { library: current, assumed: false };
  const version = versionOf(current.package, file);
  if (version === null) return { library: current, assumed: true };
  // Of a range, an installation takes the newest version that there is: the first model that has one of it.
  const library = editions.find(({ versions }) => (onDemand.semver().valid(version) === null ? onDemand.semver().intersects(version, versions) : onDemand.semver().satisfies(version, versions, { includePrerelease: true })));
  return { library: library ?? current, assumed: library === undefined };
}

/**
 * The nearest installed package, else the nearest manifest's range; as Node looks for it, from the file upwards. What is
 * installed further up, and is nothing that a nearer manifest asks for, is another one's.
 */
export const versionOnDisk: VersionLookup = (packageName, file) => {
  const semver = onDemand.semver();
  let declared: string | null = null;
  for (let directory = dirname(file); ; directory = dirname(directory)) {
    const installed = readManifest(join(directory, 'node_modules', packageName, 'package.json'))?.['version'];
    if (typeof installed === 'string' && semver.valid(installed) !== null) {
      return declared === null || semver.satisfies(installed, declared, { includePrerelease: true }) ? installed : declared;
    }
    declared ??= declaredRange(readManifest(join(directory, 'package.json')), packageName);
    if (directory === dirname(directory)) return declared;
  }
};

function declaredRange(manifest: Readonly<Record<string, unknown>> | null, packageName: string): string | null {
  for (const kind of ['dependencies', 'devDependencies', 'peerDependencies']) {
    const dependencies = manifest?.[kind];
    const range = typeof dependencies === 'object' && dependencies !== null ? (dependencies as Readonly<Record<string, unknown>>)[packageName] : undefined;
    if (typeof range === 'string' && onDemand.semver().validRange(range) !== null && range.trim() !== '*') return range;
  }
  return null;
}

/** A file that is missing or that is no JSON object says nothing. */
function readManifest(path: string): Readonly<Record<string, unknown>> | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? (manifest as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
