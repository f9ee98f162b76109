const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is a file',
  ELOOP: 'it is a symbolic link to itself',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the file system refused, in words. */
export function explainError(error: unknown): string {
  const reason = REASONS[errorCode(error) ?? ''];
  return reason ?? (error instanceof Error ? error.message : String(error));
}

/** The code of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
