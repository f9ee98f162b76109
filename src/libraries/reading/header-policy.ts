import type { TSESTree } from '@typescript-eslint/utils';
import { decide, withoutUnset, type AllowOrigin } from '../../policy/allow-origin.ts';
import type { Field, Provenance } from '../../policy/field.ts';
import type { ListValue } from '../../policy/policy.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { endsOf, type PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { isFunction, type FunctionNode, type Node, type Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, fixedValue, leavesOf, stringOf, type Environment, type Value } from '../../values/value.ts';
import { namesOrigin, type HeaderEntry, type HeaderEvent } from './header-entry.ts';
import { headerEventsOf } from './header-events.ts';
import { importedWritersOf, type ImportedWriters } from './imported-writers.ts';
import { allowOriginOfHeader, writtenAt } from './header-value.ts';
import { booleanField } from './option-fields.ts';
import { conditionOf } from './origin-condition.ts';

/** What one write of `Access-Control-Allow-Origin` makes a response say, with the headers that go with it. */
export interface HeaderReading {
  /** The write that decides the origin. */
  readonly event: HeaderEvent;
  readonly entry: HeaderEntry;
  /** The function, or the program, whose ways were followed. */
  readonly root: FunctionNode | TSESTree.Program;
  /** What in the file at hand writes the header, or gets another file to do it. */
  readonly use: Node;
  readonly allowOrigin: AllowOrigin;
  readonly credentials: Field<boolean>;
  /** The write of `Access-Control-Allow-Credentials` on the same response, when there is one. */
  readonly credentialsEntry: HeaderEntry | null;
  readonly allowMethods: Field<ListValue>;
  readonly allowHeaders: Field<ListValue>;
  readonly exposeHeaders: Field<ListValue>;
  readonly maxAge: Field<string | null>;
  readonly varyAccepted: Field<boolean>;
  readonly varyRefused: Field<boolean>;
  /** The write of the same header, to the same response, that this one adds a second line to. */
  readonly repeats: Node | null;
  /** Whether it adds a line to what others may have written. */
  readonly appends: boolean;
  /** Whether a later write of `Vary` would undo one that is added at the site. */
  readonly overwritesVary: boolean;
}

const ALLOW_ORIGIN = 'access-control-allow-origin';

/** How many helpers deep a write is followed to the handlers that call it. */
const MAX_CALLERS = 3;

/** Reads every hand-written policy of a file. */
export function readHeaderPolicies(evaluator: Evaluator, reached: Parameters<typeof importedWritersOf>[1]): readonly HeaderReading[] {
  const events = headerEventsOf(evaluator);
  const imported = importedWritersOf(evaluator, reached);
  if (events.length === 0 && imported.events.length === 0) return [];
  return new HeaderPolicies(evaluator, events, imported).read();
}

type Root = FunctionNode | TSESTree.Program;

/** The headers of one response at the end of one way, by name. */
interface ResponseState {
  readonly headers: ReadonlyMap<string, HeaderEntry & { readonly event: HeaderEvent; readonly environment: Environment; readonly via: Node | null; readonly repeats: Node | null }>;
  readonly variesOnOrigin: boolean;
  /** Whether `Vary` was last set to something that does not name `Origin`: what is added before is lost. */
  readonly overwritesVary: boolean;
}

class HeaderPolicies {
  readonly #evaluator: Evaluator;
  readonly #events: ReadonlyMap<Node, HeaderEvent>;
  /** Functions with a header event somewhere inside. */
  readonly #writing: ReadonlySet<Node>;
  /** Calls whose function writes headers to what it is given: its body stands for the call. */
  readonly #inlined = new Map<Node, FunctionNode>();
  readonly #imported: ImportedWriters;

  constructor(evaluator: Evaluator, own: readonly HeaderEvent[], imported: ImportedWriters) {
    this.#evaluator = evaluator;
    this.#imported = imported;
    const events = [...own, ...imported.events];
    this.#events = new Map(events.map((event) => [event.node, event]));
    for (const [call, fn] of imported.calls) this.#inlined.set(call, fn);
    this.#writing = new Set(events.flatMap((event) => [...evaluator.module.ancestorsOf(event.node)].filter(isFunction)));
  }

