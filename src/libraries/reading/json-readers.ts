import type { TSESTree } from '@typescript-eslint/utils';
import type { JsonReader } from '../../policy/json-reader.ts';
import type { Scope } from '../../policy/policy.ts';
import { SAFELISTED_CONTENT_TYPES } from '../../protocol/request-headers.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type Node } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Property, type Value } from '../../values/value.ts';
import { JSON_PARSERS, TYPE_IS_NAMES, type JsonParser } from './json-parsers.ts';
import { optionAt } from './option-fields.ts';

/**
 * Routes for what browsers report by themselves, under media types of its own (CSP 3, section "Report a violation"; Reporting
 * API, section "Media Type"). Whoever breaks a policy on purpose can write such a report, and it asks for nothing.
 */
const FOR_REPORTS = /(?:^|[/_-])(?:csp|nel|report-to|reporting)(?:$|[/_-])|csp[_-]?(?:violation[_-]?)?report/i;

/** The places of a file that read JSON from bodies of forms' media types; `scopeOf` says which requests come to a parser. */
export function jsonReadersOf(evaluator: Evaluator, scopeOf: (parser: Node) => Scope, isForSignedBodies: (parser: Node) => boolean): readonly JsonReader[] {
  const { module } = evaluator;
  return module.nodes('CallExpression').flatMap((call): readonly JsonReader[] => {
    const reader = parserCall(call, evaluator) ?? contentTypeParser(call, evaluator) ?? textParser(call, evaluator);
    if (reader === null || reader.contentTypes.length === 0 || isForSignedBodies(call)) return [];
    const { node, ...rest } = reader;
    const scope = scopeOf(call);
    if (scope.reach === 'route' && scope.paths.length > 0 && scope.paths.every((path) => FOR_REPORTS.test(path))) return [];
    return [{ ...rest, place: module.placeOf(node), text: module.excerpt(node), scope }];
  });
}

type Found = Omit<JsonReader, 'place' | 'text' | 'scope'> & { readonly node: Node };

/** `express.json({ type: '*\/*' })` and its kin. */
function parserCall(call: TSESTree.CallExpression, evaluator: Evaluator): Found | null {
  const parser = parserOf(evaluator.evaluate(call.callee));
  const [options] = call.arguments;
  if (parser === null || options === undefined || options.type === 'SpreadElement') return null;
  const value = evaluator.evaluate(options);
  // A parser that hands the bytes to a function is there for a signature.
  if (value.kind !== 'object' || value.properties.has('verify')) return null;
  const detects = parser.detects === null ? undefined : value.properties.get(parser.detects);
  if (detects?.value.kind === 'function' && returnsTrue(detects.value.node)) return { node: written(detects), library: parser.name, contentTypes: SAFELISTED_CONTENT_TYPES, repair: null };
  const types = optionAt(value, parser.types);
  if (types === undefined || !evaluator.module.owns(types.node) || (parser.listsOnly && types.value.kind !== 'array')) return null;
  const node = written(types);
  // Koa's parsers add what is named to `application/json`: nothing need be named to have that alone.
  const text = parser.types.includes('.') ? '[]' : "'application/json'";
  return { node, library: parser.name, contentTypes: formTypesIn(types.value), repair: { start: node.range[0], end: node.range[1], text } };
}

function written({ node }: Property): Node {
  return node.type === 'Property' ? node.value : node;
}

function parserOf(callee: Value): JsonParser | null {
  for (const leaf of leavesOf(callee)) {
    if (leaf.kind !== 'imported') continue;
    const path = leaf.path.filter((each) => each !== 'default').join('.');
    const parser = JSON_PARSERS.find(({ module, exports }) => module.test(leaf.module) && exports.includes(path));
    if (parser !== undefined) return parser;
  }
  return null;
}

/** The media types of forms that an option accepts; none where that is not known. */
function formTypesIn(value: Value): readonly string[] {
  if (value.kind === 'function') return returnsTrue(value.node) ? SAFELISTED_CONTENT_TYPES : [];
  const patterns = value.kind === 'array' ? value.elements.map(stringOf) : [stringOf(value)];
  return SAFELISTED_CONTENT_TYPES.filter((type) => patterns.some((pattern) => pattern !== null && accepts(pattern, type)));
}

function accepts(pattern: string, type: string): boolean {
  const [main = '', sub = ''] = (TYPE_IS_NAMES[pattern] ?? pattern.toLowerCase()).split('/');
  const [ofMain, ofSub] = type.split('/');
  return (main === '*' || main === ofMain) && (sub === '*' || sub === ofSub);
}

function returnsTrue(node: Node): boolean {
  if (!isFunction(node)) return false;
  const { body } = node;
  if (body?.type === 'Literal') return body.value === true;
  const [only, ...others] = body?.type === 'BlockStatement' ? body.body : [];
  return others.length === 0 && only?.type === 'ReturnStatement' && only.argument?.type === 'Literal' && only.argument.value === true;
}

/** Fastify's `addContentTypeParser('text/plain', …)`, with a parser of JSON. */
function contentTypeParser(call: TSESTree.CallExpression, evaluator: Evaluator): Found | null {
  const { module } = evaluator;
  if (call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== 'addContentTypeParser') return null;
  const [types] = call.arguments;
  const parser = call.arguments.at(-1);
  if (types === undefined || parser === undefined || types.type === 'SpreadElement' || parser === types) return null;
  if (!/\bJSON\s*\.\s*parse\b|getDefaultJsonParser\b/.test(module.textOf(parser))) return null;
  const value = evaluator.evaluate(types);
  const patterns = value.kind === 'array' ? value.elements.map(stringOf) : [stringOf(value)];
  // `*` is for types that have no parser: Fastify has one of its own for text, until it is removed.
  const isTextLeft = /\bremove(?:All)?ContentTypeParsers?\b/.test(module.text);
  const contentTypes = SAFELISTED_CONTENT_TYPES.filter((type) => patterns.some((pattern) => (pattern === '*' ? type !== 'text/plain' || isTextLeft : pattern?.toLowerCase() === type)));
  const statement = module.parentOf(call);
  const repair = statement?.type === 'ExpressionStatement' ? { start: statement.range[0], end: statement.range[1], text: '' } : null;
  return { node: types, library: 'addContentTypeParser', contentTypes, repair };
}

/** `express.text()`, where the file parses `req.body` as JSON. */
function textParser(call: TSESTree.CallExpression, evaluator: Evaluator): Found | null {
  const isText = [...leavesOf(evaluator.evaluate(call.callee))].some((leaf) => leaf.kind === 'imported' && /^(?:express|body-parser)$/.test(leaf.module) && leaf.path.filter((each) => each !== 'default').join('.') === 'text');
  if (!isText || !/\bJSON\s*\.\s*parse\(\s*(?:req|request)\.body\s*\)/.test(evaluator.module.text)) return null;
  const [options] = call.arguments;
  if (options === undefined) return { node: call, library: 'express.text', contentTypes: ['text/plain'], repair: null };
  const value = options.type === 'SpreadElement' ? null : evaluator.evaluate(options);
  if (value?.kind !== 'object' || value.properties.has('verify')) return null;
  const types = value.properties.get('type');
  return { node: call, library: 'express.text', contentTypes: types === undefined ? (value.complete ? ['text/plain'] : []) : formTypesIn(types.value), repair: null };
}
