import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import type { PageRequest } from './projects.ts';

/** Names under which systems install Chromium. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser of this machine: that of `CHROMIUM`, or the first on the path; `null` where there is none. */
export function installedBrowser(): string | null {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((each) => each !== '');
  return NAMES.flatMap((name) => directories.map((directory) => join(directory, name))).find(existsSync) ?? null;
}

/** How long the browser may take to say why it refused. */
const EVENT_TIMEOUT = 3_000;

/** What a page got: whether its request was answered, which check of the browser refused it, and a header that it read. */
export interface PageOutcome {
  readonly isAnswered: boolean;
  /** Chromium's name of the failed check (`corsErrorStatus` of its DevTools); `null` where none failed. */
  readonly corsError: string | null;
  readonly read: string | null;
}

/** A browser, whose pages come from the origins that requests name, although all of them are served on one free port. */
export class PageBrowser {
  readonly #browser: Browser;
  readonly #close: () => Promise<void>;

  private constructor(browser: Browser, close: () => Promise<void>) {
    this.#browser = browser;
    this.#close = close;
  }

  /** `others` says at which address other names are served than those of pages. */
  static async launch(executablePath: string, origins: readonly string[], others: Readonly<Record<string, string>> = {}): Promise<PageBrowser> {
    const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>page</title>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const served = [...new Set(origins)].map((origin) => [new URL(origin).host, `127.0.0.1:${String(port)}`] as const);
    const rules = [...served, ...Object.entries(others)].map(([name, address]) => `MAP ${name} ${address}`).join(', ');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', `--host-resolver-rules=${rules}`] });
    return new PageBrowser(browser, async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  /** Sends a request from a page of its origin to a server. */
  async send(url: string, { origin, method, path, headers, credentials, reads }: PageRequest): Promise<PageOutcome> {
    const context = await this.#browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${origin}/`);
      const devTools = await context.newCDPSession(page);
      // The event may come after the page has been told.
      const failed = new Promise<string | null>((resolve) => devTools.on('Network.loadingFailed', ({ corsErrorStatus }) => {
        if (corsErrorStatus !== undefined) resolve(corsErrorStatus.corsError);
      }));
      await devTools.send('Network.enable');
      const init = { method, headers: { ...headers }, credentials: credentials ? 'include' as const : 'same-origin' as const, ...(headers['Content-Type'] === undefined ? {} : { body: '{}' }) };
      const answer = await page.evaluate(async ([target, options, name]) => {
        try {
          const response = await fetch(target, options);
          return { isAnswered: true, read: name === null ? null : response.headers.get(name) };
        } catch {
          return { isAnswered: false, read: null };
        }
      }, [`${url}${path}`, init, reads ?? null] as const);
      return { ...answer, corsError: answer.isAnswered ? null : await Promise.race([failed, setTimeout(EVENT_TIMEOUT, null)]) };
    } finally {
      await context.close();
    }
  }

  close(): Promise<void> {
    return this.#close();
  }
}