  read(): readonly HeaderReading[] {
    const readings: HeaderReading[] = [];
    for (const root of this.#roots()) {
      const tree = pathsOf(this.#evaluator, root, EMPTY_ENVIRONMENT, {
        isEvent: (node) => this.#events.has(node),
        inlined: (call) => this.#inlined.get(call) ?? this.#helperOf(call, root),
      });
      const states = new Map<PathTree, ReadonlyMap<unknown, ResponseState>>();
      const leaves = endsOf(tree).filter((end) => end !== null);
      for (const leaf of leaves) states.set(leaf, this.#statesOf(leaf));
      if (leaves.length === 0) continue;
      const targets = new Set([...states.values()].flatMap((each) => [...each.keys()]));
      // What is handed on is judged with the response that it is handed to.
      const handedOn = new Set<unknown>(leaves.flatMap((leaf) => leaf.events.flatMap(({ node }) => this.#events.get(node)?.from ?? [])));
      for (const target of handedOn) targets.delete(target);
      readings.push(...this.#policiesOf(tree, root, [...targets], states));
    }
    return readings;
  }

  /** The functions to follow: those that own what is written to, or their callers where a helper writes for them. */
  #roots(): ReadonlySet<Root> {
    const roots = new Set<Root>();
    const { module } = this.#evaluator;
    for (const event of this.#events.values()) {
      // What another file writes counts where this file calls it, or makes it a handler.
      if (!module.owns(event.node)) continue;
      for (const root of this.#callersOf(this.#ownerOf(event), 0)) roots.add(root);
    }
    for (const call of this.#imported.calls.keys()) {
      for (const root of this.#callersOf(module.functionOf(call) ?? module.ast, 0)) roots.add(root);
    }
    for (const fn of this.#imported.handlers.keys()) roots.add(fn);
    return roots;
  }

  #ownerOf(event: HeaderEvent): Root {
    const { module } = this.#evaluator;
    const owner = isVariable(event.target) ? ownerOfVariable(event.target, this.#evaluator) : module.functionOf(event.target);
    return owner ?? module.ast;
  }

  #callersOf(owner: Root, depth: number): readonly Root[] {
    if (owner.type === 'Program' || depth >= MAX_CALLERS) return [owner];
    const calls = this.#evaluator.callsOf(owner);
    if (calls === null || calls.length === 0) return [owner];
    return calls.flatMap((call) => {
      this.#inlined.set(call, owner);
      return this.#callersOf(this.#evaluator.module.functionOf(call) ?? this.#evaluator.module.ast, depth + 1);
    });
  }

  /** A function that writes headers, called by its name. */
  #helperOf(call: TSESTree.CallExpression, root: Root): FunctionNode | null {
    if (call.callee.type !== 'Identifier' && this.#evaluator.module.owns(call)) return null;
    const callee = this.#evaluator.evaluate(call.callee);
    return callee.kind === 'function' && callee.node !== root && this.#writing.has(callee.node) ? callee.node : null;
  }

  #statesOf(end: Extract<PathTree, { kind: 'end' }>): ReadonlyMap<unknown, ResponseState> {
    const states = new Map<unknown, ResponseState>();
    for (const { node, environment, via } of end.events) {
      const event = this.#events.get(node);
      if (event === undefined) continue;
      const key = this.#targetKey(event, environment);
      const before = states.get(key) ?? EMPTY_STATE;
      const handed = event.from === null ? EMPTY_STATE : (states.get(event.from) ?? EMPTY_STATE);
      const headers = new Map([...before.headers, ...handed.headers]);
      let variesOnOrigin = before.variesOnOrigin || handed.variesOnOrigin;
      let overwritesVary = before.overwritesVary || handed.overwritesVary;
      for (const entry of event.write(environment)) {
        if (entry.name === 'vary') {
          variesOnOrigin = namesOrigin(entry.value) || (entry.how === 'append' && variesOnOrigin);
          overwritesVary = entry.how !== 'append' && !variesOnOrigin;
        }
        else if (entry.how === 'remove') headers.delete(entry.name);
        // A property that is undefined in an object of headers is not sent.
        else if (!isMissing(entry.value) || event.writer.values.undefined !== 'absent') headers.set(entry.name, { ...entry, event, environment, via, repeats: entry.how === 'append' ? (headers.get(entry.name)?.whole ?? null) : null });
      }
      states.set(key, { headers, variesOnOrigin, overwritesVary });
    }
    return states;
  }

  /** What identifies a response on the way: the name that holds it, seen through the parameters of helpers. */
  #targetKey(event: HeaderEvent, environment: Environment): unknown {
    if (!isVariable(event.target)) return event.target;
    const value = fixedValue(environment, event.target);
    switch (value?.kind) {
      case 'parameter':
        return value.variable;
      case 'request':
        return this.#evaluator.module.variableOf(value.node) ?? event.target;
      default:
        return event.target;
    }
  }

  #policiesOf(tree: PathTree, root: Root, targets: readonly unknown[], states: ReadonlyMap<PathTree, ReadonlyMap<unknown, ResponseState>>): readonly HeaderReading[] {
    const all = [...states.values()].flatMap((each) => targets.flatMap((target) => each.get(target) ?? []));
    const writes = new Map<Node, ReturnType<ResponseState['headers']['get']> & object>();
    for (const state of all) {
      const write = state.headers.get(ALLOW_ORIGIN);
      if (write !== undefined && !writes.has(write.valueNode)) writes.set(write.valueNode, write);
    }
    return [...writes.values()].map((write): HeaderReading => {
      const isEffective = (state: ResponseState | undefined): boolean => state?.headers.get(ALLOW_ORIGIN)?.valueNode === write.valueNode;
      const effective = all.filter(isEffective);
      // A shared constant may be sent with several responses of one handler.
      const own = targets.filter((target) => [...states.values()].some((each) => isEffective(each.get(target))));
      const without = [...states.values()].flatMap((each) => (own.some((target) => each.get(target)?.headers.has(ALLOW_ORIGIN)) ? [] : [own.map((target) => each.get(target)).find((state) => state !== undefined)]));
      const from = writtenAt(write.value, this.#evaluator);
      return {
        event: write.event,
        entry: write,
        root,
        use: this.#useOf(write, root),
        allowOrigin: this.#fold(tree, own, write.valueNode, states, from),
        credentials: booleanField(effective.flatMap((state) => this.#credentialsOf(state)), from),
        credentialsEntry: effective.map((state) => state.headers.get('access-control-allow-credentials')).find((entry) => entry !== undefined) ?? null,
        allowMethods: this.#listOf(effective, 'access-control-allow-methods', from),
        allowHeaders: this.#listOf(effective, 'access-control-allow-headers', from),
        exposeHeaders: this.#listOf(effective, 'access-control-expose-headers', from),
        maxAge: this.#textOf(effective, 'access-control-max-age', from),
        varyAccepted: booleanField(effective.map((state) => this.#variesOf(state)), from),
        repeats: effective.map((state) => state.headers.get(ALLOW_ORIGIN)?.repeats ?? null).find((each) => each !== null) ?? null,
        appends: write.how === 'append',
        overwritesVary: effective.some((state) => state.overwritesVary),
        // A value that can be undefined is the same write with and without the header.
        varyRefused: without.length === 0 ? booleanField(effective.map((state) => this.#variesOf(state)), from) : booleanField(without.map((state) => (state === undefined ? false : this.#variesOf(state))), from),
      };
    });
  }

  /** What in the file at hand writes the header, or gets another file to do it. */
  #useOf({ via, event, ...entry }: HeaderEntry & { readonly event: HeaderEvent; readonly via: Node | null }, root: Root): Node {
    const { module } = this.#evaluator;
    if (!module.owns(root)) return (isFunction(root) ? this.#imported.handlers.get(root) : null) ?? module.ast;
    if (module.owns(entry.valueNode)) return event.node;
    if (via !== null && module.owns(via) && !module.owns(event.node)) return via;
    for (const inner of module.within(event.node)) {
      if (inner.type !== 'Identifier' && inner.type !== 'MemberExpression' && inner.type !== 'CallExpression') continue;
      const value = inner === event.node ? null : this.#evaluator.evaluate(inner);
      if (value?.kind === 'object' && [...value.properties.values()].some((property) => property.node === entry.whole)) return inner;
    }
    return event.node;
  }

  #fold(tree: PathTree, targets: readonly unknown[], write: Node, states: ReadonlyMap<PathTree, ReadonlyMap<unknown, ResponseState>>, from: Provenance): AllowOrigin {
    switch (tree.kind) {
      case 'unknown':
        return { kind: 'unknown', reason: tree.reason, from };
      case 'branch': {
        const whenTrue = this.#fold(tree.whenTrue, targets, write, states, from);
        const whenFalse = this.#fold(tree.whenFalse, targets, write, states, from);
        if (whenTrue.kind === 'absent' && whenFalse.kind === 'absent') return whenTrue;
        if (sameAnswer(whenTrue, whenFalse)) return whenTrue;
        return withoutUnset(decide(conditionOf(tree.test, this.#evaluator), whenTrue, whenFalse, from));
      }
      case 'end': {
        const entries = targets.flatMap((target) => states.get(tree)?.get(target)?.headers.get(ALLOW_ORIGIN) ?? []);
        const entry = entries.find((each) => each.valueNode === write);
        if (entries.length === 0) return { kind: 'absent', from };
        if (entry === undefined) return { kind: 'unknown', reason: 'the header is written elsewhere', from };
        return allowOriginOfHeader(entry.value, entry.event.writer.values, this.#evaluator);
      }
    }
  }

  /** Whether the headers are those of another server's answer, which has some of its own: http-proxy's `proxyRes`. */
  #isPassedOn(state: ResponseState): boolean {
    return [...state.headers.values()].some(({ event }) => /^(?:proxyRes|proxyResponse)\.headers$/.test(event.targetText));
  }

  #variesOf(state: ResponseState): boolean | null {
    return state.variesOnOrigin || (!state.overwritesVary && this.#isPassedOn(state) ? null : false);
  }

  #credentialsOf(state: ResponseState): readonly (boolean | null)[] {
    const entry = state.headers.get('access-control-allow-credentials');
    if (entry === undefined) return [this.#isPassedOn(state) ? null : false];
    return [...leavesOf(entry.value)].map((leaf) => {
      if (leaf.kind === 'constant') return leaf.value === true || leaf.value === 'true';
      const [only] = leaf.kind === 'array' ? leaf.elements : [];
      return only?.kind === 'constant' ? only.value === 'true' || only.value === true : null;
    });
  }

  #listOf(states: readonly ResponseState[], name: string, from: Provenance): Field<ListValue> {
    const copied = states.map((state) => copiedFrom(state.headers.get(name)?.value));
    const [source] = copied;
    const written = states[0]?.headers.get(name)?.value;
    if (source !== undefined && source !== null && written !== undefined && copied.every((each) => each === source)) return { kind: 'known', value: { kind: source }, from: writtenAt(written, this.#evaluator) };
    const field = this.#textOf(states, name, from);
    if (field.kind !== 'known') return field.kind === 'unknown' ? field : { kind: 'unknown', reason: 'several lists', from };
    return { ...field, value: field.value === null ? { kind: 'absent' } : { kind: 'list', names: field.value.split(',').map((each) => each.trim()) } };
  }

  #textOf(states: readonly ResponseState[], name: string, from: Provenance): Field<string | null> {
    const values = states.map((state) => state.headers.get(name)?.value ?? null).map((value) => (value === null ? null : headerText(value)));
    const [first] = values;
    const written = states.map((state) => state.headers.get(name)?.value).find((value) => value !== undefined);
    if (first !== undefined && values.every((value) => value === first)) return { kind: 'known', value: first, from: written === undefined ? from : writtenAt(written, this.#evaluator) };
    return { kind: 'unknown', reason: 'not the same on every way', from };
  }
}

const EMPTY_STATE: ResponseState = { headers: new Map(), variesOnOrigin: false, overwritesVary: false };

/** What a list header copies of the preflight, whatever stands in for it where that is missing; `null` when it copies nothing. */
function copiedFrom(value: Value | undefined): 'reflected' | 'requested' | null {
  const copied = value === undefined ? undefined : [...leavesOf(value)].find((leaf) => leaf.kind === 'request-header');
  if (copied?.kind !== 'request-header') return null;
  if (copied.name === 'access-control-request-headers') return 'reflected';
  return copied.name === 'access-control-request-method' ? 'requested' : null;
}

/** The text of a header value; `undefined` when it is not shown. */
function headerText(value: Value): string | undefined {
  const text = stringOf(value);
  if (text !== null) return text;
  if (value.kind === 'constant' && value.value !== undefined && value.value !== null) return String(value.value);
  return undefined;
}

function sameAnswer(a: AllowOrigin, b: AllowOrigin): boolean {
  if (a.kind !== b.kind || a.from.place.start !== b.from.place.start || a.from.place.end !== b.from.place.end) return false;
  return a.kind === 'any' || (a.kind === 'fixed' && b.kind === 'fixed' && a.value === b.value) || (a.kind === 'echo' && b.kind === 'echo' && a.when.op === 'always' && b.when.op === 'always');
}

function isMissing(value: Value): boolean {
  return value.kind === 'constant' && value.value === undefined;
}

function isVariable(target: Variable | Node): target is Variable {
  return 'references' in target;
}

function ownerOfVariable(variable: Variable, evaluator: Evaluator): FunctionNode | null {
  const definition = variable.defs[0];
  if (definition === undefined) return null;
  const node = definition.node as Node;
  if ((definition.type as string) === 'Parameter' && (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression')) return node;
  return evaluator.module.functionOf(node);
}
