import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.ts';
import { eslintParser } from '../src/parse.ts';
import { analysisOf } from './read.ts';
import { lint } from './rules/rule-table.ts';
import { inAnotherText, leastProcessorTime } from './processor-time.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const FAULT = 'app.use(cors({ origin: true, credentials: true }));\n';

/** Lints with every rule and this package's own parser. */
function lintAll(code: string, settings: object = {}): readonly Linter.LintMessage[] {
  return new Linter({ configType: 'flat' }).verify(code, {
    plugins: { cors: { rules: rules } },
    rules: Object.fromEntries(Object.keys(rules).map((name) => [`cors/${name}`, 'error'])),
    settings: { cors: settings },
    languageOptions: { parser: eslintParser },
  });
}

describe('a file that does not parse', () => {
  it.each(['cors({ origin: ', 'cors(]', "import cors from 'cors'; cors({ origin: * })"])('%s is said to be one, with its place', (code) => {
    const [message, ...others] = lintAll(code);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ fatal: true, ruleId: null, line: 1 });
    expect(message?.message).toMatch(/^Parsing error: .+/);
  });
});

describe('names that lead nowhere are unknown, and nothing is reported', () => {
  it.each([
    ['a name defined by itself', `${CORS}const options = options;\napp.use(cors(options));`],
    ['two names defined by each other', `${CORS}const a = b, b = a;\napp.use(cors({ origin: a, credentials: true }));`],
    ['an object that holds itself', `${CORS}const o = { ...o, credentials: true };\napp.use(cors(o));`],
    ['an import of a file that is not there', `import { options } from './missing.js';\n${CORS}app.use(cors(options));`],
    ['an import of itself', `import { options } from './server.js';\n${CORS}export { options };\napp.use(cors(options));`],
    ['helpers that call each other', `${CORS}const isAllowed = (origin) => check(origin);\nconst check = (origin) => isAllowed(origin);\napp.use(cors({ credentials: true, origin: (origin, callback) => callback(null, isAllowed(origin)) }));`],
    ['a helper that calls itself', `${CORS}const isAllowed = (origin) => isAllowed(origin);\napp.use(cors({ credentials: true, origin: (origin, callback) => callback(null, isAllowed(origin)) }));`],
    ['writers that call each other', "function a(res) { b(res); }\nfunction b(res) { a(res); res.setHeader('Access-Control-Allow-Origin', origin); }\nmodule.exports = (req, res) => a(res);"],
    ['a name that is not there', `${CORS}app.use(cors({ origin: nowhere, credentials: true }));`],
    ['a middleware that registers itself', `${CORS}const use = () => app.use(use);\napp.use(use);`],
  ])('%s', (_title, code) => {
    expect(lintAll(code).filter(({ ruleId }) => ruleId === 'cors/no-reflected-origin' || ruleId === null)).toEqual([]);
  });
});

describe('large files', () => {
  it('of 10,000 lines are read to their end', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `export const value${String(index)} = [${String(index)}, 'x', { a: ${String(index)} }];`).join('\n');
    let messages: readonly Linter.LintMessage[] = [];
    expect(leastProcessorTime(() => { messages = lintAll(`${CORS}${lines}\n${FAULT}`); }, 1)).toBeLessThan(10_000);
    expect(messages.map(({ ruleId, line }) => [ruleId, line])).toEqual([['cors/no-broad-allow-headers', 10_004], ['cors/no-reflected-origin', 10_004]]);
  });

  it('of 10,000 statements in one handler are read to their end', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `  log(${String(index)});`).join('\n');
    const messages = lintAll(`module.exports = (req, res) => {\n${lines}\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  res.setHeader('Access-Control-Allow-Credentials', 'true');\n};`);
    expect(messages.map(({ ruleId }) => ruleId)).toContain('cors/no-reflected-origin');
  });

  it('with 2,000 branches come to an end', () => {
    const branches = Array.from({ length: 2_000 }, (_, index) => `  if (a${String(index)}) res.setHeader('Access-Control-Allow-Origin', '*');`).join('\n');
    expect(leastProcessorTime(() => { lintAll(`module.exports = (req, res) => {\n${branches}\n};`); }, 1)).toBeLessThan(10_000);
  });

  it('of names that are made of each other, as bundlers write them, come to an end', () => {
    const chain = (next: (name: string) => string): string => Array.from({ length: 60 }, (_, index) => `const v${String(index + 1)} = ${next(`v${String(index)}`)};`).join('\n');
    const chains = {
      choices: chain((name) => `x ? ${name} : ${name}.inner`),
      defaults: chain((name) => `(${name} && ${name}.a) || ${name}`),
      lists: chain((name) => `[...${name}, ...${name}]`),
      nested: chain((name) => `[${name}, ${name}]`),
      texts: chain((name) => `${name} + '' + ${name}`),
      calls: chain((name) => `make(${name}, ${name})`),
    };
    for (const [title, code] of Object.entries(chains)) {
      let messages: readonly Linter.LintMessage[] = [];
      const first = title === 'lists' ? "['https://app.example.com']" : title === 'texts' ? "'https://app.example.com'" : 'start';
      expect(leastProcessorTime(() => { messages = lintAll(`${CORS}const v0 = ${first};\n${code}\napp.use(cors({ origin: v60.origin }));\napp.use(cors({ origin: v60 }));\n${FAULT}`); }, 1), title).toBeLessThan(3_000);
      expect(messages.map(({ ruleId }) => ruleId), title).toContain('cors/no-reflected-origin');
    }
  });

  it('with 2,000 policies are read', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `app.get('/${String(index)}', cors({ origin: true, credentials: true }), h);`).join('\n');
    let messages: readonly Linter.LintMessage[] = [];
    expect(leastProcessorTime(() => { messages = lintAll(`${CORS}${many}`); }, 1)).toBeLessThan(20_000);
    expect(messages).toHaveLength(2_000);
  });
});

