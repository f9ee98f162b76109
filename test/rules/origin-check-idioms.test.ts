import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { createRequire } from 'node:module';
import net from 'node:net';
import legacyUrl from 'node:url';
import picomatch from 'picomatch';
import * as tldts from 'tldts';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { findingsIn } from '../../src/define-rule.ts';
import type { Finding } from '../../src/finding.ts';
import { decisionFor } from '../../src/policy/allow-origin.ts';
import { FOR_SOME_REQUEST } from '../../src/policy/origin-predicate.ts';
import { policiesOf } from '../read.ts';
import { CONFIGURED, IDIOMS, type Idiom } from './origin-check-idioms.ts';

const lodash: unknown = createRequire(import.meta.url)('lodash');

const IMPORTS: Readonly<Record<string, string>> = {
  _: "import _ from 'lodash';",
  net: "import net from 'node:net';",
  validator: "import validator from 'validator';",
  R: "import * as R from 'ramda';",
  url: "import url from 'node:url';",
  tldts: "import * as tldts from 'tldts';",
  minimatch: "import minimatch from 'minimatch';",
  micromatch: "import micromatch from 'micromatch';",
  picomatch: "import picomatch from 'picomatch';",
  allowed: "const allowed = ['https://app.example.com', 'https://admin.example.com'];",
};

/** What a check needs around it. */
const head = (check: string): string =>
  Object.entries(IMPORTS).flatMap(([name, text]) => (new RegExp(`(?<![\\w.])${name}\\b`).test(check) ? [`${text}\n`] : [])).join('');

const FRAMES: Readonly<Record<string, (check: string) => string>> = {
  'a callback of cors': (check) => `${head(check)}import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors({ credentials: true, origin: (origin, callback) => {\n  if (${check}) callback(null, true);\n  else callback(new Error('Not allowed'));\n} }));`,
  'headers by hand': (check) => `${head(check)}import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (origin && (${check})) {\n    res.setHeader('Access-Control-Allow-Origin', origin);\n    res.setHeader('Access-Control-Allow-Credentials', 'true');\n  }\n  res.end();\n});`,
  'a function of Hono': (check) => `${head(check)}import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\napp.use(cors({ credentials: true, origin: (origin) => (${check} ? origin : null) }));`,
  'a helper for Fastify': (check) => `${head(check)}import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst isAllowed = (origin) => {\n  if (!(${check})) return false;\n  return true;\n};\nconst app = Fastify();\nawait app.register(cors, { credentials: true, origin: (origin, callback) => callback(null, isAllowed(origin)) });`,
  'middleware of Koa': (check) => `${head(check)}import Koa from 'koa';\nconst app = new Koa();\napp.use(async (ctx, next) => {\n  const origin = ctx.get('Origin');\n  ctx.vary('Origin');\n  if (origin && (${check})) {\n    ctx.set('Access-Control-Allow-Origin', origin);\n    ctx.set('Access-Control-Allow-Credentials', 'true');\n  }\n  await next();\n});`,
  'a fetch handler': (check) => `${head(check)}export default {\n  async fetch(request) {\n    const origin = request.headers.get('Origin') ?? '';\n    const headers = new Headers({ Vary: 'Origin' });\n    if (origin !== '' && (${check})) {\n      headers.set('Access-Control-Allow-Origin', origin);\n      headers.set('Access-Control-Allow-Credentials', 'true');\n    }\n    return new Response('ok', { headers });\n  },\n};`,
};

const RULES = ['no-bypassable-origin-check', 'no-insecure-origin', 'no-localhost-origin', 'no-null-origin', 'no-reflected-origin', 'no-shared-hosting-origin', 'no-wildcard-subdomain'] as const;
const linter = new Linter({ configType: 'flat', cwd: '/project' });

function findings(code: string): readonly Finding[] {
  const messages = linter.verify(code, [{ files: ['**/*.ts'], plugins: { cors: { rules } }, languageOptions: { parser: typescriptParser }, rules: Object.fromEntries(RULES.map((name) => [`cors/${name}`, 'error'])) }], { filename: 'server.ts' });
  expect(messages.filter(({ ruleId }) => ruleId === null), code).toEqual([]);
  return findingsIn(linter.getSourceCode().ast);
}

const originOf = ({ witness }: Finding): string => witness?.request.headers['Origin'] ?? '';
/** One that anyone gets is worse than what else is wrong with a check: the rules for the strict say more of some. */
const namesOf = (found: readonly Finding[], strict: boolean): readonly string[] =>
  found.filter(({ rule }) => strict || !/^no-(?:localhost-origin|wildcard-subdomain)$/.test(rule)).map((finding) => `${finding.messageId} ${originOf(finding)}`);

