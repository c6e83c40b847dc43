import { ConfigError } from '@vigie/config/config-error';

/** An error at the start as the person who starts the daemon needs it: what it says, and its cause, without the stack. */
export function errorSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A ConfigError tells all mistakes itself.
  const cause = error.cause instanceof Error && !(error instanceof ConfigError) ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
