import type { TSESTree } from '@typescript-eslint/utils';
import { handedTo } from './callbacks.ts';
import { elementOf } from './combine.ts';
import { canLeave, entriesOf, someEntryOf, withoutCounted } from './loops.ts';
import type { Evaluator } from './evaluate.ts';
import type { PathEnd, PathEvent, PathQuestion, PathTree } from './path-tree.ts';
import { namesOf } from './patterns.ts';
import { holds, isFunction, type FunctionNode, type Node, type SourceModule } from './source-module.ts';
import { Deferred, fixedValue, type Environment, type Test, type Value } from './value.ts';

/** Ways through one function before the answer is `unknown`; real handlers have fewer than fifty. */
const MAX_ENDS = 400;

/** Calls of helpers followed on one way. */
const MAX_INLINED = 4;

/** All ways through the body of a function, its parameters bound by `environment`. */
export function pathsOf(evaluator: Evaluator, root: FunctionNode | TSESTree.Program, environment: Environment, question: PathQuestion): PathTree {
  const walk = new PathWalk(evaluator, root, question);
  const state: State = { environment, events: [], decided: new Map(), calls: 0, via: null };
  const fall = (after: State): PathTree => walk.end(after, 'fall', null);
  const flow: Flow = { onReturn: (after, value) => walk.end(after, 'return', value), onBreak: fall, onContinue: fall };
  if (root.type === 'Program') return walk.statements(root.body, 0, state, flow, fall);
  if (root.body.type === 'BlockStatement') return walk.statements(root.body.body, 0, state, flow, fall);
  const body = root.body;
  return walk.expression(body, state, flow, (after) => walk.end(after, 'return', evaluator.evaluate(body, after.environment)));
}

interface State {
  readonly environment: Environment;
  readonly events: readonly PathEvent[];
  /** Tests already answered on this way, by their text: asking again gives the same answer. */
  readonly decided: ReadonlyMap<string, boolean>;
  readonly calls: number;
  /** The outermost call that is being followed. */
  readonly via: Node | null;
}

interface Flow {
  readonly onReturn: (state: State, value: Value | null) => PathTree;
  readonly onBreak: Continue;
  readonly onContinue: Continue;
}

type Continue = (state: State) => PathTree;

class PathWalk {
  readonly #evaluator: Evaluator;
  readonly #module: SourceModule;
  readonly #question: PathQuestion;
  readonly #relevant = new Map<Node, ReadonlySet<Node>>();
  #ends = 0;

  constructor(evaluator: Evaluator, root: Node, question: PathQuestion) {
    this.#evaluator = evaluator;
    this.#module = evaluator.module;
    this.#question = question;
    this.#markRelevant(root);
  }

  end(state: State, by: PathEnd['by'], value: Value | null): PathTree {
    this.#ends++;
    return { kind: 'end', events: state.events, by, value };
  }

