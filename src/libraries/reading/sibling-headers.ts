import type { Scope } from '../../policy/policy.ts';
import { SIBLING_HEADERS, type SiblingHeader, type SiblingHeaderName } from '../../policy/siblings.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { guardsOf } from '../../values/guards.ts';
import { isFunction, type Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, type Value } from '../../values/value.ts';
import type { HeaderEntry, HeaderEvent } from './header-entry.ts';
import { siblingEventsOf } from './header-events.ts';
import { placesOf } from './option-places.ts';
import { removalOfWrite } from './repair.ts';
import { SECURITY_HEADERS, type SecurityHeaderOption } from './security-headers.ts';
import type { ScopeOf } from './siblings.ts';
import { textsOfHeader } from './written-headers.ts';

/** A file without one of these writes none of the headers. */
const MARKER = /cross-origin-|timing-allow-origin|x-permitted-cross|crossOrigin\w+Policy|ermittedCrossDomainPolicies/i;

/** Tests that tell some requests from others by what they are for, or by who asks: a header behind one is not on every answer. */
const PARTS_REQUESTS = /url|path|route|origin|referr?er|sec-fetch|public|static|asset|\bext\b/i;

/** Handlers that hand out files. */
const HANDS_OUT_FILES = /\b(?:sendFile|createReadStream|download|sendfile)\s*\(|["'`](?:image|font|video|audio)\//;

/** The headers beside CORS that a file writes, by hand or by the options of a library; `scopeOf` says which requests a node governs. */
export function siblingHeadersOf(evaluator: Evaluator, scopeOf: ScopeOf): readonly SiblingHeader[] {
  if (!MARKER.test(evaluator.module.text)) return [];
  const byHand = siblingEventsOf(evaluator).flatMap((event) => event.write(EMPTY_ENVIRONMENT).flatMap((entry) => headersOfEntry(entry, event, scopeOf, evaluator)));
  const byOption = SECURITY_HEADERS.flatMap((option) => headersOfOption(option, scopeOf, evaluator));
  return [...byHand, ...byOption];
}

function headersOfEntry(entry: HeaderEntry, event: HeaderEvent, scopeOf: ScopeOf, evaluator: Evaluator): readonly SiblingHeader[] {
  const { module } = evaluator;
  const name = SIBLING_HEADERS.find((each) => each.toLowerCase() === entry.name);
  if (name === undefined || !module.owns(entry.whole)) return [];
  // An object of headers that nothing in the file is seen to send.
  const isSent = event.node.type !== 'ObjectExpression' || module.parentOf(entry.whole) !== event.node;
  const scope = scopeOf(event.node);
  if (scope === null) return [];
  const known = { isSent, isCertain: isSent && isOnEveryAnswer(event.node, scope, evaluator), isChecked: false, removal: removalOfWrite(entry.whole, evaluator), scope };
  const headers = entry.how === 'remove' ? [] : headersOf(name, entry.value, entry.valueNode, known, evaluator);
  // What takes the header off, or gives it a value that is not known, stands against another.
  return headers.length > 0 ? headers : [{ name, value: { text: '', place: module.placeOf(entry.whole), isQuoted: false, removal: null, source: '' }, ...known, isCertain: false }];
}

function headersOfOption({ place, headers, isChecked }: SecurityHeaderOption, scopeOf: ScopeOf, evaluator: Evaluator): readonly SiblingHeader[] {
  return placesOf(place, evaluator).flatMap(({ whole, value }) => {
    if (value === null || !evaluator.module.owns(whole)) return [];
    const options = evaluator.evaluate(value);
    const scope = scopeOf(whole);
    if (scope === null) return [];
    return headers.flatMap(([path, name]) => {
      const found = optionIn(options, path.split('.'));
      // `true` stands for the library's own word.
      return found === null || [...leavesOf(found)].some((leaf) => leaf.kind === 'constant' && typeof leaf.value !== 'string') ? [] : headersOf(name, found, found.node, { isSent: true, isCertain: isOnEveryAnswer(whole, scope, evaluator), isChecked, removal: null, scope }, evaluator);
    });
  });
}

function optionIn(options: Value, path: readonly string[]): Value | null {
  const [key, ...rest] = path;
  if (key === undefined) return options;
  const property = options.kind === 'object' ? options.properties.get(key) : undefined;
  return property === undefined ? null : optionIn(property.value, rest);
}

function headersOf(name: SiblingHeaderName, value: Value, at: Node, known: Pick<SiblingHeader, 'isSent' | 'isCertain' | 'isChecked' | 'removal' | 'scope'>, evaluator: Evaluator): readonly SiblingHeader[] {
  const { module } = evaluator;
  const isOnly = [...leavesOf(value)].length === 1;
  return textsOfHeader(value, evaluator).flatMap((text) => {
    const isHere = text.place.file === module.placeOf(module.ast).file;
    if (!isHere && !module.owns(at)) return [];
    const written = isHere ? text : { ...text, place: module.placeOf(at), isQuoted: false, removal: null, source: module.excerpt(at) };
    return [{ name, value: written, ...known, isCertain: known.isCertain && isOnly }];
  });
}

/** Whether nothing around a write chooses between the requests that come there. */
function isOnEveryAnswer(node: Node, scope: Scope, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const tests = guardsOf(node, module).map(({ test }) => module.textOf(test.expression));
  if (scope.reach === 'app' || scope.reach === 'path' ? tests.length > 0 : tests.some((test) => PARTS_REQUESTS.test(test))) return false;
  const around = [...module.ancestorsOf(node)];
  // `express.static(root, { setHeaders(res) { … } })`
  const isForFiles = around.some((each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === 'setHeaders');
  const handler = around.find(isFunction);
  return !isForFiles && !(handler !== undefined && HANDS_OUT_FILES.test(module.textOf(handler)));
}
