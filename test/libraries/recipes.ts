import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestListener, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { OPTION_LIBRARIES } from '../../src/libraries/all-libraries.ts';
import semver from 'semver';
import { conforms, onFetch, onServer, onUrl, PRELUDE, serve, type Counts, type Running } from './conformance.ts';
import { formsOf, type Recipe } from './library-forms.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const require = createRequire(import.meta.url);

/** Every recipe, by the folder of its fixtures. */
export const RECIPES: readonly Recipe[] = readdirSync(FIXTURES)
  .filter((folder) => existsSync(`${FIXTURES}${folder}/conformance.cjs`))
  .map((folder) => require(`${FIXTURES}${folder}/conformance.cjs`) as Recipe);

/** Runs the recipes with every form of their options, and prints how much was compared. */
export function runRecipes(recipes: readonly Recipe[]): void {
  const total: Counts = { forms: 0, requests: 0, headers: 0 };
  let editions = 0;
  for (const recipe of recipes) {
    const models = OPTION_LIBRARIES.filter((model) => model.id === recipe.library && model.conformance === 'run');
    it(`${recipe.library} has a program for each of its models`, () => {
      expect(Object.keys(recipe.editions).sort()).toEqual(models.map(({ versions }) => versions).sort());
    });
    for (const model of models) {
      editions += 1;
      const platform = {
        name: models.length === 1 ? model.id : `${model.id} ${model.versions}`,
        start: (exported: unknown) => start(recipe, exported),
        packages: recipe.editions[model.versions] ?? {},
        // A version of the range: what was measured may be told in words.
        ...(models.length === 1 ? {} : { version: semver.minVersion(model.measured)?.version ?? model.measured }),
        ...(recipe.repeats === true ? { repeats: true as const } : {}),
        ...(recipe.path === undefined ? {} : { path: recipe.path }),
        ...(recipe.requestMethod === undefined ? {} : { requestMethod: recipe.requestMethod }),
        ...(recipe.file === undefined ? {} : { file: recipe.file }),
      };
      conforms(platform, formsOf(model, { ...recipe, source: (options, versions) => `${PRELUDE}${recipe.source(options, versions)}` }), total);
    }
  }
  afterAll(() => {
    console.log(`${String(recipes.length)} libraries in ${String(editions)} models: ${String(total.forms)} forms, ${String(total.requests)} requests, ${String(total.headers)} headers compared.`);
  });
}

export async function start(recipe: Recipe, exported: unknown): Promise<Running> {
  const started = await recipe.start(exported);
  if (started.fetch !== undefined) return onFetch(started.fetch);
  if (started.listener !== undefined) return serve(started.listener as unknown as RequestListener);
  if (started.url !== undefined) return onUrl(started.url, started.close ?? (() => Promise.resolve()));
  return onServer(started.server as Server, started.close ?? (() => Promise.resolve()));
}
