import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import { Server, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { routeHandlers, serveFetch, type FetchHandler } from '../fixtures/support/adapters.ts';
import { ROOT } from '../fixtures/support/cases.ts';
import type { ProjectCase } from './projects.ts';

const { nativeImport } = createRequire(import.meta.url)('../fixtures/support/native-import.cjs') as { nativeImport: (url: string) => Promise<Readonly<Record<string, unknown>>> };

/** A server of a project, on a free port of loopback, whatever port its code names. */
export interface LiveServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Below the project, so that the servers find their packages. */
const RUNNING = join(ROOT, 'node_modules/.cache/eslint-plugin-cors', `contract-${String(process.pid)}`);
let count = 0;

/** Starts the server of a project with these files. */
export async function startProject(project: ProjectCase, files: Readonly<Record<string, string>>): Promise<LiveServer> {
  const root = join(RUNNING, String((count += 1)));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return startServer(join(root, project.server), project.runs);
}

/** Removes the files of all servers. */
export const removeServers = (): void => rmSync(RUNNING, { recursive: true, force: true });

/** The files of a project, before and after the fault is repaired. */
export const filesOf = (project: ProjectCase, isFixed: boolean): Readonly<Record<string, string>> => ({ ...project.files, ...(isFixed ? project.fixed : {}) });

/** Starts the server that a file starts, or that its handler is. */
async function startServer(file: string, runs: ProjectCase['runs']): Promise<LiveServer> {
  const listening: Server[] = [];
  const listen = Server.prototype.listen;
  // The last argument is called back when the server listens; all else says where.
  Server.prototype.listen = function (this: Server, ...args: readonly unknown[]) {
    listening.push(this);
    const callback = args.findLast((each) => typeof each === 'function') as (() => void) | undefined;
    return Reflect.apply(listen, this, [0, '127.0.0.1', ...(callback === undefined ? [] : [callback])]) as Server;
  } as typeof listen;
  try {
    const module = await nativeImport(pathToFileURL(file).href);
    if (runs === 'fetch') serveFetch((module['default'] as { fetch: FetchHandler }).fetch).listen();
    if (runs === 'routes') serveFetch(routeHandlers(module)).listen();
    const server = listening[0] as HttpServer | undefined;
    if (server === undefined) throw new Error(`${file} started no server.`);
    if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
    return {
      url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  } finally {
    Server.prototype.listen = listen;
  }
}
