import { describe, expect, it } from 'vitest';
import { OPTION_LIBRARIES } from '../../src/libraries/all-libraries.ts';
import type { OptionLibrary } from '../../src/libraries/library-model.ts';
import type { TextForList } from '../../src/libraries/sent-values.ts';
import { GOOD, importedOf, load, PRELUDE, type Answer, type Running, type Sent } from './conformance.ts';
import type { Recipe } from './library-forms.ts';
import { RECIPES, start } from './recipes.ts';

const FIELDS = {
  allowMethods: { text: "'GET,PUT'", header: 'access-control-allow-methods', on: 'OPTIONS' },
  allowHeaders: { text: "'X-A,X-B'", header: 'access-control-allow-headers', on: 'OPTIONS' },
  exposeHeaders: { text: "'X-A,X-B'", header: 'access-control-expose-headers', on: 'GET' },
} as const;

/** Every model that takes lists only, with the program that runs it. */
const MODELS: readonly (readonly [title: string, model: OptionLibrary, recipe: Recipe])[] = RECIPES.flatMap((recipe) =>
  OPTION_LIBRARIES.filter(({ id, conformance, sends }) => id === recipe.library && conformance === 'run' && sends?.lists === 'arrays').map((model) => [`${model.id} ${model.versions}`, model, recipe] as const),
);

async function startedWith(options: string, { versions }: OptionLibrary, recipe: Recipe): Promise<Running | null> {
  const packages = recipe.editions[versions] ?? {};
  const imported = await importedOf(packages);
  try {
    return await start(recipe, load(`${PRELUDE}${recipe.source(options, versions)}`, packages, imported));
  } catch {
    return null;
  }
}

/** The origin in a form that the model compares. */
const originOf = ({ origin }: OptionLibrary): string => (origin.array === 'list' && origin.string !== 'fixed' && origin.string !== 'equal' ? '[GOOD]' : 'GOOD');

const isAnswered = (answer: Answer): boolean => Number(answer.get(':status') ?? 500) < 500;

/** What happens to requests while the option has this text; `sent` where the header is there, whatever it says. */
async function effectOf(field: keyof typeof FIELDS, model: OptionLibrary, recipe: Recipe): Promise<TextForList | 'sent'> {
  const { text, header, on } = FIELDS[field];
  const running = await startedWith(`{ ${model.options.origin}: ${originOf(model)}, ${model.options[field][0] ?? ''}: ${text} }`, model, recipe);
  if (running === null) return 'no-start';
  const ask = (method: Sent['method']): Promise<Answer> =>
    running.send({ method, path: recipe.path ?? '/', headers: { origin: GOOD, ...(method === 'OPTIONS' ? { 'access-control-request-method': recipe.requestMethod ?? 'PUT', 'access-control-request-headers': 'x-a' } : {}) } });
  try {
    const answers = { GET: await ask('GET'), OPTIONS: await ask('OPTIONS') };
    if (!isAnswered(answers.GET)) return 'no-answer';
    if (!isAnswered(answers.OPTIONS)) return 'no-preflight';
    return answers[on].has(header) ? 'sent' : 'not-sent';
  } finally {
    await running.close();
  }
}

describe.each(MODELS)('%s', (_title, model, recipe) => {
  it('runs with an origin alone', async () => {
    const running = await startedWith(`{ ${model.options.origin}: ${originOf(model)} }`, model, recipe);
    expect(running).not.toBeNull();
    if (running === null) return;
    expect(isAnswered(await running.send({ method: 'GET', path: recipe.path ?? '/', headers: { origin: GOOD } }))).toBe(true);
    await running.close();
  });

  it.each((Object.keys(FIELDS) as (keyof typeof FIELDS)[]).filter((field) => model.options[field].some((key) => key !== '')))('a text for %s does what the model says', async (field) => {
    expect(await effectOf(field, model, recipe)).toBe(model.sends?.texts?.[field] ?? 'sent');
  });
});
