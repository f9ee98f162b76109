import { HANDSHAKE_LIBRARIES, HEADER_OPTIONS, HEADER_WRITERS, OPTION_LIBRARIES, SAFEGUARDS, UPGRADE_CALLS } from '../../src/libraries/all-libraries.ts';
import type { HeaderOption, LibraryCall, OptionLibrary, OriginForms, VaryTable } from '../../src/libraries/library-model.ts';
import type { OriginEffect } from '../../src/libraries/origin-effect.ts';
import type { SafeguardSwitch } from '../../src/libraries/safeguard-model.ts';
import { librariesIndex } from './libraries-index.ts';

/** What an effect sends, in the words of the document's legend. */
const WORDS: Readonly<Record<OriginEffect, string>> = {
  off: 'nothing',
  absent: 'no origin',
  any: '`*`',
  echo: '**echo**',
  fixed: 'as it is',
  equal: 'if equal',
  split: 'if one of them',
  'split-trimmed': 'if one of them',
  part: 'if part of it',
  loopback: 'if local',
  match: 'if it matches',
  list: 'if listed',
  lines: 'a line each',
  joined: 'joined',
  text: 'as text',
  error: 'error',
};

const LEGEND: readonly (readonly [word: string, meaning: string])[] = [
  ['`*`', 'the wildcard, to every site'],
  ['**echo**', 'the `Origin` of the request, whatever it is, `null` included'],
  ['as it is', 'the value itself, to every site, without comparing it with the request'],
  ['if equal, if one of them, if listed', "the request's `Origin`, if the value, a part of it between commas, or an element is the same text"],
  ['if part of it', "the request's `Origin`, if it is found anywhere in the text"],
  ['if local', "the request's `Origin`, if it is a page of the same machine: `localhost` and its subdomains, `127.0.0.1` or `[::1]`, on any port"],
  ['if it matches', "the request's `Origin`, if the pattern finds a match in it"],
  ['a line each, joined', 'one header line for each element, or all elements in one: no browser accepts two'],
  ['as text', 'the value converted to a string, such as `true` or `[object Set]`: no browser accepts it'],
  ['no origin', 'no `Access-Control-Allow-Origin`'],
  ['nothing', 'no CORS header at all, and `OPTIONS` is left to the application'],
  ['error', 'every request fails, or the server does not start'],
];

type FormName = Exclude<keyof OriginForms, 'elements' | 'enabled' | 'wildcard' | 'noOptions' | 'separated' | 'emptyArray' | 'oneElement' | 'host' | 'function' | 'set'>;

const FORMS: readonly (readonly [form: FormName, title: string])[] = [
  ['missing', 'not written'],
  ['undefined', '`undefined`'],
  ['null', '`null`'],
  ['emptyString', "`''`"],
  ['star', "`'*'`"],
  ['true', '`true`'],
  ['false', '`false`'],
  ['string', "`'https://a.example'`"],
  ['array', 'array'],
  ['regexp', 'RegExp'],
  ['other', 'other object'],
];

/** The columns of the overview. */
const OVERVIEW: readonly (readonly [title: string, cell: (model: OptionLibrary) => string])[] = [
  ['not written', (model) => WORDS[model.origin.missing]],
  ['credentials alone', (model) => withCredentials(model, model.origin.missing)],
  ["`'*'`", (model) => WORDS[model.origin.star]],
  ["`'*'` with credentials", (model) => withCredentials(model, model.origin.star)],
  ['`true`', (model) => WORDS[model.origin.true]],
  ['`false`', (model) => WORDS[model.origin.false]],
  ['`undefined`', (model) => WORDS[model.origin.undefined]],
  ['one text', (model) => WORDS[model.origin.string]],
  ["`['*']`", starInList],
  ['RegExp', (model) => WORDS[model.origin.regexp]],
  ['`Vary: Origin`', (model) => varies(model.vary.option)],
];

