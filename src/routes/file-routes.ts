import { join } from 'node:path';
import type { Evaluator } from '../values/evaluate.ts';
import { filesBelow } from '../values/modules/directory-files.ts';
import type { SourceModule } from '../values/source-module.ts';

/** Route files that are read for one middleware. */
const MAX_ROUTES = 40;

/** A file that the framework makes a route of. */
export interface FileRoute {
  readonly module: SourceModule;
  readonly path: string;
  readonly methods: readonly string[];
}

/** Files through which every request goes, with the directories in which their framework looks for routes. */
const MIDDLEWARE: readonly { readonly file: RegExp; readonly text?: RegExp; readonly routes: readonly string[]; readonly beside?: string }[] = [
  // SvelteKit.
  { file: /(?:^|\/)src\/hooks\.server\.[jt]s$/, routes: ['routes'] },
  // Next.js, whose middleware lies beside `app` and `pages`.
  { file: /(?:^|\/)(?:middleware|proxy)\.[jt]s$/, routes: ['app', 'pages/api', 'src/app', 'src/pages/api'] },
  // Nitro and Nuxt, unlike other servers with such directories; every request goes through all that lies there.
  { file: /(?:^|\/)server\/(?:middleware|plugins)\/[^/]+\.[cm]?[jt]s$/, text: /EventHandler\b|\beventHandler\b|defineNitroPlugin|fromNodeMiddleware/, routes: ['../api', '../routes'], beside: '../middleware' },
];

/** What handlers of h3 are made with, which tells a file of Nitro from one of another server with such directories. */
const OF_NITRO = /EventHandler\b|\beventHandler\b/;

/** The end of a file of Nitro: the method that it answers, and the environment that it is there for. */
const NITRO_ENDING = /(?:\.(connect|delete|get|head|options|patch|post|put|trace))?(?:\.(?:dev|prod|prerender))?\.[cm]?[jt]s$/;

/**
 * The route that Nitro makes of a file: its path below `server/routes`, or that below `server` for one in `server/api`. Read:
 * `scanServerRoutes` of nitropack 2.13.6.
 */
function nitroRouteOf(file: string): string | null {
  const below = /(?:^|\/)server(?:\/routes(?=\/)|(?=\/api\/))(\/.*)$/.exec(file)?.[1];
  const ending = below === undefined ? null : NITRO_ENDING.exec(below);
  return ending === null || below === undefined ? null : below.slice(0, ending.index).replace(/\/\([^/]*\)/g, '').replace(/(?:^|\/)index$/, '') || '/';
}

/** The route that a file with such a text is, where the file system names routes: Next.js, SvelteKit, Nitro, Supabase and Netlify functions. */
export function routeOfFile(file: string, text: string): string | null {
  const nitro = OF_NITRO.test(text) ? nitroRouteOf(file) : null;
  if (nitro !== null) return nitro;
  const match =
    /(?:^|\/)app(\/.*)?\/route\.[cm]?[jt]sx?$/.exec(file) ??
    /(?:^|\/)pages(\/api\/.*?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(file) ??
    /(?:^|\/)routes(\/.*)?\/\+server\.[jt]s$/.exec(file) ??
    /(?:^|\/)server(\/(?:api|routes)\/.*?)(?:\/index)?\.[cm]?[jt]s$/.exec(file) ??
    /(?:^|\/)(?:supabase|netlify)(?:\/functions)?(\/[^_/][^/]*)(?:\/index)?\.[cm]?[jt]s$/.exec(file) ??
    /(?:^|\/)functions(\/[^_/][^/]*)\/index\.[cm]?[jt]s$/.exec(file);
  if (match === null) return null;
  return (match[1] ?? '/').replace(/\/\([^/]*\)/g, '');
}

/** In the order in which a witness prefers them. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** Route handlers of Next.js and SvelteKit are exported under the method's name. */
function exportedMethods(module: SourceModule): readonly string[] {
  const names = module.nodes('ExportNamedDeclaration').flatMap((node) => {
    const { declaration } = node;
    if (declaration === null) return node.specifiers.flatMap(({ exported }) => (exported.type === 'Identifier' ? [exported.name] : []));
    if (declaration.type === 'FunctionDeclaration') return declaration.id === null ? [] : [declaration.id.name];
    if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap((each) => (each.id.type === 'Identifier' ? [each.id.name] : []));
    return [];
  });
  return METHODS.filter((method) => names.includes(method));
}

/** The methods that a file answers: that of its name in Nitro, `orders.post.ts`, or those that it exports handlers for. */
export function methodsOfFile(module: SourceModule): readonly string[] {
  const named = OF_NITRO.test(module.text) ? NITRO_ENDING.exec(module.file)?.[1] : undefined;
  return named === undefined ? exportedMethods(module) : [named.toUpperCase()];
}

function middlewareKind({ module }: Evaluator): (typeof MIDDLEWARE)[number] | undefined {
  const file = module.file.replaceAll('\\', '/');
  return MIDDLEWARE.find((each) => each.file.test(file) && each.text?.test(module.text) !== false);
}

/** The other middleware that requests go through on their way to the same routes; none for a file that is no middleware. */
export function middlewareBeside(evaluator: Evaluator): readonly SourceModule[] {
  const { module } = evaluator;
  const directory = middlewareKind(evaluator)?.beside;
  if (directory === undefined) return [];
  return filesBelow(join(module.file, '..', directory)).slice(0, MAX_ROUTES).flatMap(({ path }) => {
    const linked = path === module.file ? null : evaluator.link(module.ast, path);
    return linked?.kind === 'module' ? [linked.module] : [];
  });
}

/** The routes that requests get to by the middleware that a file is; none for any other file. */
export function routesBehind(evaluator: Evaluator): readonly FileRoute[] {
  const { module } = evaluator;
  const file = module.file.replaceAll('\\', '/');
  const kind = middlewareKind(evaluator);
  if (kind === undefined) return [];
  const found: FileRoute[] = [];
  for (const { path } of kind.routes.flatMap((directory) => filesBelow(join(file, '..', directory)))) {
    if (found.length >= MAX_ROUTES) break;
    const linked = evaluator.link(module.ast, path);
    const route = linked?.kind === 'module' ? routeOfFile(path.replaceAll('\\', '/'), linked.module.text) : null;
    if (linked?.kind !== 'module' || route === null) continue;
    found.push({ module: linked.module, path: route, methods: methodsOfFile(linked.module) });
  }
  return found;
}
