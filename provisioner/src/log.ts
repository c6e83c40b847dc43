import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Keys that may hold a secret wherever they stand in a logged object. */
const secretKeys = [
  'password',
  'cipassword',
  'secret',
  'token',
  'authorization',
  'gatewayKey',
  'encryptionKey',
  'connectionString',
  'sshkeys',
];

/** The daemon's log: JSON on stderr (stdout carries the ready line only), secrets redacted. */
export function createLog(level = process.env.VIGIE_LOG_LEVEL ?? 'info'): Log {
  return pino(
    {
      level,
      base: { part: 'provisioner' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
