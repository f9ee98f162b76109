import type { ESLint, Linter } from 'eslint';
import type { Finding } from '../finding.ts';

export type Preset = 'recommended' | 'strict';

/** What the command needs of the plugin, so that tests can run the command with a plugin of their own. */
export interface Engine {
  readonly plugin: Pick<ESLint.Plugin, 'rules'> & {
    readonly configs: Readonly<Record<Preset, Pick<Linter.Config, 'rules'>>>;
  };
  /** The findings behind the messages of one tree, with their witnesses and severities. */
  findingsIn(program: object): readonly Finding[];
  /** Whether a text is worth parsing. */
  hasMarkers(text: string): boolean;
  /** Throws an error with a clear message when `settings.cors` cannot be this value. */
  checkSettings(value: unknown): unknown;
}