/** The check as it runs. */
function execute(check: string, origin: string, environment: Readonly<Record<string, string>>): boolean {
  const names = ['origin', 'allowed', '_', 'net', 'url', 'tldts', 'picomatch', 'process'];
  // The texts are those of the table, and nothing else.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- Running them is what this is for.
  const run = new Function(...names, `return (${check});`) as (...args: readonly unknown[]) => unknown;
  return Boolean(run(origin, ['https://app.example.com', 'https://admin.example.com'], lodash, net, legacyUrl, tldts, picomatch, { env: environment }));
}

/** Libraries that the project does not install. */
const NOT_HERE = /\b(?:minimatch|micromatch|validator|R\.\w+|URLPattern)\b|URL\.parse|RegExp\.escape/;

function expectWitness({ check }: Idiom, origin: string, environment: Readonly<Record<string, string>>): void {
  if (!NOT_HERE.test(check)) expect(execute(check, origin, environment), `${origin} is not accepted by ${check}`).toBe(true);
}

/** Where suggestions are applied: what they do depends on the check more than on what stands around it. */
const REPAIRED = new Set(['a callback of cors', 'a fetch handler']);

/** Each suggestion refuses the witness, and answers whoever the check was meant for. */
function expectRepairs(code: string, found: readonly Finding[], meant: readonly string[]): void {
  for (const finding of found) {
    for (const { description, edits } of finding.suggestions) {
      const text = [...edits].sort((a, b) => b.start - a.start).reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), code);
      const answers = (origin: string): readonly (string | undefined)[] => policiesOf(text).map(({ allowOrigin }) => decisionFor(allowOrigin, origin, FOR_SOME_REQUEST)?.kind);
      expect(findings(text).some(({ rule, messageId }) => rule === finding.rule && messageId === finding.messageId), text).toBe(false);
      expect(answers(originOf(finding)), `${description}\n${text}`).not.toContain('echo');
      // What a variable holds is for the deployment to say.
      if (/environment variable|process\.env|Split /.test(`${description} ${text}`)) continue;
      for (const origin of meant) expect(answers(origin).some((kind) => kind === 'echo' || kind === 'fixed'), `${origin}: ${description}\n${text}`).toBe(true);
    }
  }
}

for (const [title, idioms] of Object.entries(IDIOMS)) {
  describe(title, () => {
    it.each(idioms.flatMap((idiom) => Object.entries(FRAMES).map(([frame, write]) => [idiom.check, frame, idiom, write(idiom.check)] as const)))('%s in %s', (_check, frame, idiom, code) => {
      const found = findings(code);
      const strict = idiom.reports.some((report) => /^(?:localOrigin|anySubdomain) /.test(report));
      expect(namesOf(found, strict), code).toEqual(idiom.reports);
      if (strict || idiom.reports.length === 0) for (const origin of idiom.meant) expect(policiesOf(code).map(({ allowOrigin }) => decisionFor(allowOrigin, origin, FOR_SOME_REQUEST)?.kind), origin).toContain('echo');
      for (const finding of found) expectWitness(idiom, originOf(finding), {});
      if (REPAIRED.has(frame)) expectRepairs(code, found.filter(({ rule }) => strict || rule !== 'no-wildcard-subdomain' && rule !== 'no-localhost-origin'), idiom.meant);
    });
  });
}

/** Groups about one form each, which need no more than show it. */
const FORMS: ReadonlySet<string> = new Set(['where the text may stand', 'a table', 'functions that take the text last', 'a loop', 'a text that is escaped', 'deployments of one site', 'addresses of a network']);

it.each(Object.entries(IDIOMS).filter(([title]) => !FORMS.has(title)))('%s: at least three checks are at fault, and three are sound', (_title, idioms) => {
  const faults = idioms.filter(({ reports }) => reports.length > 0).length;
  expect(faults).toBeGreaterThanOrEqual(3);
  expect(idioms.length - faults).toBeGreaterThanOrEqual(3);
});

describe('what the configuration holds', () => {
  const environment = { ORIGINS: 'https://app.example.com' };
  it.each(CONFIGURED.flatMap((idiom) => Object.entries(FRAMES).map(([frame, write]) => [idiom.check, frame, idiom, write(idiom.check)] as const)))('%s in %s', (_check, frame, idiom, code) => {
    const found = findings(code);
    expect(namesOf(found, false), code).toEqual(idiom.reports);
    for (const finding of found) {
      expectWitness(idiom, originOf(finding), finding.messageId === 'failOpenOption' ? {} : environment);
      if (finding.messageId === 'foreignOrigin') expect(finding.message).toContain("Where ORIGINS is 'https://app.example.com', ");
    }
    if (REPAIRED.has(frame)) expectRepairs(code, found, idiom.meant);
  });
});
