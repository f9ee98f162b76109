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

/** The route that a file is, where the file system names routes: Next.js, SvelteKit, Nitro, Supabase and Netlify functions. */
export function routeOfFile(file: string): string | null {
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
export function exportedMethods(module: SourceModule): readonly string[] {
  const names = module.nodes('ExportNamedDeclaration').flatMap((node) => {
    const { declaration } = node;
    if (declaration === null) return node.specifiers.flatMap(({ exported }) => (exported.type === 'Identifier' ? [exported.name] : []));
    if (declaration.type === 'FunctionDeclaration') return declaration.id === null ? [] : [declaration.id.name];
    if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap((each) => (each.id.type === 'Identifier' ? [each.id.name] : []));
    return [];
  });
  return METHODS.filter((method) => names.includes(method));
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
    const route = routeOfFile(path.replaceAll('\\', '/'));
    if (route === null || found.length >= MAX_ROUTES) continue;
    const linked = evaluator.link(module.ast, path);
    if (linked?.kind !== 'module') continue;
    // Nitro: `orders.post.ts`.
    const named = /\.(get|post|put|patch|delete|head)$/.exec(route);
    found.push({ module: linked.module, path: named === null ? route : route.slice(0, -named[0].length), methods: named?.[1] === undefined ? exportedMethods(linked.module) : [named[1].toUpperCase()] });
  }
  return found;
}
