import { destination, pino, type Logger } from 'pino';

/** JSON lines on stderr; stdout is for the ready line. Nothing that we log holds a secret; the redaction is the second wall. */
export function createLogger(): Logger {
  return pino(
    { name: 'exporter', redact: ['*.secret', '*.token', '*.authorization', 'authorization', 'secret', 'token'] },
    destination({ dest: 2, sync: true }),
  );
}
