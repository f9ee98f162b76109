import type { ESLint, Linter } from 'eslint';
import type { Finding } from '../finding.ts';
import type { FileTraits } from '../markers.ts';

export type Preset = 'recommended' | 'strict';

/** A file of a run, as far as the whole run needs it; files without CORS code still name the modules that they use. */
export interface ProjectText {
  readonly path: string;
  readonly specifiers: readonly string[];
  readonly hasMarkers: boolean;
  readonly traits: FileTraits;
  /** What was read of a file with CORS code. */
  readonly text?: string;
}

/** What the command needs of the plugin, so that tests can run the command with a plugin of their own. */
export interface Engine {
  readonly plugin: Pick<ESLint.Plugin, 'rules'> & {
    readonly configs: Readonly<Record<Preset, Pick<Linter.Config, 'rules'>>>;
  };
  /** The findings behind the messages of one tree, with their witnesses and severities. */
  findingsIn(program: object): readonly Finding[];
  /** The modules that a text names. */
  specifiersIn(text: string): readonly string[];
  /** Whether a text is worth parsing. */
  hasMarkers(text: string): boolean;
  /** What a text says about the part that its file has between pages and servers. */
  traitsOf(text: string): FileTraits;
  /** Files of a run, from `root`, whose requests the run's own servers refuse; they may have no CORS code of their own. */
  filesWithRefusedRequests(root: string, settings: unknown): readonly string[];
  /** Makes the files of one run known to each other, for those linted from `root`; the answer ends that. */
  openProject(root: string, files: readonly ProjectText[]): () => void;
  /** The tree of a file when the run has it already. */
  sharedTree(path: string, text: string): object | null;
  /** Throws an error with a clear message when `settings.cors` cannot be this value. */
  checkSettings(value: unknown): unknown;
}
