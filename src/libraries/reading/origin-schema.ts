import { and, not, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Value } from '../../values/value.ts';
import { atom } from './origin-atom.ts';
import { conditionOfValue } from './origin-condition.ts';
import { containment } from './origin-membership.ts';
import { subjectOf } from './origin-subject.ts';

/** `schema.safeParse(origin).success`, of a schema that Zod makes; `null` for other values. */
export function schemaCondition(value: Extract<Value, { kind: 'member' }>, evaluator: Evaluator): OriginPredicate | null {
  const { object: call, name } = value;
  if (name !== 'success' || call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.name !== 'safeParse') return null;
  const [parsed] = call.args;
  return parsed === undefined || subjectOf(parsed) === null ? null : accepted(call.callee.object, parsed, evaluator);
}

/** When a schema accepts a text; `null` where that is not known. */
function accepted(schema: Value, parsed: Value, evaluator: Evaluator): OriginPredicate | null {
  if (schema.kind !== 'call') return null;
  const { callee, args, node } = schema;
  if (callee.kind === 'imported') return /^zod(?:\/|$)/.test(callee.module) ? ofConstructor(callee.path.at(-1), args, parsed, node, evaluator) : null;
  if (callee.kind !== 'member') return null;
  const inner = accepted(callee.object, parsed, evaluator);
  const [first] = args;
  if (inner === null) return null;
  switch (callee.name) {
    case 'startsWith':
    case 'endsWith':
    case 'includes':
    case 'regex': {
      const test = first === undefined ? null : containment({ kind: 'call', callee: { kind: 'member', object: parsed, name: callee.name === 'regex' ? 'match' : callee.name, node }, args: [first], node }, evaluator, { node });
      return test === null ? null : and(inner, test);
    }
    case 'refine':
      return first?.kind === 'function' ? and(inner, conditionOfValue(evaluator.callFunction(first.node, [parsed], first.environment, node), evaluator)) : null;
    case 'or': {
      const other = first === undefined ? null : accepted(first, parsed, evaluator);
      return other === null ? null : or(inner, other);
    }
    case 'url':
      return and(inner, not(equals('null')));
    case 'trim':
    case 'toLowerCase':
    case 'nonempty':
    case 'optional':
    case 'nullable':
    case 'describe':
    case 'brand':
      return inner;
    default:
      return null;
  }

  function equals(text: string): OriginPredicate {
    return atom({ node }, evaluator, { op: 'listed', values: [text], complete: true });
  }
}

function ofConstructor(name: string | undefined, args: readonly Value[], parsed: Value, node: Value['node'], evaluator: Evaluator): OriginPredicate | null {
  const [first] = args;
  const isOneOf = (list: Value): OriginPredicate | null => containment({ kind: 'call', callee: { kind: 'member', object: list, name: 'includes', node }, args: [parsed], node }, evaluator, { node });
  switch (name) {
    case 'string':
      return atom({ node }, evaluator, { op: 'present' });
    case 'literal':
      return first === undefined ? null : isOneOf(first.kind === 'array' ? first : { kind: 'array', elements: [first], complete: true, rest: null, node });
    case 'enum':
    case 'nativeEnum':
      if (first?.kind !== 'object') return first === undefined ? null : isOneOf(first);
      return isOneOf({ kind: 'array', elements: [...first.properties.values()].map((property) => property.value), complete: first.complete, rest: null, node });
    case 'union': {
      const members = first?.kind === 'array' && first.complete ? first.elements.map((member) => accepted(member, parsed, evaluator)) : [null];
      return members.includes(null) ? null : or(...members.filter((member) => member !== null));
    }
    default:
      return null;
  }
}
