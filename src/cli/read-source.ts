import { readFile, stat } from 'node:fs/promises';
import { explainError } from './explain-error.ts';

/** What can be said of a file before it is parsed. */
export type SourceFile =
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes that are not UTF-8, decoded as well as possible: enough to see whether they matter. */
  | { readonly kind: 'garbled'; readonly text: string; readonly message: string }
  | { readonly kind: 'unreadable'; readonly message: string };

/** More is no source file, and reading it would only cost memory. */
const MAX_BYTES = 50_000_000;

export async function readSource(path: string): Promise<SourceFile> {
  try {
    const status = await stat(path);
    // Pipes and devices may never end.
    if (!status.isFile()) return { kind: 'unreadable', message: 'This is not a regular file.' };
    if (status.size > MAX_BYTES) {
      return { kind: 'unreadable', message: `This file is larger than ${MAX_BYTES / 1_000_000} MB and is not read.` };
    }
    return decode(await readFile(path));
  } catch (error) {
    return { kind: 'unreadable', message: `This file cannot be read: ${explainError(error)}.` };
  }
}

export function decode(bytes: Uint8Array): SourceFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return { kind: 'text', text };
    return { kind: 'garbled', text, message: 'This file is binary, not text.' };
  } catch {
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
    const text = new TextDecoder(encoding).decode(bytes);
    const message = text.includes('\0') ? 'This file is binary, not text.' : 'This file is not UTF-8 text.';
    return { kind: 'garbled', text, message };
  }
}