/** `docs/libraries.md`, from the models. */
export function librariesDocument(): string {
  const models = [...OPTION_LIBRARIES].filter(({ options }) => options.origin !== '').sort((a, b) => a.name.localeCompare(b.name));
  const run = [...OPTION_LIBRARIES, ...HEADER_OPTIONS, ...SAFEGUARDS].filter(({ conformance }) => conformance === 'run').length + HEADER_WRITERS.length;
  return `# What CORS libraries send

${String(OPTION_LIBRARIES.length)} models of libraries, ${String(HEADER_WRITERS.length)} of platforms and ${String(HEADER_OPTIONS.length + SAFEGUARDS.length)} of other options, generated from \`src/libraries/\`. ${String(run)} of them are *run*: a test boots the
library with each of these forms, sends requests of strangers, of friends, of \`null\` and of nobody, with and without a
preflight, and compares every CORS header. What is *read* was measured or read once, and no test repeats it.

One word means different things in different libraries: \`['*']\` opens one and closes another, \`false\` closes one and opens
another, and credentials alone make some of them allow every site.

| word | what is sent as \`Access-Control-Allow-Origin\` |
| --- | --- |
${LEGEND.map(([word, meaning]) => `| ${word} | ${meaning} |`).join('\n')}

## Index

By what they are for. *By default* is what happens where nobody wrote a word about origins; behind it stand values that are
taken for harmless, and allow every site.

${librariesIndex((model) => (model.options.origin === '' ? `[${titleOf(model)}](${model.documentation})` : `[${titleOf(model)}](#${anchorOf(titleOf(model))})`))}

## Overview

${table(['library', ...OVERVIEW.map(([title]) => title)], models.map((model) => [`[${titleOf(model)}](#${anchorOf(titleOf(model))})`, ...OVERVIEW.map(([, cell]) => cell(model))]))}

## Header writes

Where code writes the headers itself, what is not a string is converted, and that is where \`undefined\` and \`null\` get out.

${table(['platform', 'measured with', 'a value of `undefined`', 'a value of `null`'], HEADER_WRITERS.map(({ name, measured, values }) => [name, measured, written(values.undefined), written(values.null)]))}

## Header options

Options whose value is a set of response headers, which is sent as it stands. Development servers answer whoever works on
the code; what they are told to send is said by the \`strict\` preset, where it lets every site read source code. Electron
puts headers on what other servers answer to the pages that it shows.

${table(['option of', 'where', 'sent to', 'measured with'], HEADER_OPTIONS.map((option) => [`[${option.name}](${option.documentation})`, placesOf(option.headers), audienceOf(option), `${option.measured}, ${option.conformance}`]))}

Without options, webpack-dev-server and Next.js send no CORS header, and Parcel sends \`*\` with everything, which no option changes.
\`allowedDevOrigins\` of Next.js sends none either: it says which origins may load what its development server serves.

## Protections that options switch off

${table(['protection of', 'against', 'off with', 'measured with'], SAFEGUARDS.map((safeguard) => [`[${safeguard.name}](${safeguard.documentation})`, safeguard.protects === 'host' ? 'requests for another host (DNS rebinding)' : "reading other origins' answers", [...new Set(safeguard.switches.map(offOf))].join('; '), `${safeguard.measured}, ${safeguard.conformance}`]))}

## WebSocket handshakes

Every origin gets through, whatever CORS options say, unless one of these refuses it. A promise that \`verifyClient\` returns counts as a yes.

${table(['library', 'measured with', 'what refuses an origin', 'allow exactly these'], [
    ...HANDSHAKE_LIBRARIES.map(({ name, measured, conformance, checks }) => [name, `${measured}, ${conformance}`, checks.map(({ option }) => `\`${option}\``).join(', '), checks.flatMap(({ option, safe }) => (safe === null ? [] : [`\`${option}: ${safe}\``])).join(', ')]),
    ...UPGRADE_CALLS.map(({ name, measured, safe }) => [`${name}, completed by code`, measured, 'that code', `\`${safe}\``]),
  ])}

${models.map(sectionOf).join('\n\n')}
`;
}

/** The options of calls and objects, by their paths. */
function placesOf(places: readonly LibraryCall[]): string {
  return [...new Set(places.map(pathOf))].map((path) => (path === '' ? 'what the file exports' : `\`${path}\``)).join(', ');
}

function pathOf(place: LibraryCall): string {
  if ('at' in place && place.at !== undefined) return place.at;
  return place.kind === 'method' ? place.method.source.replace(/[\^$]/g, '') : '';
}

function audienceOf({ audience }: HeaderOption): string {
  return audience === 'developer' ? 'developers' : audience === 'application' ? 'the pages that the program shows' : 'visitors';
}

