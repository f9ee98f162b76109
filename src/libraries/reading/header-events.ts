import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node, SourceModule, Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, stringOf, type Environment, type ObjectValue } from '../../values/value.ts';
import { HEADER_WRITERS } from '../all-libraries.ts';
import { headerObject } from '../header-object.ts';
import type { HeaderWriter, WriterMethod } from '../library-model.ts';
import { entriesOf, HEADERS_BESIDE, namesOrigin, POLICY_HEADERS, unquotedIn, type HeaderEntry, type HeaderEvent, type HeaderNames } from './header-entry.ts';
import { targetOf } from './header-target.ts';
import { appends, isFunctionOf } from './header-calls.ts';
import { loopedObject } from './looped-headers.ts';
import { flowOf, isInRequestHook, isOfRequest, isWrapper, responseArgument } from './outgoing-request.ts';
import { isAlwaysOverridden, isFilled, headerKeyOf } from './overridden-headers.ts';
import { importedModules, lastName, propertyValue } from './written-names.ts';

/** Every header event of a file that says something about CORS. */
export function headerEventsOf(evaluator: Evaluator, module: SourceModule = evaluator.module): readonly HeaderEvent[] {
  const known = events.get(evaluator) ?? new Map<SourceModule, readonly HeaderEvent[]>();
  events.set(evaluator, known);
  const found = known.get(module) ?? new EventFinder(evaluator, module, POLICY_HEADERS).find();
  known.set(module, found);
  return found;
}

/** Policies, written headers, late ones and the answers of each handler are read from the same events. */
const events = new WeakMap<Evaluator, Map<SourceModule, readonly HeaderEvent[]>>();

/** Every header event of a file that says something about the headers beside CORS. */
export function siblingEventsOf(evaluator: Evaluator): readonly HeaderEvent[] {
  return new EventFinder(evaluator, evaluator.module, HEADERS_BESIDE).find();
}

class EventFinder {
  readonly #evaluator: Evaluator;
  readonly #names: HeaderNames;
  /** The file whose events are searched. */
  readonly #module: SourceModule;
  readonly #imports: readonly string[];
  readonly #used = new Set<Node>();

  constructor(evaluator: Evaluator, module: SourceModule, names: HeaderNames) {
    this.#evaluator = evaluator;
    this.#names = names;
    this.#module = module;
    this.#imports = importedModules(evaluator, module);
  }

