import type { Evaluator } from '../values/evaluate.ts';
import type { Node, Variable } from '../values/source-module.ts';
import { leavesOf, type Value } from '../values/value.ts';

/** How the routes of one framework are made, and what of it writes no CORS headers. */
export interface RouteFramework {
  readonly name: string;
  /** Packages, and the exports of each that make an application, or a router that is mounted. */
  readonly makers: readonly { readonly module: RegExp; readonly export: RegExp; readonly makes: 'application' | 'router' }[];
  /** How a handler answers: by the response that is its second parameter, by the context that is its first, by what it returns. */
  readonly answers: 'response' | 'context' | 'returned';
  /** What is asked of an application, or a router, without handing it on. */
  readonly members: RegExp;
  /** Calls on a router that give what is mounted: `router.routes()`. */
  readonly mounted: RegExp | null;
  /** A route for `OPTIONS` that answers a preflight, with `ROUTER`, `PATH` and `HEADERS` for what these are. */
  readonly preflight: string;
  /** Packages whose middleware, or plugins, neither answer preflights nor write CORS headers, as far as their exports are named here. */
  readonly uninvolved: readonly { readonly module: RegExp; readonly export: RegExp }[];
  /** Whether functions with a parameter for the application are plugins, with routes and hooks of their own. */
  readonly plugins: boolean;
}

const ANY = /^/;

/** Frameworks whose routes are read as endpoints: who answers, with which headers, and what runs before. */
export const ROUTE_FRAMEWORKS: readonly RouteFramework[] = [
  {
    name: 'Express',
    makers: [
      { module: /^express$/, export: /^(?:default)?$/, makes: 'application' },
      { module: /^express$/, export: /^(?:default\.)?Router$/, makes: 'router' },
    ],
    answers: 'response',
    preflight: 'ROUTER.options(PATH, (req, res) => res.set(HEADERS).sendStatus(204));',
    members: /^(?:use|listen|set|get|post|put|patch|delete|all|head|options|route|enable|disable|locals)$/,
    mounted: null,
    uninvolved: [
      { module: /^(?:body-parser|compression|connect-flash|connect-timeout|cookie-parser|cookie-session|express-fileupload|express-mongo-sanitize|express-rate-limit|express-session|helmet|hpp|morgan|multer|pino-http|response-time|serve-favicon|serve-static)$/, export: ANY },
      // Its routers may have anything.
      { module: /^express$/, export: /^(?:default\.)?(?:json|urlencoded|text|raw|static)$/ },
    ],
    plugins: false,
  },
  {
    name: 'Koa',
    makers: [
      { module: /^koa$/, export: /^(?:default)?$/, makes: 'application' },
      { module: /^(?:@koa\/router|koa-router)$/, export: /^(?:default|Router)?$/, makes: 'router' },
    ],
    answers: 'context',
    preflight: 'ROUTER.options(PATH, (ctx) => {\n  ctx.set(HEADERS);\n  ctx.status = 204;\n});',
    members: /^(?:use|listen|callback|on|keys|proxy|env|silent|get|post|put|patch|delete|del|all|head|options|routes|middleware|allowedMethods|prefix)$/,
    mounted: /^(?:routes|middleware)$/,
    uninvolved: [
      { module: /^(?:koa-bodyparser|@koa\/bodyparser|koa-body|koa-compress|koa-conditional-get|@koa\/etag|koa-etag|koa-helmet|koa-json|koa-logger|koa-morgan|@koa\/multer|koa-ratelimit|koa-response-time|koa-session|koa-static)$/, export: ANY },
      // Answers OPTIONS with `Allow` alone (`@koa/router`, `allowedMethods`).
      { module: /^(?:@koa\/router|koa-router)$/, export: /allowedMethods$/ },
    ],
    plugins: false,
  },
  {
    name: 'Hono',
    makers: [{ module: /^(?:npm:|jsr:@)?hono(?:\/(?:tiny|quick|hono))?(?:@[^/]*)?$/, export: /^Hono$/, makes: 'application' }],
    answers: 'returned',
    preflight: 'ROUTER.options(PATH, (c) => c.body(null, 204, HEADERS));',
    members: /^(?:use|get|post|put|patch|delete|all|on|options|route|fetch|request|notFound|onError|routes)$/,
    mounted: null,
    uninvolved: [
      { module: /^hono\/(?:basic-auth|bearer-auth|body-limit|cache|compress|csrf|etag|jwt|logger|powered-by|pretty-json|request-id|secure-headers|timeout|timing|trailing-slash|validator)$/, export: ANY },
      { module: /^@hono\/(?:zod-validator|valibot-validator|standard-validator)$/, export: ANY },
    ],
    plugins: false,
  },
  {
    name: 'Fastify',
    makers: [{ module: /^fastify$/, export: /^(?:default|fastify)?$/, makes: 'application' }],
    answers: 'response',
    preflight: 'ROUTER.options(PATH, (request, reply) => reply.code(204).headers(HEADERS).send());',
    members: /^(?:register|addHook|route|listen|ready|inject|log|get|post|put|patch|delete|all|head|options|close|server|after|decorate\w*|addSchema|addContentTypeParser|removeContentTypeParser|removeAllContentTypeParsers|setErrorHandler|setNotFoundHandler|setValidatorCompiler|setSerializerCompiler|withTypeProvider|printRoutes|addresses|jwt)$/,
    mounted: null,
    uninvolved: [{ module: /^@fastify\/(?:auth|basic-auth|bearer-auth|compress|cookie|csrf-protection|env|etag|formbody|helmet|jwt|mongodb|multipart|postgres|rate-limit|redis|secure-session|sensible|session|static|swagger|swagger-ui|under-pressure)$/, export: ANY }],
    plugins: true,
  },
];

