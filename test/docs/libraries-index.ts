import { HANDSHAKE_LIBRARIES, HEADER_OPTIONS, HEADER_WRITERS, OPTION_LIBRARIES, SAFEGUARDS, UPGRADE_CALLS } from '../../src/libraries/all-libraries.ts';
import type { OptionLibrary, Platform } from '../../src/libraries/library-model.ts';
import type { OriginEffect } from '../../src/libraries/origin-effect.ts';
import type { Safeguard } from '../../src/libraries/safeguard-model.ts';

/** The platforms, in the order in which they are shown. */
const PLATFORMS: Readonly<Record<Platform, string>> = {
  node: "Node's own server",
  express: 'Express, connect, polka and restify',
  fastify: 'Fastify',
  koa: 'Koa and Egg',
  hapi: 'hapi',
  nest: 'Nest',
  hono: 'Hono',
  h3: 'h3, Nitro and Nuxt',
  next: 'Next.js',
  fetch: 'Workers, Deno, Bun, Remix and others of the Fetch API',
  framework: 'Frameworks with CORS of their own',
  rpc: 'RPC',
  graphql: 'GraphQL',
  websocket: 'WebSocket',
  serverless: 'Functions',
  cloud: 'Cloud templates and services',
  proxy: 'Proxies',
  agents: 'Agents and their tools',
  development: 'Development servers',
  desktop: 'Desktop',
};

/** One line of the index. */
interface Entry {
  readonly platform: Platform;
  readonly name: string;
  readonly proven: string;
  readonly danger: string;
}

/** Every library by its platform, with how it was proven, and what of it opens a server without being asked to. */
export function librariesIndex(linkOf: (model: OptionLibrary) => string): string {
  const entries: readonly Entry[] = [
    ...OPTION_LIBRARIES.map((model): Entry => ({ ...model, name: linkOf(model), proven: model.conformance, danger: dangerOf(model) })),
    ...HEADER_WRITERS.map((model): Entry => ({ ...model, name: `[${/header/.test(model.name) ? model.name : `${model.name}, headers`}](#header-writes)`, proven: 'run', danger: writtenDanger(model.values.undefined) })),
    ...HEADER_OPTIONS.map((model): Entry => ({ ...model, name: `[${model.name}, headers](#header-options)`, proven: model.conformance, danger: 'nothing is sent' })),
    ...SAFEGUARDS.map((model): Entry => ({ ...model, name: `[${model.name}, ${model.protects === 'host' ? 'check of hosts' : 'same-origin policy'}](#protections-that-options-switch-off)`, proven: model.conformance, danger: guardedDanger(model) })),
    ...HANDSHAKE_LIBRARIES.map((model): Entry => ({ ...model, name: `[${model.name}, handshakes](#websocket-handshakes)`, proven: model.conformance, danger: '**every site may connect**' })),
    ...UPGRADE_CALLS.map((model): Entry => ({ ...model, name: `[${model.name}, handshakes](#websocket-handshakes)`, proven: /\d/.test(model.measured) ? 'run' : 'read', danger: '**every site may connect**' })),
  ];
  const unique = [...new Map(entries.map((entry) => [`${entry.platform} ${entry.name}`, entry])).values()];
  return (Object.entries(PLATFORMS) as [Platform, string][]).map(([platform, title]) => {
    const rows = unique.filter((entry) => entry.platform === platform);
    return `### ${title}\n\n| library | proven | by default, and by accident |\n| --- | --- | --- |\n${rows.map(({ name, proven, danger }) => `| ${name} | ${proven} | ${danger} |`).join('\n')}`;
  }).join('\n\n');
}

/** What is sent without a word about origins, and which values that people take for harmless allow every site. */
function dangerOf(model: OptionLibrary): string {
  if (model.calls.every((call) => 'options' in call && call.options === 'none')) return `${defaultOf(model)}, which no option changes`;
  return [isSwitchedOn(model) ? defaultOf(model) : `nothing; switched on, ${defaultOf(model)}`, ...(model.options.origin === '' ? [] : trapsOf(model))].join('; ');
}

/** Whether something is sent where nothing is written. */
function isSwitchedOn({ optIn, options, origin }: OptionLibrary): boolean {
  return /^(?:off|absent|error)$/.test(origin.missing) || (optIn !== true && (options.switch === undefined || options.switchedOn === true));
}

function defaultOf({ origin, credentials, options, governs }: OptionLibrary): string {
  const effect = origin.noOptions ?? origin.missing;
  const always = credentials.byDefault === true || credentials.byDefault === 'missing';
  if (governs !== undefined && effect === 'error') return 'origins must be named';
  if (options.credentials === '' && !always) return effect === 'any' ? '`*`' : effect === 'echo' ? '**echo**' : quiet(effect);
  if (effect === 'echo' || (effect === 'any' && always && credentials.withAny === 'echo')) return always ? '**echo, with cookies**' : '**echo**, with cookies where credentials are on';
  if (effect === 'any') return origin.missing === 'echo' || credentials.withAny === 'echo' ? '`*`, and an **echo with cookies** where credentials are on' : '`*`';
  return quiet(effect);
}

const quiet = (effect: OriginEffect): string => (effect === 'loopback' ? 'pages of the same machine' : effect === 'error' ? 'it does not start' : 'nothing is allowed');

function trapsOf({ origin, credentials, refused, function: fn }: OptionLibrary): readonly string[] {
  const opens = (effect: OriginEffect | undefined): boolean => effect === 'any' || effect === 'echo';
  const isOpen = opens(origin.missing);
  return [
    ...(opens(origin.false) ? ['`false` allows every site'] : []),
    ...(!isOpen && opens(origin.undefined) ? ['a value that is not set allows every site'] : []),
    ...(opens(origin.other) ? ['a Set or a promise allows every site'] : []),
    ...(origin.array === 'list' && origin.elements.star !== 'equal' && origin.elements.star !== 'any' && origin.elements.star !== 'error' ? ["`'*'` in a list is an echo"] : []),
    ...(!isOpen && origin.star === 'any' && credentials.withAny === 'echo' ? ["`'*'` with credentials is an echo"] : []),
    ...(origin.string === 'part' || origin.elements.string === 'part' ? ['an origin is allowed that is but a part of the text'] : []),
    ...(origin.wildcard === 'echo' ? ['a text with `*` in it is an echo'] : []),
    ...(fn !== null && opens(fn.forms.undefined) ? ['a function without an answer allows every site'] : []),
    ...(refused?.origin === 'null' ? ['whoever is refused is told `null`, which sandboxed pages have as their origin'] : []),
  ];
}

const writtenDanger = (text: string): string => (text === 'absent' ? 'a value that is not set is not sent' : text === 'error' ? 'a value that is not set is an error' : text === '' ? 'a value that is not set is sent as an empty one' : `a value that is not set is sent as \`${text}\``);

function guardedDanger({ switches }: Safeguard): string {
  return switches.some(({ byDefault }) => byDefault === true) ? '**off** on loopback' : 'on';
}