function offOf({ place, off, element, byDefault, needs }: SafeguardSwitch): string {
  const path = pathOf(place);
  const values = off.map((value) => `\`${path}${'at' in place ? ': ' : ' '}${JSON.stringify(value)}\``).join(', ');
  const inList = element === undefined ? '' : `, or ${JSON.stringify(element)} in a list`;
  return `${values}${inList}${byDefault === true ? ', **and by default**' : ''}${needs === undefined ? '' : `, and without ${needs.map((name) => `\`${name}\``).join(' or ')}`}`;
}

function sectionOf(model: OptionLibrary): string {
  const { options, function: fn, defaults } = model;
  const rows = FORMS.map(([form, title]) => [title, WORDS[model.origin[form]], fn === null || !(form in fn.forms) ? '' : WORDS[fn.forms[form as Exclude<keyof typeof fn.forms, 'separated'>]]]);
  const facts: readonly (readonly [string, string])[] = [
    ['Measured with', `${model.measured}, ${model.conformance}${model.development === true ? '; a server for developers, whose policy the `strict` preset reports where it lets every site read source code' : ''}${model.versions === '*' ? '' : `; for versions \`${model.versions}\``}`],
    ['`true` in place of the options', model.origin.enabled === undefined ? '' : WORDS[model.origin.enabled]],
    ['Options', namesOf(options)],
    ['No options at all', model.origin.noOptions === undefined ? '' : WORDS[model.origin.noOptions]],
    ['A text with commas', model.origin.separated === undefined ? '' : WORDS[model.origin.separated]],
    ['Elements of an array', elementsOf(model)],
    ['Credentials', model.options.credentials === '' ? '' : `on by ${model.credentials.on === 'true' ? '`true` alone' : 'every truthy value'}${model.credentials.byDefault === true || model.credentials.byDefault === 'missing' ? ', **and by default**' : ''}${coercion(model)}`],
    ['Refused by the service', refusalsOf(model)],
    ['An origin that is not accepted', refusedOf(model)],
    ['A request without `Origin`', withoutOriginOf(model)],
    ['Preflight', preflightOf(model)],
    ['By default', `methods ${listOf(defaults.allowMethods)}, headers ${listOf(defaults.allowHeaders)}${defaults.maxAge === undefined ? '' : `, maximal age ${defaults.maxAge}`}`],
    ['Allow exactly these', safeOf(model)],
  ];
  return `## ${titleOf(model)}

${table(['origin', 'the option sends', 'a function\'s answer sends'], rows)}

${facts.filter(([, text]) => text !== '').map(([title, text]) => `- ${title}: ${text}.`).join('\n')}`;
}

const titleOf = (model: OptionLibrary): string => (model.versions === '*' ? model.name : `${model.name}, ${rangeOf(model.versions)}`);

/** A range in words, since `<` and `>` are lost in the anchors of headings. */
function rangeOf(range: string): string {
  return range.replace(/(?:\.0)+(?= |$)/g, '').replaceAll('>=', 'from ').replaceAll('<', 'before ').replaceAll(' ||', ',');
}

const anchorOf = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');

function withCredentials({ credentials, options }: OptionLibrary, effect: OriginEffect): string {
  if (options.credentials === '') return 'no such option';
  if (effect !== 'any') return WORDS[effect];
  switch (credentials.withAny) {
    case 'echo':
      return '**echo**';
    case 'drop':
    case 'differs':
      return '`*`, without credentials';
    case 'error':
      return 'error';
    case 'any':
      return '`*`, refused by browsers';
  }
}

function coercion({ credentials }: OptionLibrary): string {
  switch (credentials.withAny) {
    case 'echo':
      return '; `*` becomes an echo';
    case 'drop':
    case 'differs':
      return '; not sent with `*`';
    case 'error':
      return `; an error with \`*\`${credentials.echoSwitch === undefined ? '' : `, unless \`${credentials.echoSwitch}\` makes an echo of it`}`;
    case 'any':
      return '';
  }
}

function starInList({ origin }: OptionLibrary): string {
  if (origin.array !== 'list') return WORDS[origin.array];
  return { equal: 'no site', any: '`*`', echo: '**echo**', 'echo-alone': '**echo**', error: 'error' }[origin.elements.star];
}

function elementsOf({ origin }: OptionLibrary): string {
  if (origin.array !== 'list') return '';
  const wildcard = origin.wildcard === undefined ? '' : origin.wildcard === 'echo' ? '; a text with `*` in it means every site' : origin.wildcard === 'scheme' ? '; `*` in place of a host means every site of the scheme, another text with `*` in it is not known' : origin.wildcard === 'unknown' ? '; a text with `*` in it is not known' : `; \`*\` in a text stands for \`${origin.wildcard.star}\``;
  const one = origin.oneElement === undefined ? '' : `; a single element ${WORDS[origin.oneElement]}`;
  const none = origin.emptyArray === undefined ? '' : `; none ${WORDS[origin.emptyArray]}`;
  return `a text ${origin.elements.string === 'equal' ? 'if equal' : 'if part of it'}, \`'*'\` ${starInList({ origin } as OptionLibrary)}, a RegExp ${{ match: 'if it matches', absent: 'never', error: 'error' }[origin.elements.regexp]}${one}${none}${wildcard}`;
}

