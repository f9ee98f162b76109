import type { OptionLibrary } from '../../src/libraries/library-model.ts';
import type { CorsHeader } from '../../src/policy/respond.ts';
import type { Form } from './conformance.ts';

/** How a library runs: what `fixtures/<library>/conformance.cjs` exports. */
export interface Recipe {
  /** Identifier of the model. */
  readonly library: string;
  /** For each model of the library, by its range of versions: the packages of that version, by the names in `source`. */
  readonly editions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The program with these options, for these versions; `null` for a call without any. */
  readonly source: (options: string | null, versions: string) => string;
  /** Starts what the program exports: a handler of the Fetch API, a Node listener, a server that listens, or its address. */
  readonly start: (exported: unknown) => Started | Promise<Started>;
  readonly path?: string;
  /** The method that preflights ask for, where the library's own route does not know `PUT`. */
  readonly requestMethod?: string;
  readonly file?: string;
  /** How a function that is given a context or a request reads the origin from it. */
  readonly originOf?: string;
  /** Options in the library's own vocabulary, beside those that every library is asked; by its versions where they differ. */
  readonly others?: readonly string[] | ((versions: string) => readonly string[]);
  /** Titles of forms for which the source does not decide the answer. */
  readonly undecided?: readonly string[];
  /** Titles of forms in which nobody writes this library's option, and for which its model makes no exact claim. */
  readonly notCompared?: readonly RegExp[];
  /** Whether there is no policy at all without options, in these versions. */
  readonly offByDefault?: readonly string[];
  /** Whether the library may send a header twice with one value. */
  readonly repeats?: true;
}

/** One of these, with a way to stop it where it needs one. */
export interface Started {
  readonly fetch?: (request: Request) => Response | Promise<Response>;
  readonly listener?: (request: never, response: never) => unknown;
  readonly server?: unknown;
  readonly url?: string;
  readonly close?: () => Promise<unknown>;
}

const ORIGINS: readonly (readonly [title: string, origin: string])[] = [
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['an empty string', "''"],
  ['the wildcard', "'*'"],
  ['true', 'true'],
  ['false', 'false'],
  ['one origin', 'GOOD'],
  ["the text 'null'", "'null'"],
  ['an origin with a trailing slash', "GOOD + '/'"],
  ['a host without scheme', "'app.example.com'"],
  ['a list in one string', "LIST.join(',')"],
  ['a list in one string with spaces', "LIST.join(', ')"],
  ['a wildcard for subdomains', "'https://*.example.com'"],
  ['a wildcard without a dot', "'https://*app.example.com'"],
  ['a wildcard at the end', "'https://app.example.com*'"],
  ['a wildcard for every host', "'https://*'"],
  ['an origin that contains another', "'https://app.example.com.evil.example'"],
  ['a list', 'LIST'],
  ['a list of one', '[GOOD]'],
  ['an empty list', '[]'],
  ['a list with the wildcard alone', "['*']"],
  ['a list with the wildcard and an origin', "['*', GOOD]"],
  ["a list with 'null'", "['null', GOOD]"],
  ['a list with a wildcard for subdomains', "['https://*.example.com', 'https://admin.example.com']"],
  ['a list with a wildcard without a dot', "['https://*app.example.com', 'https://admin.example.com']"],
  ['a list with a wildcard for every host', "['https://*', 'https://admin.example.com']"],
  ['a list with a pattern', '[/app\\.example\\.com$/]'],
  ['an unanchored pattern', '/app\\.example\\.com/'],
  ['an exact pattern', '/^https:\\/\\/app\\.example\\.com$/'],
  ['a Set', 'new Set(LIST)'],
  ['a URL', 'new URL(GOOD)'],
  ['a Promise', 'Promise.resolve(GOOD)'],
];

/** Answers of an origin function; `ORIGIN` is how it reads the request's. */
const ANSWERS: readonly (readonly [title: string, answer: string])[] = [
  ['that accepts', 'true'],
  ['that refuses', 'false'],
  ['with nothing', 'undefined'],
  ['with an empty string', "''"],
  ['with one origin', 'GOOD'],
  ['with the wildcard', "'*'"],
  ['with a list', 'LIST'],
  ['with the origin itself', 'ORIGIN'],
  ['with membership', 'LIST.includes(ORIGIN)'],
  ['with the origin if it is listed', 'LIST.includes(ORIGIN) ? ORIGIN : undefined'],
  ['with the origin if it is listed, or an empty string', "LIST.includes(ORIGIN) ? ORIGIN : ''"],
  ['by suffix', "String(ORIGIN).endsWith('app.example.com')"],
];

