import { request as httpRequest } from 'node:http';
import { corsOutcome } from '../../src/protocol/browser-outcome.ts';
import type { CorsRequest } from '../../src/protocol/cors-check.ts';
import type { Header } from '../../src/protocol/header-list.ts';
import { needsPreflight, preflightRequest, type Answer } from '../../src/protocol/preflight.ts';
import type { PageRequest } from './projects.ts';

/** Sends one request to a live server and reads the whole answer. */
export async function send(url: string, method: string, path: string, headers: readonly Header[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}${path}`, { method, headers: Object.fromEntries(headers), agent: false }, (response) => {
      response.resume();
      const lines = response.rawHeaders.flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, response.rawHeaders[index + 1] ?? '']] : []));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: lines }));
    });
    sent.on('error', reject);
    sent.end(headers.some(([name]) => name === 'Content-Type') ? '{}' : undefined);
  });
}

/** What a browser makes of a page's request to a live server. */
export async function browse(url: string, { origin, method, path, headers, credentials, reads }: PageRequest): Promise<string> {
  const request: CorsRequest = { origin, method, credentials: credentials ? 'include' : 'same-origin', headers: Object.entries(headers) };
  const preflight = needsPreflight(request) ? await send(url, 'OPTIONS', path, preflightRequest(request).headers) : null;
  const outcome = corsOutcome(request, preflight, await send(url, method, path, [['Origin', origin], ...Object.entries(headers)]));
  if (outcome.kind === 'blocked') return `${outcome.check}: ${outcome.reason.kind}`;
  return reads !== undefined && !outcome.exposedHeaders.includes(reads) ? `unreadable: ${reads}` : 'allowed';
}