/** Whether a file names one of these packages, or is a plugin of Fastify. */
export const speaksOfFramework = (text: string): boolean => /['"](?:express|koa|@koa\/router|koa-router|(?:npm:|jsr:@)?hono[^'"]*|fastify)['"]|\bfastify\b/i.test(text);

/** What a name holds whose routes are read. */
export interface Router {
  readonly framework: RouteFramework;
  readonly kind: 'application' | 'router' | 'plugin';
}

/** The application, router or plugin that a name certainly holds. */
export function routerOf(variable: Variable, evaluator: Evaluator): Router | null {
  const [definition] = variable.defs;
  const node = definition?.node as Node | undefined;
  if (variable.defs.length !== 1 || node === undefined || !evaluator.module.owns(node)) return null;
  if ((definition?.type as string) === 'Parameter') return pluginOf(variable, node);
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || (node.init?.type !== 'CallExpression' && node.init?.type !== 'NewExpression')) return null;
  const value = evaluator.evaluate(node.init);
  if (value.kind !== 'call' && value.kind !== 'instance') return null;
  for (const framework of ROUTE_FRAMEWORKS) {
    for (const maker of framework.makers) if (isExport(value.callee, maker)) return { framework, kind: maker.makes };
  }
  return null;
}

/** Names of the parameter by which a plugin is given its application: `async function routes(fastify) { … }`, as Fastify's own documents have it. */
export const PLUGIN_PARAMETER = /^(?:fastify|server|app|instance)$/;

/** The plugin whose parameter a name is. */
function pluginOf(variable: Variable, fn: Node): Router | null {
  const framework = ROUTE_FRAMEWORKS.find(({ plugins }) => plugins);
  const isFirst = 'params' in fn && fn.params[0]?.type === 'Identifier' && fn.params[0].name === variable.name && fn.params.length <= 3;
  return framework !== undefined && isFirst && PLUGIN_PARAMETER.test(variable.name) && /\bfastify\b/i.test(variable.name + textAround(fn)) ? { framework, kind: 'plugin' } : null;
}

/** The annotation of a plugin's parameter, which names the package where the name does not. */
function textAround(fn: Node): string {
  const [first] = 'params' in fn ? fn.params : [];
  const annotation = first?.type === 'Identifier' ? first.typeAnnotation?.typeAnnotation : undefined;
  return annotation?.type === 'TSTypeReference' && annotation.typeName.type === 'Identifier' ? annotation.typeName.name : '';
}

/** Whether a middleware, or a plugin, is one of a package that writes no CORS headers. */
export function isUninvolvedValue(value: Value, { uninvolved }: RouteFramework): boolean {
  const leaves = [...leavesOf(value)];
  return leaves.length > 0 && leaves.every((leaf) => {
    const callee = leaf.kind === 'call' ? leaf.callee : leaf;
    return uninvolved.some((each) => isExport(callee, each));
  });
}

function isExport(value: Value, { module, export: name }: { readonly module: RegExp; readonly export: RegExp }): boolean {
  const found = exportOf(value);
  return found !== null && module.test(found.module) && name.test(found.path);
}

/** The package and the path of the export that a value is a member of, calls and instances in between included: `json` of `express.json`. */
function exportOf(value: Value): { readonly module: string; readonly path: string } | null {
  if (value.kind === 'imported') return { module: value.module, path: value.path.join('.') };
  if (value.kind === 'call' || value.kind === 'instance') return exportOf(value.callee);
  if (value.kind !== 'member') return null;
  const inner = exportOf(value.object);
  return inner === null ? null : { module: inner.module, path: [inner.path, value.name].filter((each) => each !== '').join('.') };
}
