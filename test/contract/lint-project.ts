import { runCommand } from '../../src/cli/command.ts';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import type { Edit } from '../../src/finding.ts';
import type { Witness } from '../../src/policy/witness.ts';

/** A finding of the contract, as the command's JSON has it. */
export interface Found {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly witness: Witness | null;
  readonly suggestions: readonly { readonly description: string; readonly edits: readonly Edit[] }[];
}

/** What the command says of the contract between the pages and the servers of a project. */
export async function lint(cwd: string, ...args: readonly string[]): Promise<{ readonly findings: readonly Found[]; readonly code: number; readonly declared: number }> {
  let out = '';
  const host = { cwd, hasColor: false, width: 100, readStdin: async () => new Uint8Array(), writeOut: (text: string) => void (out += text), writeError: (text: string) => void (out += text) };
  const code = await runCommand(['--format', 'json', ...args], host, corsEngine);
  const report = JSON.parse(out) as { findings: readonly Found[]; summary: { declared: number } };
  return { findings: report.findings.filter(({ rule }) => rule === 'client-contract'), code, declared: report.summary.declared };
}

/** The files after the one edit that each finding offers; `null` where one offers none. */
export function repaired(files: Readonly<Record<string, string>>, findings: readonly Found[]): Readonly<Record<string, string>> | null {
  const edits = findings.map(({ file, suggestions: [first] }) => first?.edits.map((edit) => ({ ...edit, file: edit.file ?? file })) ?? []);
  if (edits.some((each) => each.length === 0)) return null;
  return edited(files, edits.flat());
}

/** The files after one edit of a finding. */
export function applied(files: Readonly<Record<string, string>>, { file }: Found, { edits }: Found['suggestions'][number]): Readonly<Record<string, string>> {
  return edited(files, edits.map((edit) => ({ ...edit, file: edit.file ?? file })));
}

function edited(files: Readonly<Record<string, string>>, edits: readonly Required<Edit>[]): Readonly<Record<string, string>> {
  const after = { ...files };
  for (const { file, start, end, text } of [...edits].sort((a, b) => b.start - a.start)) after[file] = `${(after[file] ?? '').slice(0, start)}${text}${(after[file] ?? '').slice(end)}`;
  return after;
}
