import { Server, type AddressInfo } from 'node:net';
import type { Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { routeHandlers, serveFetch, type FetchHandler } from '../fixtures/support/adapters.ts';
import type { ProjectCase } from './projects.ts';

const { nativeImport } = createRequire(import.meta.url)('../fixtures/support/native-import.cjs') as { nativeImport: (url: string) => Promise<Readonly<Record<string, unknown>>> };

/** A server of a project, on a free port of loopback, whatever port its code names. */
export interface LiveServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the server that a file starts, or that its handler is. */
export async function startServer(file: string, runs: ProjectCase['runs']): Promise<LiveServer> {
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
