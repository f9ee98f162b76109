/** The texts that stand where a module is named: after `from` and `import`, and in calls of `require` and `import`. */
const SPECIFIERS = /(?:\bfrom|\bimport)\s*["']([^"'\n]+)["']|\b(?:require|import)\s*\(\s*["']([^"'\n]+)["']/g;

/** The modules that a text names, without parsing it. A comment that looks like an import counts too. */
export function specifiersIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(SPECIFIERS)) {
    const specifier = match[1] ?? match[2];
    if (specifier !== undefined) found.add(specifier);
  }
  return [...found];
}
