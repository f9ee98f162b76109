import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { runInThisContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { respond, type CorsHeader } from '../../src/policy/respond.ts';
import { NO_SETTINGS } from '../../src/settings.ts';
import { analysisOf } from '../read.ts';

/** The origin that the sources allow, and a second one. */
export const GOOD = 'https://app.example.com';

/** Names that every source may use. */
export const PRELUDE = `const GOOD = '${GOOD}';
const LIST = [GOOD, 'https://admin.example.com'];
`;

/** Who asks: a stranger, the sandboxed `null`, friends, strangers that look like friends, and nobody. */
const ORIGINS: readonly (string | null)[] = [
  'https://evil.example',
  'null',
  GOOD,
  'https://admin.example.com',
  'https://evilapp.example.com',
  'https://app.example.com.evil.example',
  'http://app.example.com',
  null,
];

const REQUESTED_HEADERS = 'content-type,x-requested-with';

/** A request as it is sent. */
export interface Sent {
  readonly method: 'GET' | 'OPTIONS';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The answer's headers, by lower-case name, and its `:status`; several lines are joined as a browser joins them. */
export type Answer = ReadonlyMap<string, string>;

/** A server that runs. */
export interface Running {
  readonly send: (request: Sent) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** A library or platform: how its sources look, and how what they export is started. */
export interface Platform {
  readonly name: string;
  readonly start: (exported: unknown) => Promise<Running>;
  /** The path that is asked for, when not `/`. */
  readonly path?: string;
  /** The method that preflights ask for, when not `PUT`. */
  readonly requestMethod?: string;
  /** Packages that stand in for those that the sources name: other versions of them. */
  readonly packages?: Readonly<Record<string, string>>;
  /** The version that the analysis is to find installed. */
  readonly version?: string;
  /** Whether a header may be sent twice with one value. */
  readonly repeats?: true;
  /** The path of the file that the sources pretend to be. */
  readonly file?: string;
}

/** What was compared, for the report at the end. */
export interface Counts {
  forms: number;
  requests: number;
  headers: number;
}

/** One source of a table. */
export interface Form {
  readonly title: string;
  readonly source: string;
  /** Headers for which the source does not show the answer, so that no claim is due. */
  readonly undecided?: readonly CorsHeader[];
  /** Policies that the analysis is to find, when not one. */
  readonly policies?: number;
}

const REQUIRED: readonly CorsHeader[] = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'];
const COMPARED: readonly CorsHeader[] = [...REQUIRED, 'Access-Control-Expose-Headers', 'Vary', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Headers', 'Access-Control-Max-Age'];

/** How long a server may take before the request counts as hanging, which no browser takes for permission. */
const PATIENCE_MS = 400;

/** Runs every form and holds the real answers against the predicted ones. */
export function conforms(platform: Platform, forms: readonly Form[], total: Counts = { forms: 0, requests: 0, headers: 0 }): void {
  const { path = '/', requestMethod = 'PUT', packages = {}, file = 'server.cjs', version = null } = platform;
  describe(platform.name, () => {
    const counts = { forms: 0, requests: 0, headers: 0 };
    afterAll(() => {
      total.forms += counts.forms;
      total.requests += counts.requests;
      total.headers += counts.headers;
      console.log(`${platform.name}: ${String(counts.forms)} forms × ${String(ORIGINS.length * 2)} requests, ${String(counts.headers)} headers compared`);
    });

    it.each(forms.map((form): [string, Form] => [form.title, form]))('%s: the server sends what respond predicts', async (_title, { source, undecided = [], policies: expected = 1 }) => {
      const analysis = analysisOf(source, file, NO_SETTINGS, () => version);
      const policies = [...analysis.policies, ...analysis.privatePolicies];
      expect(policies.map(({ site }) => site.text), 'policies found').toHaveLength(expected);
      const running = await started(platform, source, packages);
      const wrong = new Mismatches();
      let claims = 0;
      try {
        for (const method of ['GET', 'OPTIONS'] as const) {
          for (const origin of ORIGINS) {
            const answer = await running.send({ method, path, headers: headersOf(method, origin, requestMethod) });
            const predictions = policies.map((policy) => respond(policy, { origin, method, requestMethod: method === 'OPTIONS' ? requestMethod : null, requestHeaders: method === 'OPTIONS' ? REQUESTED_HEADERS : null }));
            counts.requests++;
            for (const header of COMPARED) {
              const predicted = joined(predictions.map((each) => each[header]));
              if (predicted === undefined) {
                // Browsers send `Origin` with every cross-origin request: a claim is due for those.
                if (origin !== null && REQUIRED.includes(header) && !undecided.includes(header)) wrong.add(method, origin, `${header}: no claim`);
                continue;
              }
              claims++;
              const real = once(observed(header, answer), platform.repeats === true);
              if (normal(header, predicted) !== normal(header, real)) wrong.add(method, origin, `${header}: predicted ${shown(predicted, origin)}, sent ${shown(real, origin)}`);
            }
          }
        }
      } finally {
        await running.close();
      }
      expect(wrong.lines(), wrong.lines().join('\n')).toEqual([]);
      expect(claims).toBeGreaterThan(0);
      counts.forms++;
      counts.headers += claims;
    });
  });
}

/** What did not agree, said once for all origins that share it. */
class Mismatches {
  readonly #origins = new Map<string, string[]>();

  add(method: string, origin: string | null, what: string): void {
    const key = `${method} ${what}`;
    this.#origins.set(key, [...(this.#origins.get(key) ?? []), origin ?? 'nobody']);
  }

  lines(): readonly string[] {
    return [...this.#origins].map(([what, origins]) => `${what} (${origins.length === ORIGINS.length ? 'everyone' : origins.join(', ')})`);
  }
}

function shown(value: string | null, origin: string | null): string {
  return value === null ? 'nothing' : value === origin ? 'the Origin' : JSON.stringify(value);
}

/** Several readings of one call, such as the branches of a delegate: each claims what it answers, and is silent elsewhere. */
function joined(values: readonly (string | null | undefined)[]): string | null | undefined {
  const claimed = values.filter((value) => value !== undefined);
  // No policy at all: nothing is sent.
  return claimed.length === 0 && values.length > 0 ? undefined : (claimed.find((value) => value !== null) ?? null);
}

function observed(header: CorsHeader, answer: Answer): string | null {
  const value = answer.get(header.toLowerCase()) ?? null;
  // Only `true` allows credentials: any other value says what the header's absence does.
  if (header === 'Access-Control-Allow-Credentials' && value === 'false') return null;
  if (header !== 'Vary') return value;
  return value !== null && value.split(',').some((name) => /^(?:origin|\*)$/i.test(name.trim())) ? 'Origin' : null;
}

/** A value that is sent twice, as one. */
function once(value: string | null, repeats: boolean): string | null {
  if (value === null || !repeats) return value;
  const parts = new Set(value.split(', '));
  return parts.size === 1 ? ([...parts][0] ?? null) : value;
}

/** Lists are compared without regard to the space after a comma, and names of headers without regard to case. */
function normal(header: CorsHeader, value: string | null): string | null {
  if (value === null || !/Methods|Headers$/.test(header)) return value;
  const list = value.split(',').map((name) => name.trim()).join(',');
  return header.endsWith('Headers') ? list.toLowerCase() : list;
}

function headersOf(method: Sent['method'], origin: string | null, requestMethod: string): Sent['headers'] {
  return {
    ...(origin === null ? {} : { origin }),
    ...(method === 'OPTIONS' ? { 'access-control-request-method': requestMethod, 'access-control-request-headers': REQUESTED_HEADERS } : {}),
  };
}

const require = createRequire(import.meta.url);

/** Runs a CommonJS source and gives what it exports. `packages` stand in for those that it names. */
export function load(source: string, packages: Readonly<Record<string, string>> = {}, imported: ReadonlyMap<string, unknown> = new Map()): unknown {
  const module = { exports: {} as unknown };
  const run = runInThisContext(`(function (module, require) {${source}\n})`) as (module: { exports: unknown }, require: (name: string) => unknown) => void;
  run(module, (name) => {
    if (imported.has(name)) return imported.get(name);
    const [own] = Object.keys(packages).filter((each) => name === each || name.startsWith(`${each}/`));
    return require(own === undefined ? name : `${packages[own] ?? ''}${name.slice(own.length)}`) as unknown;
  });
  return module.exports;
}

/** Packages that can be imported only: `import:<name>` in place of a name. */
export async function importedOf(packages: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, unknown>> {
  const modules = Object.entries(packages).filter(([, name]) => name.startsWith('import:'));
  return new Map(await Promise.all(modules.map(async ([own, name]): Promise<[string, unknown]> => [own, await import(name.slice('import:'.length))])));
}

/** A server that throws while it starts answers nothing. */
async function started(platform: Platform, source: string, packages: Readonly<Record<string, string>>): Promise<Running> {
  try {
    return await platform.start(load(source, packages, await importedOf(packages)));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') throw error;
    return { send: () => Promise.resolve(new Map()), close: () => Promise.resolve() };
  }
}

/** Serves a Node listener on loopback. An exception while a request is handled is an answer with status 500. */
export async function serve(listener: (...args: Parameters<RequestListener>) => unknown): Promise<Running> {
  const server = createServer((incoming, outgoing) => {
    try {
      Promise.resolve(listener(incoming, outgoing)).catch(() => {
        outgoing.writeHead(500).end();
      });
    } catch {
      if (outgoing.headersSent) outgoing.end();
      else {
        for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
        // Some programs put a function of their own there, which returns nothing.
        outgoing.writeHead(500);
        outgoing.end();
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return onServer(server, () => new Promise<void>((resolve) => { server.close(() => { resolve(); }); }));
}

/** Talks to a server that listens. */
export function onServer(server: Server, close: () => Promise<unknown>): Running {
  const { port } = server.address() as AddressInfo;
  return onUrl(`http://127.0.0.1:${String(port)}`, async () => {
    server.closeAllConnections();
    await close();
  });
}

/** Talks to whatever listens at an address. */
export function onUrl(url: string, close: () => Promise<unknown>): Running {
  return {
    send: ({ method, path, headers }) =>
      new Promise((resolve, reject) => {
        const request = httpRequest(new URL(path, url), { method, headers, agent: false }, (response) => {
          response.resume();
          response.on('end', () => {
            const answer = new Map<string, string>([[':status', String(response.statusCode)]]);
            for (const [name, values] of Object.entries(response.headersDistinct)) if (values !== undefined) answer.set(name, values.join(', '));
            resolve(answer);
          });
        });
        request.setTimeout(PATIENCE_MS, () => {
          request.destroy();
          resolve(new Map());
        });
        request.on('error', (error: NodeJS.ErrnoException) => {
          if (error.code === 'ECONNRESET') resolve(new Map());
          else reject(error);
        });
        request.end();
      }),
    close: async () => {
      await close();
    },
  };
}

/** Talks to a function of the Fetch API. */
export function onFetch(handle: (request: Request) => Response | Promise<Response>): Running {
  return {
    send: async ({ method, path, headers }) => {
      try {
        const response = await handle(new Request(`http://127.0.0.1${path}`, { method, headers }));
        return new Map([[':status', String(response.status)], ...response.headers]);
      } catch {
        // A platform answers for a handler that throws, without its headers.
        return new Map();
      }
    },
    close: () => Promise.resolve(),
  };
}
