import type { DLogger } from '@dbos-inc/dbos-sdk';
import type { Log } from '../log.ts';

/** The engine's own talk in our log; what it calls information is detail to us. */
export function dbosLog(log: Log): DLogger {
  const child = log.child({ component: 'engine' });
  return {
    info: (entry) => child.debug(String(entry)),
    debug: (entry) => child.trace(String(entry)),
    warn: (entry) => child.warn(String(entry)),
    error: (entry, metadata) => child.error({ stack: metadata?.stack }, String(entry)),
  };
}