function varies(table: VaryTable): string {
  const kinds = (['echo', 'fixed', 'any', 'refused'] as const).filter((kind) => table[kind] === true);
  if (kinds.length === 4) return 'always';
  if (kinds.length === 0) return Object.values(table).includes(null) ? 'differs' : 'never';
  return kinds.map((kind) => ({ echo: 'echo', fixed: 'fixed', any: '`*`', refused: 'refused' })[kind]).join(', ');
}

function refusedOf({ refused, vary }: OptionLibrary): string {
  const origin = refused?.origin === undefined ? 'no `Access-Control-Allow-Origin`' : refused.origin === 'first' ? 'the first element' : `the text \`${refused.origin}\``;
  return `${origin}, ${refused?.others === false ? 'and no other CORS header' : 'and the other CORS headers'}${vary.option.refused === true ? ', with `Vary: Origin`' : ''}`;
}

function refusalsOf({ refuses }: OptionLibrary): string {
  if (refuses === undefined) return '';
  return [
    ...(refuses.methodsBut === undefined ? [] : [`methods but \`${refuses.methodsBut.join(', ')}\``]),
    ...(refuses.exposedStar === true ? ['`*` among exposed headers'] : []),
    ...(refuses.severalStars === true ? ['an origin with more than one `*`'] : []),
    ...(refuses.starWithOthers === true ? ['`*` beside other origins'] : []),
    ...(refuses.starWithCredentials === true ? ['`*` with credentials'] : []),
  ].join(', ');
}

function withoutOriginOf({ withoutOrigin }: OptionLibrary): string {
  if (withoutOrigin === undefined) return '';
  return { nothing: 'no CORS header', refused: 'what a refused origin gets', differs: 'differs between forms', any: '`*`, whatever is allowed', empty: 'an empty value', 'echo-any': '`*` in place of an echo', 'echo-empty': 'an empty value in place of an echo' }[withoutOrigin];
}

function preflightOf({ preflight }: OptionLibrary): string {
  const status = preflight.status === null ? 'left to the application' : `answered with status ${String(preflight.status)}`;
  return `${status}${preflight.strict === true ? ', without CORS headers if it asks for more than is allowed' : ''}${preflight.only === true ? '; other answers get no header' : ''}`;
}

function listOf(list: readonly string[] | string): string {
  if (typeof list !== 'string') return `\`${list.join(', ')}\``;
  return { requested: 'as asked for', reflected: 'as asked for', absent: 'not sent', unknown: 'by the request' }[list] ?? list;
}

function namesOf(options: OptionLibrary['options']): string {
  const names = [options.origin, options.origins, options.credentials, ...options.allowMethods, ...options.allowHeaders, ...options.exposeHeaders, options.maxAge, options.switch];
  return [...new Set(names)].filter((name) => name !== undefined && name !== '').map((name) => `\`${name ?? ''}\``).join(', ');
}

function safeOf({ safeForm, options }: OptionLibrary): string {
  if (safeForm.options !== undefined) return `\`${safeForm.options}\``;
  if (safeForm.list) return `\`${options.origins ?? options.origin}: LIST\``;
  if (safeForm.one === true) return `one origin, \`${options.origin}: 'https://a.example'\``;
  return safeForm.function === null ? '' : `\`${options.origin}: ${safeForm.function}\``;
}

function written(value: string): string {
  return value === 'absent' ? 'no header' : value === 'error' ? 'error' : value === '' ? 'an empty header' : `\`${value}\``;
}