/** Every form of a library's options, in its own names. */
export function formsOf(model: OptionLibrary, recipe: Recipe): readonly Form[] {
  const { options } = model;
  const decided = (form: Form): Form => (recipe.undecided?.includes(form.title) === true ? { ...form, undecided: ALL } : form);
  const forms: Form[] = [];
  const add = (title: string, text: string | null): void => {
    if (recipe.notCompared?.some((pattern) => pattern.test(title)) !== true) forms.push(decided({ title, source: recipe.source(text, model.versions), ...(text === null && recipe.offByDefault?.includes(model.versions) === true ? { policies: 0 } : {}) }));
  };
  add('no options', null);
  add('empty options', '{}');
  for (const text of (typeof recipe.others === 'function' ? recipe.others(model.versions) : recipe.others) ?? []) add(text, text);
  if (options.origin === '') return forms;
  const credentials = (value: string): string => (options.credentials === '' ? '' : `, ${options.credentials}: ${value}`);
  if (options.credentials !== '') {
    for (const value of ['true', 'false', "'true'", '1', '0', 'undefined']) add(`credentials ${value}`, `{ ${options.credentials}: ${value} }`);
  }
  for (const [title, origin] of [...ORIGINS, ...functionsOf(model, recipe)]) {
    const text = `{ ${options.origin}: ${origin}`;
    add(`origin ${title}`, `${text} }`);
    if (options.credentials !== '') add(`origin ${title}, with credentials`, `${text}${credentials('true')} }`);
    if (model.credentials.byDefault !== undefined) add(`origin ${title}, without credentials`, `${text}${credentials('false')} }`);
  }
  const lists: readonly (readonly [string, string | undefined, string])[] = [
    ['methods', options.allowMethods[0], "['GET', 'PUT']"],
    ['headers', options.allowHeaders[0], "['content-type', 'x-requested-with', 'x-a']"],
    ['exposed headers', options.exposeHeaders[0], "['X-A', 'X-B']"],
    ['maximal age', options.maxAge === '' ? undefined : options.maxAge, '600'],
  ];
  for (const [title, name, value] of lists) if (name !== undefined) add(`${title} of their own`, `{ ${options.origin}: LIST, ${name}: ${value} }`);
  const origin = model.origin.array === 'list' ? 'LIST' : 'GOOD';
  for (const [title, option, value, isRead = true] of otherValues(model)) if (option !== undefined && isRead) add(title, `{ ${options.origin}: ${origin}, ${option}: ${value} }`);
  for (const [title, option, value, isRead = true] of wildcards(model)) {
    if (option === undefined || !isRead) continue;
    add(title, `{ ${options.origin}: ${origin}, ${option}: ${value} }`);
    if (options.credentials !== '') add(`${title}, with credentials`, `{ ${options.origin}: ${origin}, ${option}: ${value}${credentials('true')} }`);
  }
  return forms;
}

type OtherForm = readonly [title: string, option: string | undefined, value: string, isRead?: boolean];

/** What browsers cannot read, and libraries may put right, refuse or send as it is. */
function otherValues({ options, sends = {} }: OptionLibrary): readonly OtherForm[] {
  const readsTexts = sends.lists !== 'arrays';
  return [
    ['methods in lower case', options.allowMethods[0], "['GET', 'put']"],
    ['methods without commas', options.allowMethods[0], "'GET put'", readsTexts],
    ['headers without commas', options.allowHeaders[0], "['content-type', 'x-requested-with', 'x-a x-b']"],
    ['headers with semicolons', options.allowHeaders[0], "'content-type; x-requested-with'", readsTexts],
    ['exposed headers that no script reads', options.exposeHeaders[0], "['Set-Cookie', 'X-A X-B']"],
    ['a maximal age with a unit', options.maxAge === '' ? undefined : options.maxAge, "'1d'", sends.maxAge !== 'numbers'],
  ];
}

/** The wildcard as a list, which browsers read with credentials as a name. */
function wildcards({ options, sends = {} }: OptionLibrary): readonly OtherForm[] {
  return (['allowMethods', 'allowHeaders', 'exposeHeaders'] as const).flatMap((field): readonly OtherForm[] => [
    [`${field}: the wildcard`, options[field][0], "'*'", sends.lists !== 'arrays' || sends.star?.[field] !== undefined],
    [`${field}: the wildcard in a list`, options[field][0], "['*']"],
  ]);
}

const ALL: readonly CorsHeader[] = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'];

function functionsOf({ function: model, origin }: OptionLibrary, { originOf = 'origin' }: Recipe): readonly (readonly [title: string, origin: string])[] {
  if (model === null) return origin.function === undefined || origin.function === 'text' ? [] : [['a function', '() => true']];
  const name = model.parameter.is === 'origin' ? 'origin' : 'context';
  const read = model.parameter.is === 'origin' ? 'origin' : originOf;
  const byCallback = model.answers.some(({ by }) => by === 'callback');
  const byReturn = model.answers.some(({ by }) => by === 'return');
  const parameters = [...Array.from({ length: model.parameter.index }, (_, index) => `unused${String(index)}`), name].join(', ');
  return ANSWERS.flatMap(([title, answer]): readonly (readonly [string, string])[] => {
    const text = answer.replaceAll('ORIGIN', read);
    const called: readonly (readonly [string, string])[] = byCallback ? [[`a callback ${title}`, `(${name}, callback) => callback(null, ${text})`]] : [];
    const awaited: readonly (readonly [string, string])[] = byReturn && model.awaits ? [[`an async function ${title}`, `async (${parameters}) => ${text}`]] : [];
    // Where there is a callback, a function that returns a value and does not call it keeps the request waiting.
    const returned: readonly (readonly [string, string])[] = byReturn && !byCallback ? [[`a function ${title}`, `(${parameters}) => ${text}`]] : [];
    return [...called, ...returned, ...awaited];
  });
}
