import { truthiness } from '../values/combine.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { filesBelow, type DirectoryFile } from '../values/modules/directory-files.ts';
import { exportOf } from '../values/modules/exports.ts';
import { filePathOf } from '../values/modules/file-path.ts';
import type { Node, SourceModule } from '../values/source-module.ts';
import { stringOf, type ObjectValue, type Value } from '../values/value.ts';
import type { Registration } from './registrations.ts';

/** Packages that register every plugin of a directory. */
const AUTOLOAD = /^(?:@fastify\/autoload|fastify-autoload)$/;

/** A plugin that lies in a directory that is loaded as a whole. */
export interface AutoloadedPlugin {
  readonly plugin: Value;
  /** Where the file hands out the plugin. */
  readonly node: Node;
  /** What it is registered with; `null` when that is nothing. */
  readonly options: { readonly node: Node; readonly value: Value } | null;
  readonly prefix: string;
}

/**
 * The plugins that `app.register(autoload, { dir })` registers, each with the prefix that its directory gives it, as
 * @fastify/autoload 6.5.0 finds them (lib/find-plugins.js). A registration of anything else has none.
 */
export function autoloadedPlugins(evaluator: Evaluator, { node, handlers }: Registration): readonly AutoloadedPlugin[] {
  const [first] = handlers;
  const loader = first === undefined ? null : evaluator.evaluate(first);
  if (loader?.kind !== 'imported' || !AUTOLOAD.test(loader.module)) return [];
  const settings = node.arguments[1] === undefined ? null : evaluator.evaluate(node.arguments[1]);
  const written = settings?.kind === 'object' ? settings.properties.get('dir')?.node : undefined;
  const directory = written?.type === 'Property' ? filePathOf(evaluator, written.value) : null;
  return directory === null || settings?.kind !== 'object' ? [] : new Loading(evaluator, node, settings).from(directory);
}

const SCRIPT = /\.[cm]?[jt]s$/i;
const DECLARATION = /\.d\.[cm]?ts$/i;
const INDEX = /^index\.[cm]?[jt]s$/i;
const HOOKS = /^[_.]?auto_?hooks\.[cm]?[jt]s$/i;

class Loading {
  readonly #evaluator: Evaluator;
  readonly #call: Node;
  readonly #settings: ObjectValue;

  constructor(evaluator: Evaluator, call: Node, settings: ObjectValue) {
    this.#evaluator = evaluator;
    this.#call = call;
    this.#settings = settings;
  }

  from(directory: string): readonly AutoloadedPlugin[] {
    const pattern = this.#setting('ignorePattern');
    const files = filesBelow(directory, pattern?.kind === 'regexp' ? pattern : null).filter(({ name }) => SCRIPT.test(name) && !DECLARATION.test(name));
    const withIndex = new Set(files.filter(({ name }) => INDEX.test(name)).map(({ below }) => below.join('/')));
    const hooks = this.#isOn('autoHooks', false);
    return files.flatMap((file): readonly AutoloadedPlugin[] => {
      if (HOOKS.test(file.name) ? !hooks : withIndex.has(file.below.join('/')) && !INDEX.test(file.name)) return [];
      const linked = this.#evaluator.link(this.#call, file.path);
      return linked?.kind === 'module' ? this.#pluginOf(linked.module, file) : [];
    });
  }

  #pluginOf(module: SourceModule, file: DirectoryFile): readonly AutoloadedPlugin[] {
    const exported = (name: string): Value | null => {
      const value = exportOf(this.#evaluator, module, name);
      // What a function is not seen to have, it does not have.
      return value === null || value.kind === 'member' || (value.kind === 'constant' && value.value === undefined) ? null : value;
    };
    const plugin = exported('default');
    const enabled = exported('autoload');
    if (plugin === null || (enabled !== null && truthiness(enabled) === false)) return [];
    const statement = module.ast.body.find((each) => each.type === 'ExportDefaultDeclaration');
    return [{ plugin, node: statement?.declaration ?? plugin.node, options: this.#optionsOf(exported('autoConfig')), prefix: this.#prefixOf(file, exported('prefixOverride'), exported('autoPrefix')) }];
  }

  /** The plugin's own options, under those that all plugins of the directory get. */
  #optionsOf(exported: Value | null): AutoloadedPlugin['options'] {
    const config = exported?.kind === 'function' ? this.#evaluator.callFunction(exported.node, [], exported.environment, exported.node) : exported;
    const given = this.#setting('options');
    if (config === null && (given === undefined || (given.kind === 'object' && given.properties.size === 0))) return null;
    const own = config === null ? null : this.#evaluator.objectOf(config, config.node);
    const common = given === undefined ? null : this.#evaluator.objectOf(given, given.node);
    const node = own?.node ?? this.#call;
    const properties = new Map([...(own?.properties ?? []), ...(common?.properties ?? [])]);
    return { node, value: { kind: 'object', properties, complete: own?.complete !== false && common?.complete !== false, node } };
  }

  #prefixOf({ below }: DirectoryFile, override: Value | null, own: Value | null): string {
    const written = override ?? own;
    const directories = this.#isOn('dirNameRoutePrefix', true) ? below.map((name) => name.replace(/^_+/, ':')) : [];
    const given = this.#setting('options');
    const base = given?.kind === 'object' ? given.properties.get('prefix')?.value : undefined;
    const parts = [override === null && base !== undefined ? (stringOf(base) ?? '') : '', ...(written === null ? directories : [stringOf(written) ?? ''])];
    return `/${parts.join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  }

  #setting(name: string): Value | undefined {
    return this.#settings.properties.get(name)?.value;
  }

  #isOn(name: string, otherwise: boolean): boolean {
    const value = this.#setting(name);
    return value === undefined ? otherwise : (truthiness(value) ?? otherwise);
  }
}
