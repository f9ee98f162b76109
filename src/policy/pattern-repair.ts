import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** A pattern that may have been meant, and what was done to get it. */
export interface RepairedPattern {
  readonly source: string;
  readonly how: string;
}

/** Patterns that are close to `source` and stricter, the closest first. Whether one is right is for the caller to judge. */
export function repairedPatterns(source: string): readonly RepairedPattern[] {
  let pattern: AST.Pattern;
  try {
    pattern = new RegExpParser().parsePattern(source);
  } catch {
    return [];
  }
  const escaped = escapeDots(pattern, source);
  const bare = (text: string): string => text.replace(/^\^/, '').replace(/\$$/, '');
  const inner = pattern.alternatives.length > 1 ? `(?:${escaped.split('|').map(bare).join('|')})` : bare(escaped);
  const host = inner.replace(/^(?:\.\*|\.\+|\[\\w\.-\][*+])?\\?\.?(?=[a-z0-9(])/, '');
  const steps: readonly RepairedPattern[] = [
    { source: escaped, how: 'Escape the dots of the pattern' },
    { source: source.replace(/https\?/g, 'https'), how: 'Require https in the pattern' },
    { source: `^${inner}$`, how: pattern.alternatives.length > 1 ? 'Group and anchor the alternatives of the pattern' : 'Anchor the pattern, and escape its dots' },
    { source: `^${inner}(?::\\d+)?$`, how: 'Anchor the pattern, and accept any port' },
    { source: `^${inner.replace(/https\?/g, 'https')}$`, how: 'Anchor the pattern, and require https' },
    { source: `^${inner.replace(/(:\\\/\\\/)(?:\.\*|\.\+)(?=[a-z0-9])/, '$1(?:[a-z0-9-]+\\.)*')}$`, how: 'Anchor the pattern, and accept only whole labels before the domain' },
    { source: `^https:\\/\\/${inner.replace(/^(?:\.\*|\.\+)(?=[a-z0-9])/, '(?:[a-z0-9-]+\\.)*')}$`, how: 'Anchor the pattern, and require https' },
    { source: `^https:\\/\\/(?:[a-z0-9-]+\\.)*${host}$`, how: 'Anchor the pattern, and accept only whole labels before the domain, with https' },
  ];
  return steps.filter((step, index) => step.source !== source && isPattern(step.source) && steps.findIndex((each) => each.source === step.source) === index);
}

/** The source with dots escaped that stand for one character: in a host they were meant as dots. */
function escapeDots(pattern: AST.Pattern, source: string): string {
  const dots: number[] = [];
  const visit = (alternatives: readonly AST.Alternative[]): void => {
    for (const element of alternatives.flatMap((alternative) => alternative.elements)) {
      if (element.type === 'CharacterSet' && element.kind === 'any') dots.push(element.start);
      else if (element.type === 'Group' || element.type === 'CapturingGroup') visit(element.alternatives);
      else if (element.type === 'Quantifier' && (element.element.type === 'Group' || element.element.type === 'CapturingGroup')) visit(element.element.alternatives);
    }
  };
  visit(pattern.alternatives);
  return dots.sort((a, b) => b - a).reduce((text, at) => `${text.slice(0, at)}\\${text.slice(at)}`, source);
}

function isPattern(source: string): boolean {
  try {
    new RegExpParser().parsePattern(source);
    return true;
  } catch {
    return false;
  }
}
