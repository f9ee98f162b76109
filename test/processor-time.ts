/**
 * The least processor time, in milliseconds, that `work` takes in some rounds: what else the machine does is not counted,
 * and one slow round says something of a first compilation or a collection, all slow ones of the code.
 *
 * Answers are remembered, so a round must ask something of its own: `work` is told its number.
 */
export function leastProcessorTime(work: (round: number) => void, rounds = 3): number {
  return Math.min(
    ...Array.from({ length: rounds }, (_, round) => {
      const started = process.cpuUsage();
      work(round);
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1_000;
    }),
  );
}

/** The same pattern in another text, one for each round: empty groups match everywhere and change nothing. */
export function inAnotherText(source: string, round: number): string {
  return source + '(?:)'.repeat(round);
}
