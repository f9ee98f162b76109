import { propertyName } from '../request.ts';
import type { Node, SourceModule } from '../source-module.ts';

/** What a CommonJS module exports, as its assignments say. */
export interface CommonJsExports {
  /** The last expression assigned to `module.exports` itself; `null` when there is none. */
  readonly whole: Node | null;
  /** Expressions assigned to properties of `exports`, by name. */
  readonly named: ReadonlyMap<string, Node>;
  /** Objects and modules whose properties are copied to `exports`. */
  readonly copied: readonly Node[];
  /** Whether a compiler wrote it from a module with `export default`. */
  readonly isInterop: boolean;
}

const known = new WeakMap<SourceModule, CommonJsExports | null>();

/** The CommonJS exports of a module; `null` when it has none. */
export function commonJsExports(module: SourceModule): CommonJsExports | null {
  const before = known.get(module);
  if (before !== undefined) return before;
  const exports = read(module);
  known.set(module, exports);
  return exports;
}

function read(module: SourceModule): CommonJsExports | null {
  let whole: Node | null = null;
  const named = new Map<string, Node>();
  const copied: Node[] = [];
  let isInterop = false;
  for (const assignment of module.nodes('AssignmentExpression')) {
    if (assignment.operator !== '=') continue;
    const value = valueOf(assignment.right, module);
    if (isExports(assignment.left, module)) {
      // `exports = module.exports = value`: the inner assignment is the one that counts.
      if (assignment.left.type === 'MemberExpression' && !isExports(value, module)) whole = value;
    } else if (assignment.left.type === 'MemberExpression' && isExports(assignment.left.object, module)) {
      const name = propertyName(assignment.left);
      if (name !== null && !isVoid(value)) named.set(name, value);
    }
  }
  for (const call of module.nodes('CallExpression')) {
    const [target, second, third] = call.arguments;
    if (target === undefined || second === undefined) continue;
    const callee = module.textOf(call.callee);
    if (callee === 'Object.assign' && isExports(target, module)) copied.push(...call.arguments.slice(1).filter((each) => each.type !== 'SpreadElement'));
    // TypeScript's `export *`: `__exportStar(require('./x'), exports)`.
    else if (/(?:^|\.)__exportStar$/.test(callee) && isExports(second, module)) copied.push(target);
    else if (callee === 'Object.defineProperty' && isExports(target, module) && second.type === 'Literal' && typeof second.value === 'string') {
      if (second.value === '__esModule') isInterop = true;
      const value = third === undefined ? null : describedValue(third);
      if (value !== null && second.value !== '__esModule') named.set(second.value, value);
    }
  }
  return whole === null && named.size === 0 && copied.length === 0 ? null : { whole, named, copied, isInterop };
}

/** `module.exports` or `exports`, where these are not names of the file's own. */
function isExports(node: Node, module: SourceModule): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && module.variableOf(node) === null;
  return node.type === 'MemberExpression' && propertyName(node) === 'exports' && node.object.type === 'Identifier' && node.object.name === 'module' && module.variableOf(node.object) === null;
}

/** The value of `a = b = value`. */
function valueOf(node: Node, module: SourceModule): Node {
  return node.type === 'AssignmentExpression' && node.operator === '=' && (isExports(node.left, module) || node.left.type === 'MemberExpression') ? valueOf(node.right, module) : node;
}

/** Compilers declare names before they assign them: `exports.a = exports.b = void 0`. */
function isVoid(node: Node): boolean {
  return node.type === 'UnaryExpression' && node.operator === 'void';
}

/** The value of a property descriptor: `{ value }`, `{ get() { return value; } }`. */
function describedValue(descriptor: Node): Node | null {
  if (descriptor.type !== 'ObjectExpression') return null;
  for (const property of descriptor.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    if (property.key.name === 'value') return property.value;
    if (property.key.name !== 'get') continue;
    const getter = property.value;
    if (getter.type === 'ArrowFunctionExpression' && getter.body.type !== 'BlockStatement') return getter.body;
    const body = getter.type === 'FunctionExpression' || getter.type === 'ArrowFunctionExpression' ? getter.body : null;
    const [statement] = body?.type === 'BlockStatement' ? body.body : [];
    return statement?.type === 'ReturnStatement' ? statement.argument : null;
  }
  return null;
}