  find(): readonly HeaderEvent[] {
    const module = this.#module;
    const events: HeaderEvent[] = [];
    for (const call of module.nodes('CallExpression')) {
      const event = this.#methodCall(call) ?? this.#functionCall(call) ?? this.#varyCall(call) ?? this.#decorator(call) ?? this.#creation(call);
      if (event !== null) events.push(event);
    }
    for (const created of module.nodes('NewExpression')) {
      const event = this.#creation(created);
      if (event !== null) events.push(event);
    }
    for (const assignment of module.nodes('AssignmentExpression')) {
      const event = this.#assignment(assignment);
      if (event !== null) events.push(event);
    }
    // Literals last: those that a use above has read are not events of their own.
    for (const object of module.nodes('ObjectExpression')) {
      const event = this.#resultObject(object) ?? this.#keyValuePair(object);
      if (event !== null) events.push(event);
    }
    for (const object of module.nodes('ObjectExpression')) {
      const event = this.#literal(object);
      if (event !== null) events.push(event);
    }
    for (const list of module.nodes('ArrayExpression')) {
      const event = this.#pairList(list);
      if (event !== null) events.push(event);
    }
    for (const removal of module.nodes('UnaryExpression')) {
      const event = this.#deletion(removal);
      if (event !== null) events.push(event);
    }
    // Handing on the headers of a name matters only where the name holds some that matter.
    const targets = new Set<unknown>(events.filter((event) => event.from === null).map((event) => event.target));
    return events.filter((event) => (event.from === null || targets.has(event.from)) && !isInRequestHook(event.node, this.#evaluator));
  }

  /** `delete headers['Access-Control-Allow-Origin']` */
  #deletion(node: TSESTree.UnaryExpression): HeaderEvent | null {
    if (node.operator !== 'delete' || node.argument.type !== 'MemberExpression' || !node.argument.computed) return null;
    const name = this.#headerName(node.argument.property, EMPTY_ENVIRONMENT);
    if (name === null || isOfRequest(node.argument.object, this.#evaluator)) return null;
    const removed: HeaderEntry = { name, value: { kind: 'constant', value: undefined, node }, valueNode: node, whole: node, how: 'remove' };
    return { node, writer: headerObject, ...targetOf(node.argument.object, this.#evaluator), from: null, write: () => [removed] };
  }

  /** `res.setHeader(name, value)`, `res.set({…})`, `res.writeHead(200, {…})`, `response.headers.append(name, value)`. */
  #methodCall(call: TSESTree.CallExpression): HeaderEvent | null {
    if (call.callee.type !== 'MemberExpression') return null;
    const method = propertyName(call.callee);
    if (method === null) return null;
    const candidates = HEADER_WRITERS.filter((writer) => Object.hasOwn(writer.methods, method));
    if (candidates.length === 0 || isOfRequest(call.callee.object, this.#evaluator)) return null;
    const writer = this.#writerFor(call.callee.object, candidates);
    if (writer === null) return null;
    const kind = writer.methods[method];
    if (kind === undefined) return null;
    const from = this.#handedOn(call.arguments, kind, call);
    const write = from === null ? this.#entriesOfCall(call, kind, call.arguments) : () => [];
    if (write === null) return null;
    return { node: call, writer, ...targetOf(call.callee.object, this.#evaluator), from, write };
  }

  /** `setResponseHeader(event, name, value)` */
  #functionCall(call: TSESTree.CallExpression): HeaderEvent | null {
    const { callee } = call;
    const [receiver, ...rest] = call.arguments;
    if (callee.type !== 'Identifier' || receiver === undefined || receiver.type === 'SpreadElement') return null;
    for (const writer of HEADER_WRITERS) {
      const kind = writer.functions?.names[callee.name];
      if (kind === undefined || !isFunctionOf(writer, callee, this.#module, this.#evaluator)) continue;
      const from = this.#handedOn(rest, kind, call);
      const write = from === null ? this.#entriesOfCall(call, kind, rest) : () => [];
      return write === null ? null : { node: call, writer, ...targetOf(receiver, this.#evaluator), from, write };
    }
    return null;
  }

  /** The name whose headers a call hands on as they stand, at once (`res.writeHead(200, headers)`) or one by one, in a loop over its entries. */
  #handedOn(args: readonly Node[], kind: WriterMethod, call: Node): Variable | null {
    const looped = kind === 'set' ? loopedObject(args[0], args[1], this.#evaluator) : null;
    if (looped !== null) return this.#collected(looped, looped);
    const argument = kind === 'head' ? args.at(-1) : kind === 'all' || (kind === 'set' && args.length === 1) ? args[0] : undefined;
    return argument === undefined ? null : this.#collected(argument, call);
  }

  /** A local name that holds an object of headers which is filled on the way; `null` for anything else. */
  #collected(node: Node, use: Node): Variable | null {
    const variable = node.type === 'Identifier' ? this.#evaluator.module.variableOf(node) : null;
    const declared = variable?.defs[0]?.node as Node | undefined;
    if (variable === null || declared?.type !== 'VariableDeclarator' || declared.init === null || !this.#isLocalTo(variable, use)) return null;
    const { init } = declared;
    return init.type === 'ObjectExpression' || (init.type === 'NewExpression' && isWrapper(init)) || this.#isFilled(variable, init) ? variable : null;
  }

  #isFilled(variable: Variable, init: Node): boolean {
    return (init.type === 'CallExpression' || init.type === 'AwaitExpression') && isFilled(variable, this.#evaluator) && this.#entriesOfObject(init, init) !== null;
  }

  #entriesOfCall(call: TSESTree.CallExpression, kind: WriterMethod, args: readonly Node[]): HeaderEvent['write'] | null {
    const [first, second] = args;
    if (first === undefined) return null;
    switch (kind) {
      case 'vary': {
        const value = this.#evaluator.evaluate(first);
        return namesOrigin(value) ? () => [{ name: 'vary', value, valueNode: first, whole: call, how: 'append' }] : null;
      }
      case 'remove': {
        const name = this.#headerName(first, EMPTY_ENVIRONMENT);
        return name === null ? null : () => [{ name, value: { kind: 'constant', value: undefined, node: call }, valueNode: call, whole: call, how: 'remove' }];
      }
      case 'head': {
        const headers = args.at(-1);
        return headers === undefined || headers === first ? null : this.#entriesOfObject(headers, call);
      }
      case 'all':
        return this.#entriesOfObject(first, call);
      case 'set':
      case 'append': {
        const object = second === undefined ? first : loopedObject(first, second, this.#evaluator);
        if (second === undefined || object !== null) return this.#entriesOfObject(object ?? first, call);
        if (this.#headerName(first, EMPTY_ENVIRONMENT) === null) return null;
        const how = kind === 'append' || appends(args[2], this.#evaluator) ? 'append' : 'set';
        return (environment) => {
          const name = this.#headerName(first, environment);
          if (name === null) return [];
          return [{ name, value: this.#evaluator.evaluate(second, environment), valueNode: second, whole: call, how }];
        };
      }
    }
  }

  /** `vary(res, 'Origin')`, of the package `vary`. */
  #varyCall(call: TSESTree.CallExpression): HeaderEvent | null {
    const [response, field] = call.arguments;
    if (response === undefined || field === undefined || call.callee.type !== 'Identifier') return null;
    const callee = this.#evaluator.evaluate(call.callee);
    if (callee.kind !== 'imported' || callee.module !== 'vary') return null;
    const value = this.#evaluator.evaluate(field);
    if (!namesOrigin(value)) return null;
    const writer = this.#writerFor(response, HEADER_WRITERS.filter((each) => 'vary' in each.methods || each.id === 'node:http'));
    return writer === null ? null : { node: call, writer, ...targetOf(response, this.#evaluator), from: null, write: () => [{ name: 'vary', value, valueNode: field, whole: call, how: 'append' }] };
  }

  /** Nest: `@Header('Access-Control-Allow-Origin', '*')`. */
  #decorator(call: TSESTree.CallExpression): HeaderEvent | null {
    const [name, value] = call.arguments;
    if (call.callee.type !== 'Identifier' || call.callee.name !== 'Header' || name === undefined || value === undefined) return null;
    if (this.#evaluator.module.parentOf(call)?.type !== 'Decorator') return null;
    const header = this.#headerName(name, EMPTY_ENVIRONMENT);
    if (header === null) return null;
    const method = this.#evaluator.module.parentOf(call);
    const holder = method === null ? null : this.#evaluator.module.parentOf(method);
    return {
      node: call,
      writer: headerObject,
      target: holder ?? call,
      targetText: '',
      from: null,
      write: (environment) => [{ name: header, value: this.#evaluator.evaluate(value, environment), valueNode: value, whole: call, how: 'set' }],
    };
  }

  /** `new Response(body, { headers })`, `Response.json(data, { headers })`, `c.json(data, status, headers)`. */
  #creation(node: TSESTree.CallExpression | TSESTree.NewExpression): HeaderEvent | null {
    const assigned = this.#assigned(node) ?? this.#copied(node);
    if (assigned !== null) return assigned;
    const made = responseArgument(node);
    if (made === null) return null;
    const headers = made.isHeaders ? made.argument : this.#headersProperty(made.argument);
    if (headers === null) return null;
    return this.#objectEvent(headers, node);
  }

  /** `Object.assign(headers, { … })` */
  #assigned(node: TSESTree.CallExpression | TSESTree.NewExpression): HeaderEvent | null {
    const [target, ...sources] = node.arguments;
    if (node.type !== 'CallExpression' || target?.type !== 'Identifier' || this.#evaluator.module.textOf(node.callee) !== 'Object.assign') return null;
    const writes = sources.flatMap((source) => this.#entriesOfObject(source, node) ?? []);
    if (writes.length === 0) return null;
    return { node, writer: headerObject, ...targetOf(target, this.#evaluator), from: null, write: (environment) => writes.flatMap((write) => write(environment)) };
  }

  /** `const headers = new Headers(corsHeaders)`: a copy of headers that another name or function holds; or the object itself, which a call returned. */
  #copied(node: TSESTree.CallExpression | TSESTree.NewExpression): HeaderEvent | null {
    const variable = this.#holderOf(node);
    if (variable === null) return null;
    const copied = isWrapper(node) && node.arguments[0]?.type !== 'ObjectExpression' ? node.arguments[0] : undefined;
    const source = copied ?? (this.#isLocalTo(variable, node) && this.#isFilled(variable, node) ? node : undefined);
    const write = source === undefined ? null : this.#entriesOfObject(source, node);
    return write === null ? null : { node, writer: headerObject, target: variable, targetText: variable.name, from: null, write };
  }

  /** `{ statusCode, headers }` of Lambda, Netlify and Azure functions. */
  #resultObject(object: TSESTree.ObjectExpression): HeaderEvent | null {
    const keys = object.properties.flatMap((property) => (property.type === 'Property' && !property.computed && property.key.type === 'Identifier' ? property.key.name : []));
    if (!keys.includes('statusCode') && !(keys.includes('status') && (keys.includes('body') || keys.includes('jsonBody')))) return null;
    const headers = this.#headersProperty(object) ?? this.#headersProperty(object, 'multiValueHeaders');
    return headers === null ? null : this.#objectEvent(headers, object);
  }

  #headersProperty(argument: Node, name = 'headers'): Node | null {
    if (argument.type !== 'ObjectExpression') {
      const value = this.#evaluator.evaluate(argument);
      if (value.kind !== 'object') return null;
      const property = value.properties.get(name);
      return property?.node.type === 'Property' ? property.node.value : null;
    }
    for (const property of argument.properties) {
      if (property.type === 'Property' && !property.computed && property.key.type === 'Identifier' && property.key.name === name) return property.value;
    }
    return null;
  }

  #objectEvent(headers: Node, node: Node): HeaderEvent | null {
    const from = this.#collected(headers, node);
    const write = from === null ? this.#entriesOfObject(headers, node) : () => [];
    if (write === null) return null;
    const held = headers.type === 'Identifier' ? this.#evaluator.module.variableOf(headers) : null;
    // What a helper returned and this function goes on to fill is one object with the other writes to its name.
    const grouped = from === null && held !== null && this.#isLocalTo(held, node) ? held : (this.#holderOf(node) ?? node);
    return { node, writer: headerObject, target: grouped, targetText: this.#evaluator.module.excerpt(headers), from, write };
  }

  /** The name that a response is given where it is made: `const response = NextResponse.json(…)`. */
  #holderOf(node: Node): Variable | null {
    const parent = this.#evaluator.module.parentOf(node);
    const declarator = parent?.type === 'AwaitExpression' ? this.#evaluator.module.parentOf(parent) : parent;
    return declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? this.#evaluator.module.variableOf(declarator.id) : null;
  }

  #isLocalTo(variable: Variable, node: Node): boolean {
    const declared = variable.defs[0]?.node as Node | undefined;
    return declared !== undefined && this.#evaluator.module.functionOf(declared) === this.#evaluator.module.functionOf(node) && this.#evaluator.module.functionOf(node) !== null;
  }

  /** The headers that an object expression, or a name that holds one, stands for; `null` when none of them matters. */
  #entriesOfObject(node: Node, whole: Node): HeaderEvent['write'] | null {
    const plain = this.#headersObject(node, EMPTY_ENVIRONMENT);
    const relevant = plain === null ? [] : entriesOf(plain, whole, this.#names);
    if (relevant.length === 0) return null;
    for (const entry of relevant) this.#used.add(entry.whole);
    return (environment) => {
      const object = this.#headersObject(node, environment);
      return object === null ? [] : entriesOf(object, whole, this.#names);
    };
  }

  #headersObject(node: Node, environment: Environment): ObjectValue | null {
    const value = this.#evaluator.evaluate(node, environment);
    const leaves = [...leavesOf(value)];
    if (leaves.every((leaf) => leaf.kind === 'object' || leaf.kind === 'constant') || leaves.some((leaf) => leaf.kind === 'object')) {
      return this.#evaluator.objectOf(value, node);
    }
    const [first] = value.kind === 'instance' ? value.args : [];
    if (value.kind === 'instance' && first !== undefined && value.callee.kind === 'unknown' && value.callee.reason === 'the global Headers') {
      return this.#evaluator.objectOf(first, node);
    }
    return null;
  }

  /** `headers['Access-Control-Allow-Origin'] = value`, `context.res = { headers: … }` is a result object instead. */
  #assignment(node: TSESTree.AssignmentExpression): HeaderEvent | null {
    if (node.operator !== '=' || node.left.type !== 'MemberExpression') return null;
    const { left } = node;
    const name = left.computed ? this.#headerName(left.property, EMPTY_ENVIRONMENT) : left.property.type === 'Identifier' && left.property.name === 'Vary' ? 'vary' : null;
    if (name === null || isOfRequest(left.object, this.#evaluator)) return null;
    return {
      node,
      writer: headerObject,
      ...targetOf(left.object, this.#evaluator),
      from: null,
      write: (environment) => [{ name, value: this.#evaluator.evaluate(node.right, environment), valueNode: node.right, whole: node, how: 'set' }],
    };
  }

  /** `{ key: 'Access-Control-Allow-Origin', value: '*' }`, in the header lists of `next.config`. */
  #keyValuePair(object: TSESTree.ObjectExpression): HeaderEvent | null {
    const parent = this.#evaluator.module.parentOf(object);
    if (parent?.type !== 'ArrayExpression') return null;
    const key = propertyValue(object, 'key');
    const value = propertyValue(object, 'value');
    const name = key === null ? null : this.#headerName(key, EMPTY_ENVIRONMENT);
    if (name === null || value === null) return null;
    return {
      node: object,
      writer: headerObject,
      target: parent,
      targetText: '',
      from: null,
      write: (environment) => [{ name, value: this.#evaluator.evaluate(value, environment), valueNode: value, whole: object, how: 'set' }],
    };
  }

  /** An object literal with CORS headers that nothing in the file is seen to send: a shared constant, a helper's result. */
  #literal(object: TSESTree.ObjectExpression): HeaderEvent | null {
    const own = object.properties.filter((property): property is TSESTree.Property => property.type === 'Property' && headerKeyOf(property, this.#names, this.#evaluator) !== null);
    if (own.length > 0 && own.every((property) => this.#used.has(property))) return null;
    const flow = flowOf(object, this.#evaluator);
    const { variable } = flow;
    const { module } = this.#evaluator;
    if (flow.isRequest || (own.length === 0 && (variable === null || propertyValue(object, 'Vary', 'vary') === null))) return null;
    if (variable !== null && isAlwaysOverridden(variable, this.#evaluator)) return null;
    return {
      node: object,
      writer: headerObject,
      target: variable ?? object,
      targetText: variable?.name ?? '',
      from: null,
      write: (environment) => {
        const value = this.#evaluator.evaluate(object, environment);
        return value.kind === 'object' ? unquotedIn(object, entriesOf(value, object, this.#names, true), module) : [];
      },
    };
  }

  /** `[['Access-Control-Allow-Origin', '*'], …]` and `['Access-Control-Allow-Origin', '*', …]`. */
  #pairList(list: TSESTree.ArrayExpression): HeaderEvent | null {
    const pairs: { name: string; value: Node; whole: Node }[] = [];
    list.elements.forEach((element, index) => {
      if (element === null) return;
      const [key, value] = element.type === 'ArrayExpression' ? element.elements : [element, list.elements[index + 1]];
      if (key === null || key === undefined || value === null || value === undefined || key.type === 'SpreadElement' || value.type === 'SpreadElement') return;
      const name = this.#headerName(key, EMPTY_ENVIRONMENT);
      if (name !== null && stringOf(this.#evaluator.evaluate(value))?.toLowerCase().startsWith('access-control-') !== true) pairs.push({ name, value, whole: element });
    });
    if (!pairs.some((pair) => pair.name === 'access-control-allow-origin')) return null;
    return {
      node: list,
      writer: headerObject,
      target: list,
      targetText: '',
      from: null,
      write: (environment) => pairs.map((pair) => ({ name: pair.name, value: this.#evaluator.evaluate(pair.value, environment), valueNode: pair.value, whole: pair.whole, how: 'set' as const })),
    };
  }

  #headerName(node: Node, environment: Environment): string | null {
    const name = stringOf(this.#evaluator.evaluate(node, environment));
    return name !== null && this.#names.written.test(name) ? name.toLowerCase() : null;
  }

  /** The writer at hand: by what the receiver is called and by what the file imports. */
  #writerFor(receiver: Node, candidates: readonly HeaderWriter[]): HeaderWriter | null {
    const name = lastName(receiver);
    const fitting = candidates.filter((writer) => name !== null && writer.receivers.test(name));
    const imported = fitting.filter((writer) => writer.modules === null || this.#imports.some((module) => writer.modules?.test(module) === true));
    return imported[0] ?? fitting[0] ?? null;
  }
}