describe('code that nests 1,500 deep is left alone or read, and never crashes', () => {
  const nest = (open: string, inner: string, close: string, depth = 1_500): string => open.repeat(depth) + inner + close.repeat(depth);
  it.each([
    ['parentheses', `${CORS}const deep = ${nest('(', '1', ')')};\n${FAULT}`],
    ['lists', `${CORS}const deep = ${nest('[', '1', ']')};\n${FAULT}`],
    ['objects', `${CORS}const deep = ${nest('{a:', '1', '}')};\n${FAULT}`],
    ['blocks', `${CORS}${nest('{', '', '}')}\n${FAULT}`],
    ['functions', `${CORS}const deep = ${nest('() => (', '1', ')', 1_000)};\n${FAULT}`],
    ['additions', `${CORS}const deep = ${Array.from({ length: 3_000 }, () => "'a'").join(' + ')};\n${FAULT}`],
    ['else-ifs', `${CORS}${Array.from({ length: 1_000 }, (_, index) => `if (a${String(index)}) {} else `).join('')}{}\n${FAULT}`],
    ['origins', `${CORS}app.use(cors({ origin: ${nest('[', "'https://app.example.com'", ']')}, credentials: true }));`],
  ])('%s', (_title, code) => {
    for (const message of lintAll(code)) expect(message.message).not.toMatch(/call stack|RangeError|undefined/);
  });
});

it('a check that asks itself of each entry of a list is read to its end', () => {
  const check = `const isAllowed = (origin, allowed) => Array.isArray(allowed) ? allowed.some((each) => isAllowed(origin, each)) : origin === allowed;
module.exports = (options) => (req, res) => { if (isAllowed(req.headers.origin, options.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin); };`;
  expect(lintAll(`${check}\n${CORS}${FAULT}`).map(({ message }) => message).join()).not.toMatch(/nested too deeply/);
  expect(lintAll(`${check}\n${CORS}${FAULT}`).length).toBeGreaterThan(0);
});

describe('patterns', () => {
  const guarded = (pattern: string): string => `${CORS}app.use(cors({ credentials: true, origin: ${pattern} }));\napp.use((req, res, next) => { if (${pattern}.test(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin); next(); });`;

  it.each([
    ['10 kB', `/^https:\\/\\/(?:${Array.from({ length: 1_000 }, (_, index) => `host${String(index)}x`).join('|')})\\.example$/`],
    ['nested repetition', '/^(a+)+$/'],
    ['nested repetition with a space', '/^(\\w+\\s?)*$/'],
    ['nested repetition in groups', '/^((\\w)+)+$/'],
    ['alternatives that overlap', '/^(\\w|\\w|:|\\/|\\.)*$/'],
    ['alternatives that overlap, after the scheme', '/^https:\\/\\/(?:\\w|\\w|\\.)*!$/'],
    ['repeated dots', '/^.*.*.*.*.*.*.*x$/'],
  ])('of %s are answered within 300 ms', (_title, pattern) => {
    lintAll(guarded('/^x$/'));
    const time = leastProcessorTime((round) => { lintAll(guarded(`/${inAnotherText(pattern.slice(1, -1), round)}/`)); });
    expect(time).toBeLessThan(300);
  });

  it('that are no patterns are unknown', () => {
    expect(() => analysisOf(`${CORS}app.use(cors({ origin: new RegExp('('), credentials: true }));`)).not.toThrow();
  });
});

describe('odd text', () => {
  it.each([
    ['an empty file', ''],
    ['only a comment', '// cors'],
    ['a hashbang', `#!/usr/bin/env node\n${CORS}${FAULT}`],
    ['a byte-order mark', `\uFEFF${CORS}${FAULT}`],
    ['Windows line ends', `${CORS}${FAULT}`.replaceAll('\n', '\r\n')],
    ['line separators', `${CORS}// \u2028\n${FAULT}`],
    ['letters outside the basic plane', `${CORS}const s = '😀𝕏';\n${FAULT}`],
    ['names of Object.prototype', `${CORS}const o = { constructor: 1, toString: 2, hasOwnProperty: 3, __proto__: null };\napp.use(cors({ ...o, origin: true, credentials: true }));`],
    ['holes', `${CORS}const list = [, 'a', ,];\napp.use(cors({ origin: list }));`],
    ['spread arguments', `${CORS}app.use(cors(...args));`],
    ['calls without arguments', "res.setHeader(); res.set(); res.writeHead(); headers.append(); new Response(); new Headers(); // cors"],
    ['a header without a value', "module.exports = (req, res) => { res.setHeader('Access-Control-Allow-Origin'); };"],
  ])('%s does not crash', (title, code) => {
    const messages = lintAll(code);
    expect(messages.filter(({ fatal }) => fatal === true)).toEqual([]);
    if (code.includes(FAULT.trim())) expect(messages.map(({ ruleId }) => ruleId), title).toContain('cors/no-reflected-origin');
  });
});

describe('a wrong setting or option is an error that names it', () => {
  it('for a setting', () => {
    expect(() => lintAll(`${CORS}${FAULT}`, { trustedOrigin: [] })).toThrow('settings.cors has no setting "trustedOrigin"');
  });

  it('for an option of a rule', () => {
    expect(() => lint('require-vary-origin', CORS, { options: { scope: 'all' } })).toThrow(/require-vary-origin/);
    expect(() => lint('no-wildcard-origin', CORS, { options: { scpoe: 'all' } })).toThrow(/scpoe/);
  });
});
