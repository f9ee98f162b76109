import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Evaluator } from '../evaluate.ts';
import type { Node } from '../source-module.ts';
import { stringOf } from '../value.ts';

/** Names and calls followed for one path. */
const MAX_DEPTH = 8;

/**
 * The absolute path that an expression names, seen from the file that it stands in: `path.join(__dirname, 'routes')`,
 * `fileURLToPath(new URL('./routes', import.meta.url))`. `null` for a path that depends on the run, such as one that
 * starts at the working directory.
 */
export function filePathOf(evaluator: Evaluator, node: Node): string | null {
  const path = partOf(evaluator, node, 0);
  return path !== null && isAbsolute(path) ? path : null;
}

function partOf(evaluator: Evaluator, node: Node, depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  const part = (inner: Node | undefined): string | null => (inner === undefined ? null : partOf(evaluator, inner, depth + 1));
  switch (node.type) {
    case 'Identifier': {
      const own = ownPath(evaluator, node, node.name);
      const initial = own === null ? evaluator.resolveName(node) : null;
      return own ?? (initial?.path.length === 0 && initial.node !== null ? part(initial.node) : textOf(evaluator, node));
    }
    case 'MemberExpression':
      if (node.property.type === 'Identifier' && node.property.name === 'pathname') return part(node.object);
      return ownPath(evaluator, node, evaluator.module.textOf(node)) ?? textOf(evaluator, node);
    case 'TemplateLiteral': {
      const parts = node.quasis.flatMap((quasi, index) => [quasi.value.cooked, index < node.expressions.length ? part(node.expressions[index]) : '']);
      return parts.every((each) => each !== null) ? parts.join('') : null;
    }
    case 'BinaryExpression': {
      const [left, right] = [part(node.left), part(node.right)];
      return node.operator === '+' && left !== null && right !== null ? left + right : null;
    }
    case 'NewExpression': {
      const [path, base] = [part(node.arguments[0]), part(node.arguments[1])];
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || path === null || base === null || !isAbsolute(base)) return null;
      return fileURLToPath(new URL(path, pathToFileURL(base)));
    }
    case 'CallExpression': {
      const parts = node.arguments.map((argument) => part(argument));
      const [first] = parts;
      if (first === undefined || first === null) return null;
      switch (functionOf(evaluator, node.callee)) {
        case 'join':
        case 'resolve':
          return isAbsolute(first) && parts.every((each) => each !== null) ? parts.reduce<string>((path, each) => (isAbsolute(each) && path !== '' ? each : join(path, each)), '') : null;
        case 'dirname':
          return dirname(first);
        case 'fileURLToPath':
          return first;
        default:
          return null;
      }
    }
    default:
      return textOf(evaluator, node);
  }
}

/** Where the file itself lies, by the names that CommonJS and ECMAScript modules have for it. */
function ownPath(evaluator: Evaluator, node: Node, name: string): string | null {
  const { file } = evaluator.module.moduleOf(node);
  if (node.type === 'Identifier' && evaluator.module.variableOf(node) !== null) return null;
  switch (name) {
    case '__dirname':
    case 'import.meta.dirname':
    case 'import.meta.dir':
      return dirname(file);
    case '__filename':
    case 'import.meta.filename':
    case 'import.meta.url':
      return file;
    default:
      return null;
  }
}

/** The function of `node:path` or `node:url` that is called. */
function functionOf(evaluator: Evaluator, callee: Node): string | null {
  const value = evaluator.evaluate(callee);
  return value.kind === 'imported' && /^(?:node:)?(?:path|url|pathe)$/.test(value.module) ? (value.path.at(-1) ?? null) : null;
}

function textOf(evaluator: Evaluator, node: Node): string | null {
  return stringOf(evaluator.evaluate(node));
}