  statements(list: readonly Node[], from: number, state: State, flow: Flow, then: Continue): PathTree {
    // A loop, not a recursion, over what has no effect on the answer: files can have thousands of statements.
    let index = from;
    for (let passed = list[index]; passed !== undefined && !this.#isRelevant(passed); passed = list[++index]) {
      if (passed.type === 'VariableDeclaration') state = this.#declare(passed, state);
    }
    const statement = list[index];
    if (statement === undefined) return then(state);
    if (this.#ends > MAX_ENDS) return { kind: 'unknown', reason: 'too many ways through the code' };
    return this.#statement(statement, state, flow, (after) => this.statements(list, index + 1, after, flow, then));
  }

  #statement(node: Node, state: State, flow: Flow, then: Continue): PathTree {
    switch (node.type) {
      case 'ExpressionStatement':
        return this.expression(node.expression, state, flow, then);
      case 'VariableDeclaration':
        return this.#declarations(node.declarations, 0, state, flow, then);
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        if (node.declaration === null) return then(state);
        return isStatement(node.declaration) ? this.#statement(node.declaration, state, flow, then) : this.expression(node.declaration, state, flow, then);
      case 'BlockStatement':
      case 'StaticBlock':
        return this.statements(node.body, 0, state, flow, then);
      case 'IfStatement': {
        const test: Test = { expression: node.test, environment: state.environment, by: 'truthiness' };
        return this.expression(node.test, state, flow, (tested) =>
          this.#branch({ ...test, environment: tested.environment }, tested, (taken) => this.#statement(node.consequent, taken, flow, then), (skipped) =>
            node.alternate === null ? then(skipped) : this.#statement(node.alternate, skipped, flow, then)),
        );
      }
      case 'ReturnStatement': {
        const { argument } = node;
        if (argument === null) return flow.onReturn(state, null);
        return this.expression(argument, state, flow, (after) => flow.onReturn(after, this.#evaluator.evaluate(argument, after.environment)));
      }
      case 'ThrowStatement':
        return this.expression(node.argument, state, flow, (after) => this.end(after, 'throw', this.#evaluator.evaluate(node.argument, after.environment)));
      case 'SwitchStatement':
        return this.expression(node.discriminant, state, flow, (after) => this.#cases(node, 0, after, flow, then));
      case 'TryStatement':
        return this.#try(node, state, flow, then);
      case 'ForOfStatement':
        return this.expression(node.right, state, flow, (after) => this.#forOf(node, after, flow, then));
      case 'ForStatement':
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#loop({ ...state, environment: withoutCounted(node, state.environment) }, node.body, flow, then);
      case 'LabeledStatement':
        return this.#statement(node.body, state, flow, then);
      case 'BreakStatement':
        return flow.onBreak(state);
      case 'ContinueStatement':
        return flow.onContinue(state);
      case 'FunctionDeclaration':
        return this.#runsByName(node) ? then(state) : this.#callback(node, state, then);
      default:
        return then(state);
    }
  }

  /** Whether a function only runs where its name is called, so that nothing happens where it is written. */
  #runsByName(fn: FunctionNode): boolean {
    const calls = this.#evaluator.callsOf(fn);
    return calls !== null && (calls.length > 0 || fn.type === 'FunctionDeclaration');
  }

  /** A loop's body is gone through once: enough to learn what one turn can do, such as return for a match. */
  #loop(state: State, body: Node, flow: Flow, then: Continue): PathTree {
    return this.#statement(body, state, { ...flow, onBreak: then, onContinue: then }, then);
  }

  #forOf(node: TSESTree.ForOfStatement, state: State, flow: Flow, then: Continue): PathTree {
    const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
    if (target === undefined) return this.#loop(state, node.body, flow, then);
    const collection = this.#evaluator.evaluate(node.right, state.environment);
    // What was answered of one entry says nothing of the next.
    const bound = (element: Value, at: State): State => ({ ...this.#assign(target, element, at), decided: state.decided });
    const entries = canLeave(node.body, this.#module) ? entriesOf(collection) : null;
    if (entries !== null) {
      const turns = entries.reduceRight<Continue>((next, element) => (before) => this.#statement(node.body, bound(element, before), { ...flow, onBreak: then, onContinue: next }, next), then);
      return turns(state);
    }
    return this.#loop(state.environment.size === 0 ? state : bound(someEntryOf(collection, node), state), node.body, flow, then);
  }

  #cases(node: TSESTree.SwitchStatement, index: number, state: State, flow: Flow, then: Continue): PathTree {
    const inside: Flow = { ...flow, onBreak: then };
    const run = (from: number, at: State): PathTree => this.statements(node.cases.slice(from).flatMap((each) => each.consequent), 0, at, inside, then);
    const clause = node.cases[index];
    if (clause === undefined) {
      const otherwise = node.cases.findIndex((each) => each.test === null);
      return otherwise === -1 ? then(state) : run(otherwise, state);
    }
    if (clause.test === null) return this.#cases(node, index + 1, state, flow, then);
    const test: Test = { expression: clause.test, environment: state.environment, by: 'case', discriminant: node.discriminant };
    return this.#branch(test, state, (taken) => run(index, taken), (skipped) => this.#cases(node, index + 1, skipped, flow, then));
  }

  #try(node: TSESTree.TryStatement, state: State, flow: Flow, then: Continue): PathTree {
    const finish: Continue = (after) => (node.finalizer === null ? then(after) : this.#statement(node.finalizer, after, flow, then));
    const { handler } = node;
    const attempt = (from: State): PathTree => this.#statement(node.block, from, flow, finish);
    if (handler === null || !this.#isRelevant(handler)) return attempt(state);
    const test: Test = { expression: node.block, environment: state.environment, by: 'exception' };
    return this.#branch(test, state, (failed) => this.#statement(handler.body, failed, flow, finish), attempt);
  }

  #declarations(list: readonly TSESTree.VariableDeclarator[], index: number, state: State, flow: Flow, then: Continue): PathTree {
    const declarator = list[index];
    if (declarator === undefined) return then(state);
    const next = (after: State): PathTree => this.#declarations(list, index + 1, after, flow, then);
    const { init } = declarator;
    if (init === null) return next(this.#fixesNames(declarator, state) ? this.#assign(declarator.id, { kind: 'constant', value: undefined, node: declarator }, state) : state);
    return this.expression(init, state, flow, (after) => next(this.#initialise(declarator, init, after)));
  }

  #declare(node: TSESTree.VariableDeclaration, state: State): State {
    let after = state;
    for (const declarator of node.declarations) {
      if (declarator.init !== null) after = this.#initialise(declarator, declarator.init, after);
      else if (this.#fixesNames(declarator, after)) after = this.#assign(declarator.id, { kind: 'constant', value: undefined, node: declarator }, after);
    }
    return after;
  }

  /** Fixes the names of a declaration to what they are initialised with, to be read when somebody asks. */
  #initialise(declarator: TSESTree.VariableDeclarator, init: Node, state: State): State {
    if (!this.#fixesNames(declarator, state)) return state;
    const { id } = declarator;
    const read = (): Value => this.#evaluator.evaluate(init, state.environment);
    if (id.type === 'Identifier') return this.#assign(id, new Deferred(read), state);
    const bound = new Map(state.environment);
    const bind = once(() => {
      this.#evaluator.bindPattern(id, read(), bound);
    });
    const environment = new Map(state.environment);
    for (const name of namesOf(id, this.#module)) {
      environment.set(name, new Deferred(() => {
        bind();
        return fixedValue(bound, name) ?? { kind: 'unknown', reason: 'a destructured name', node: id };
      }));
    }
    return { ...state, environment };
  }

  /** A name that is never reassigned means the same everywhere, unless the names around it were fixed by a call. */
  #fixesNames(declarator: TSESTree.VariableDeclarator, state: State): boolean {
    if (state.environment.size > 0) return true;
    const id = declarator.id;
    if (id.type !== 'Identifier') return false;
    return this.#module.variableOf(id)?.references.some((reference) => reference.isWrite() && reference.init !== true) ?? false;
  }

  #assign(target: Node, value: Value | Deferred, state: State): State {
    const environment = new Map(state.environment);
    const variable = target.type === 'Identifier' ? this.#module.variableOf(target) : null;
    if (variable !== null) environment.set(variable, value);
    else if (!(value instanceof Deferred)) this.#evaluator.bindPattern(target, value, environment);
    if (target.type !== 'Identifier') return { ...state, environment };
    // An answer given before the assignment no longer holds for tests that read the name.
    const name = new RegExp(`\\b${target.name.replace(/\$/g, '\\$')}\\b`);
    const decided = new Map([...state.decided].filter(([text]) => !name.test(text)));
    return { ...state, environment, decided };
  }

  expression(node: Node, state: State, flow: Flow, then: Continue): PathTree {
    if (!this.#isRelevant(node)) return then(state);
    if (this.#ends > MAX_ENDS) return { kind: 'unknown', reason: 'too many ways through the code' };
    switch (node.type) {
      case 'LogicalExpression': {
        const test: Test = { expression: node.left, environment: state.environment, by: node.operator === '??' ? 'definedness' : 'truthiness' };
        const right: Continue = (after) => this.expression(node.right, after, flow, then);
        return this.expression(node.left, state, flow, (after) => {
          if (!this.#isRelevant(node.right)) return then(after);
          return node.operator === '&&' ? this.#branch(test, after, right, then) : this.#branch(test, after, then, right);
        });
      }
      case 'ConditionalExpression':
        return this.expression(node.test, state, flow, (after) => {
          if (!this.#isRelevant(node.consequent) && !this.#isRelevant(node.alternate)) return then(after);
          const test: Test = { expression: node.test, environment: after.environment, by: 'truthiness' };
          return this.#branch(test, after, (taken) => this.expression(node.consequent, taken, flow, then), (skipped) => this.expression(node.alternate, skipped, flow, then));
        });
      case 'AssignmentExpression':
        return this.expression(node.right, state, flow, (after) =>
          this.expression(node.left, after, flow, (ready) => {
            const seen = this.#see(node, ready);
            if (node.left.type !== 'Identifier' && node.left.type !== 'ObjectPattern') return then(seen);
            const value: Value = node.operator === '=' ? this.#evaluator.evaluate(node.right, seen.environment) : { kind: 'unknown', reason: 'a compound assignment', node };
            return then(this.#assign(node.left, value, seen));
          }),
        );
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#runsByName(node) ? then(state) : this.#passed(node, state, then);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return then(state);
      case 'CallExpression': {
        const called = this.#question.inlined?.(node) ?? null;
        return this.#children(this.#module.childrenOf(node), 0, state, flow, (after) => {
          const seen = this.#see(node, after);
          return called === null || seen.calls >= MAX_INLINED ? then(seen) : this.#inline(node, called, seen, then);
        });
      }
      default:
        return this.#children(this.#module.childrenOf(node), 0, state, flow, (after) => then(this.#see(node, after)));
    }
  }

  #children(list: readonly Node[], from: number, state: State, flow: Flow, then: Continue): PathTree {
    let index = from;
    for (let child = list[index]; child !== undefined && !this.#isRelevant(child); child = list[++index]);
    const child = list[index];
    if (child === undefined) return then(state);
    return this.expression(child, state, flow, (after) => this.#children(list, index + 1, after, flow, then));
  }

  /** A function that is handed to a call: with an entry of the list that is gone through, or with what a promise holds. */
  #passed(fn: FunctionNode, state: State, then: Continue): PathTree {
    const handed = handedTo(fn, this.#module);
    // What happens when a promise fails says nothing about the request.
    if (handed?.when === 'rejected') return then(state);
    const [first] = fn.params;
    if (handed === null || first === undefined) return this.#callback(fn, state, then);
    const given = this.#evaluator.evaluate(handed.receiver, state.environment);
    const environment = new Map(state.environment);
    this.#evaluator.bindPattern(first, handed.when === 'each' ? elementOf(given, fn) : given.kind === 'promise' ? given.of : given, environment);
    return this.#callback(fn, { ...state, environment }, then);
  }

  /** A callback with events is taken to run where it is passed: once, its `return` ending only itself. */
  #callback(fn: FunctionNode, state: State, then: Continue): PathTree {
    const inside: Flow = { onReturn: then, onBreak: then, onContinue: then };
    if (fn.body.type !== 'BlockStatement') return this.expression(fn.body, state, inside, then);
    return this.statements(fn.body.body, 0, state, inside, then);
  }

  #inline(call: TSESTree.CallExpression, fn: FunctionNode, state: State, then: Continue): PathTree {
    this.#markRelevant(fn);
    const args = call.arguments.map((argument) => this.#evaluator.evaluate(argument, state.environment));
    const environment = this.#evaluator.bind(fn, args, state.environment, call);
    const entered: State = { ...state, environment, decided: new Map(), calls: state.calls + 1, via: state.via ?? call };
    const leave = (after: State): PathTree => then({ ...after, environment: state.environment, decided: state.decided, via: state.via });
    return this.#callback(fn, entered, leave);
  }

  #see(node: Node, state: State): State {
    return this.#question.isEvent(node) ? { ...state, events: [...state.events, { node, environment: state.environment, via: state.via }] } : state;
  }

  #branch(test: Test, state: State, whenTrue: Continue, whenFalse: Continue): PathTree {
    const constant = this.#evaluator.truthOf(test);
    if (constant !== null) return constant ? whenTrue(state) : whenFalse(state);
    const { text, negated } = textOfTest(test, this.#module);
    const before = text === null ? undefined : state.decided.get(text);
    if (before !== undefined) return before !== negated ? whenTrue(state) : whenFalse(state);
    const answered = (answer: boolean): State => (text === null ? state : { ...state, decided: new Map(state.decided).set(text, answer !== negated) });
    return { kind: 'branch', test, whenTrue: whenTrue(answered(true)), whenFalse: whenFalse(answered(false)) };
  }

  #isRelevant(node: Node): boolean {
    for (const set of this.#relevant.values()) if (set.has(node)) return true;
    return false;
  }

  /** Marks what holds an event, an exit or an assignment; everything else is passed over. */
  #markRelevant(root: Node): void {
    if (this.#relevant.has(root)) return;
    const relevant = new Set<Node>();
    const mark = (node: Node): void => {
      for (let each: Node | null = node; each !== null && each !== root && !relevant.has(each); each = this.#module.parentOf(each)) relevant.add(each);
    };
    const exits: Node[] = [];
    const visit = (node: Node, within: FunctionNode | null): void => {
      const isEvent = this.#question.isEvent(node) || (node.type === 'CallExpression' && (this.#question.inlined?.(node) ?? null) !== null);
      if (isEvent || (within === null ? this.#directs(node) : this.#assignsAround(node, within))) mark(node);
      else if (EXITS.has(node.type)) exits.push(node);
      for (const child of this.#module.childrenOf(node)) visit(child, isFunction(child) && child !== root ? (within ?? child) : within);
    };
    visit(root, null);
    // What leaves a callback decides what else happens in it.
    for (const exit of exits) if (relevant.has(this.#module.functionOf(exit) ?? root)) mark(exit);
    this.#relevant.set(root, relevant);
  }

  /** `list.forEach((entry) => { if (…) found = true; })`: an assignment to a name that stands around the callback. */
  #assignsAround(node: Node, within: FunctionNode): boolean {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier' || handedTo(within, this.#module)?.when !== 'each') return false;
    const declared = this.#module.variableOf(node.left)?.identifiers[0];
    return declared !== undefined && !holds(within, declared);
  }

  #directs(node: Node): boolean {
    return EXITS.has(node.type) || node.type === 'ThrowStatement' || (node.type === 'AssignmentExpression' && node.left.type === 'Identifier');
  }
}

/** What leaves a function, or a loop, where it stands. */
const EXITS: ReadonlySet<string> = new Set(['ReturnStatement', 'BreakStatement', 'ContinueStatement']);

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}

function isStatement(node: Node): boolean {
  return node.type === 'VariableDeclaration' || node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
}

/** The text by which two tests are the same, and whether this one is its negation. */
function textOfTest(test: Test, module: SourceModule): { text: string | null; negated: boolean } {
  if (test.by === 'exception') return { text: null, negated: false };
  let expression = test.expression;
  let negated = false;
  while (expression.type === 'UnaryExpression' && expression.operator === '!' && test.by === 'truthiness') {
    negated = !negated;
    expression = expression.argument;
  }
  const unequal = expression.type === 'BinaryExpression' && /^!==?$/.test(expression.operator) && test.by === 'truthiness' ? expression : null;
  const suffix = test.by === 'case' && test.discriminant !== undefined ? ` of ${module.textOf(test.discriminant)}` : test.by === 'definedness' ? ' defined' : '';
  // `a !== b` is answered where `a === b` has been.
  const text = unequal === null ? module.textOf(expression) : `${module.textOf(unequal.left)} ${unequal.operator.replace('!', '=')} ${module.textOf(unequal.right)}`;
  return { text: text.replace(/\s+/g, ' ') + suffix, negated: negated !== (unequal !== null) };
}
