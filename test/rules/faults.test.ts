import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { ANSWERS } from './faults/answers.ts';
import { CLIENT } from './faults/client.ts';
import type { Fault, RuleName, Sample, Samples } from './faults/fault.ts';
import { HEADER_NAMES } from './faults/header-names.ts';
import { HEADER_VALUES } from './faults/header-values.ts';
import { HANDSHAKES } from './faults/handshakes.ts';
import { OPTIONS } from './faults/options.ts';
import { ORIGIN_VALUES } from './faults/origin-values.ts';
import { POLICIES } from './faults/policies.ts';
import { PREFLIGHTS } from './faults/preflights.ts';
import { SIBLINGS } from './faults/siblings.ts';
import { SENDERS } from './faults/senders.ts';
import { WIRING } from './faults/wiring.ts';
import { lint, lintAll } from './rule-table.ts';

/** The tables, by what their faults are about. */
const TABLES: Readonly<Record<string, readonly Fault[]>> = {
  'values that are meant as origins': ORIGIN_VALUES,
  'values of the other headers': HEADER_VALUES,
  'names of headers': HEADER_NAMES,
  'the place and the time of CORS': WIRING,
  preflights: PREFLIGHTS,
  'answers without the headers': ANSWERS,
  'two policies for one answer': POLICIES,
  'options and functions': OPTIONS,
  'what pages send': CLIENT,
  'WebSocket handshakes': HANDSHAKES,
  'headers and scripts beside CORS': SIBLINGS,
  'who sends a request': SENDERS,
};

const RECOMMENDED = Object.keys(plugin.configs.recommended.rules ?? {}).map((name) => name.replace('cors/', '') as RuleName);

/** Each sample with a title that says where it is from. */
function rows(samples: Samples): readonly (readonly [title: string, sample: Exclude<Sample, string>])[] {
  return Object.entries(samples).flatMap(([library, one]) => {
    const all = Array.isArray(one) ? (one as readonly Sample[]) : [one as Sample];
    return all.map((sample, index) => [all.length === 1 ? library : `${library}, ${String(index + 1)}`, typeof sample === 'string' ? { code: sample } : sample] as const);
  });
}

describe.each(Object.entries(TABLES))('%s', (_table, faults) => {
  it('names each fault once', () => {
    const names = faults.map(({ fault }) => fault);
    expect(new Set(names).size).toBe(names.length);
  });

  describe.each(faults.map((fault) => [fault.fault, fault] as const))('%s', (_fault, { rule, messageId, options, bad, good }) => {
    const ofRule = options === undefined ? {} : { options };

    it('is shown three times and more, in different libraries', () => {
      expect(Object.keys(bad).length).toBeGreaterThanOrEqual(3);
      expect(Object.keys(good).length).toBeGreaterThanOrEqual(3);
    });

    it.each(rows(bad))('is reported: %s', (_title, sample) => {
      expect(lint(rule, sample.code, { ...sample, ...ofRule }).map((report) => report.messageId), sample.code).toEqual([messageId]);
    });

    it.each(rows(good))('is not there: %s', (_title, sample) => {
      expect(lint(rule, sample.code, { ...sample, ...ofRule }).map(({ message }) => message), sample.code).toEqual([]);
      expect(lintAll(RECOMMENDED, sample.code, sample).map(({ rule: name, messageId: id, message }) => `${name}: ${id}: ${message}`), sample.code).toEqual([]);
    });
  });
});
