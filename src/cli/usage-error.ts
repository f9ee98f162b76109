/** The command was asked for something it cannot do. The message is for the person who asked; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
