import { propertyName } from './request.ts';
import type { Node } from './source-module.ts';
import type { Value } from './value.ts';

/** Names that projects give to "this is not production"; only asked when the value itself is not known. */
const DEVELOPMENT_NAME = /^_*(?:is_?)?(?:dev|development|test|testing|local|localhost|debug)(?:_?(?:mode|env|environment))?$/i;
const PRODUCTION_NAME = /^_*(?:is_?)?(?:prod|production|packaged)(?:_?(?:mode|env|environment))?$/i;

/**
 * Whether a condition whose value is not known says by its name that this is production, or that it is not.
 * A production policy is what is judged; what only development sees is not.
 */
export function deploymentTruth(node: Node): boolean | null {
  const expression = node.type === 'CallExpression' && node.arguments.length === 0 ? node.callee : node;
  const name = expression.type === 'Identifier' ? expression.name : expression.type === 'MemberExpression' ? propertyName(expression) : null;
  if (name === null) return null;
  if (DEVELOPMENT_NAME.test(name)) return false;
  return PRODUCTION_NAME.test(name) ? true : null;
}

/** Variables that say which deployment this is; a production policy is what is judged. */
const DEPLOYMENT_VARIABLES = /^(?:NODE_ENV|APP_ENV|ENVIRONMENT|ENV|DENO_ENV|VERCEL_ENV|RAILS_ENV|STAGE)$/;

/** Whether two values are equal: constants by their value, a deployment variable by the production assumption. */
export function compare(left: Value, right: Value, isStrict: boolean): boolean | null {
  if (left.kind === 'constant' && right.kind === 'constant') return isStrict ? left.value === right.value : looselyEqual(left.value, right.value);
  const [variable, text] = left.kind === 'constant' ? [right, left] : [left, right];
  if (text.kind !== 'constant' || typeof text.value !== 'string') return null;
  if (environmentOf(variable) === null) return null;
  return /^prod(?:uction)?$/i.test(text.value) ? true : /^(?:dev(?:elopment)?|test(?:ing)?|local|staging|preview|ci)$/i.test(text.value) ? false : null;
}

/** ECMA-262, IsLooselyEqual, without its conversions between types. */
function looselyEqual(left: unknown, right: unknown): boolean | null {
  const [noLeft, noRight] = [left === null || left === undefined, right === null || right === undefined];
  if (noLeft || noRight) return noLeft && noRight;
  return typeof left === typeof right ? left === right : null;
}

function environmentOf(value: Value): string | null {
  if (value.kind === 'environment') return DEPLOYMENT_VARIABLES.test(value.name) ? value.name : null;
  if (value.kind === 'choice') return environmentOf(value.whenTrue);
  if (value.kind === 'member' || value.kind === 'imported') {
    const name = value.kind === 'member' ? value.name : value.path.at(-1);
    return name !== undefined && /^(?:NODE_ENV|nodeEnv|APP_ENV|appEnv)$/.test(name) ? name : null;
  }
  return null;
}

/** The name of the environment variable that `object.name` reads; `null` when it reads none. */
export function environmentName(object: string, name: string | null): string | null {
  if (name === null) return null;
  return /^(?:process\.env|import\.meta\.env|Bun\.env|globalThis\.process\.env)$/.test(object.replace(/\?/g, '')) ? name : null;
}

/** Vite's constants: a production build has `PROD` true and `DEV` false. */
export function importMetaMode(name: string, node: Node): Value | null {
  if (name === 'PROD' || name === 'DEV') return { kind: 'constant', value: name === 'PROD', node };
  return null;
}
