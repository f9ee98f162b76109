import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { leavesOf, stringOf, type Value } from '../values/value.ts';

/** What one file says about the servers that it starts. */
export interface Listening {
  /** Ports that it listens on: each alternative, such as the fallback of a setting. */
  readonly ports: readonly number[];
  /** Whether it makes an application or a server. */
  readonly makesServer: boolean;
  /** The path before all routes of a Nest application. */
  readonly globalPrefix: string | null;
}

const MAKERS = /^(?:express|fastify|Fastify|polka|restana|createServer|createApp|createAdaptorServer|NestFactory\.create\w*|https?\.createServer|Deno\.serve|Bun\.serve|serve|restify\.createServer|connect)$/;
const CLASSES = /^(?:Koa|Hono|OpenAPIHono|Elysia|Application|App|Fastify)$/;

/** Reads the servers of a file. */
export function listeningOf(evaluator: Evaluator): Listening {
  const { module } = evaluator;
  const calls = module.nodes('CallExpression');
  const made = calls.some((call) => MAKERS.test(module.textOf(call.callee).replace(/\s+/g, '')));
  const built = module.nodes('NewExpression').some((node) => CLASSES.test(module.textOf(node.callee)));
  const prefix = calls.find((call) => call.callee.type === 'MemberExpression' && propertyName(call.callee) === 'setGlobalPrefix')?.arguments[0];
  return {
    ports: [...new Set([...calls.flatMap((call) => portsOfCall(call, evaluator)), ...exportedPorts(evaluator)])],
    makesServer: made || built || /export\s+default\s*\{\s*(?:async\s+)?fetch\b/.test(module.text),
    globalPrefix: prefix === undefined || prefix.type === 'SpreadElement' ? null : stringOf(evaluator.evaluate(prefix)),
  };
}

/** `app.listen(3001)`, `fastify.listen({ port: 3001 })`, `serve({ fetch, port: 3001 })`. */
function portsOfCall(call: TSESTree.CallExpression, evaluator: Evaluator): readonly number[] {
  const name = call.callee.type === 'MemberExpression' ? propertyName(call.callee) : call.callee.type === 'Identifier' ? call.callee.name : null;
  if (name === null || !/^(?:listen|serve)$/.test(name)) return [];
  return call.arguments.slice(0, 2).flatMap((argument, index) => {
    if (argument.type === 'SpreadElement') return [];
    const value = evaluator.evaluate(argument);
    if (value.kind === 'object') return portsOf(value.properties.get('port')?.value);
    return index === 0 && name === 'listen' ? portsOf(value) : [];
  });
}

/** `export default { port: 3001, fetch: app.fetch }`, which Bun serves. */
function exportedPorts(evaluator: Evaluator): readonly number[] {
  return evaluator.module.nodes('ExportDefaultDeclaration').flatMap(({ declaration }) => {
    if (declaration.type !== 'ObjectExpression') return [];
    const value = evaluator.evaluate(declaration);
    return value.kind === 'object' && value.properties.has('fetch') ? portsOf(value.properties.get('port')?.value) : [];
  });
}

/** `3001`, `'3001'`, `process.env.PORT || 3001`, and these through `Number` and `parseInt`. */
function portsOf(value: Value | undefined, depth = 0): readonly number[] {
  return [...(value === undefined ? [] : leavesOf(value))].flatMap((leaf): readonly number[] => {
    if (leaf.kind === 'constant') {
      const port = Number(leaf.value);
      return leaf.value !== null && Number.isInteger(port) && port > 0 && port < 65_536 ? [port] : [];
    }
    return leaf.kind === 'call' && depth < 3 ? portsOf(leaf.args[0], depth + 1) : [];
  });
}
