import { STATUS_CODES } from 'node:http';
import type { Witness } from '../policy/witness.ts';
import type { Paint } from './paint.ts';
import { displayWidth, printable } from './printable.ts';

/** A witness as the request on the left and the answer's status or CORS headers on the right. */
export function formatWitness({ request, response, status }: Witness, paint: Paint): string[] {
  const asked = [
    printable(`${request.method} ${request.path === '*' ? '(any path)' : request.path}`),
    ...Object.entries(request.headers).map(([name, value]) => printable(`${name}: ${value}`)),
  ];
  const answered = [
    ...(status === undefined ? [] : [`${String(status)} ${STATUS_CODES[status] ?? ''}`.trim()]),
    ...Object.entries(response).map(([name, value]) => (value === null ? `no ${name}` : printable(`${name}: ${value}`))),
  ];

  const left = Math.max(...asked.map(displayWidth));
  return Array.from({ length: Math.max(asked.length, answered.length) }, (_, row) => {
    const question = asked[row] ?? '';
    const answer = answered[row];
    if (answer === undefined) return paint('cyan', question);
    const gap = ' '.repeat(left - displayWidth(question) + 1);
    return `${paint('cyan', question)}${gap}${paint('dim', row === 0 ? '→' : ' ')} ${paint('magenta', answer)}`;
  });
}
