import type { DFA } from 'refa';
import { difference, fixed } from './automaton.ts';
import { once } from '../on-demand.ts';

/**
 * Top-level domains in which anyone can register. Few are enough: a check that accepts a foreign name at all accepts one
 * under a common ending, or under one that continues its own, which is among the candidates. With all of them the
 * automaton is forty times larger.
 */
const TLDS = ['com', 'net', 'org', 'io', 'dev'];

const PORT = '(?::[1-9][0-9]{0,4})?';

/** What the URL standard allows in a label; DNS and every browser take letters, digits, `-` and `_`. */
const LABEL = '[a-z0-9_!"$&\'()*+,;=`{}~-]+';

/** What a registry takes. */
const REGISTERED = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/** Origins that anyone can get. */
export const registrableOrigins = once(() => fixed(`https?:\\/\\/(?:${LABEL}\\.)*${REGISTERED}\\.(?:${TLDS.join('|')})${PORT}`));

const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Those of the origins that are outside of the domains, and of whatever is below them. */
export function outside(origins: DFA, domains: Iterable<string>): DFA {
  const registrable = [...domains].filter((domain) => TLDS.includes(domain.slice(domain.lastIndexOf('.') + 1)));
  return registrable.length === 0 ? origins : difference(origins, fixed(`https?:\\/\\/(?:[^/]*\\.)?(?:${registrable.map(quote).join('|')})(?::\\d+)?`));
}
