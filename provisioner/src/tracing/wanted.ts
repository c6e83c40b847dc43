import type { VigieConfig } from '@vigie/config/schema';
import type { Log } from '../log.ts';
import type { Tracing } from './tracing.ts';

/** Tracing where it is configured, else null. Loaded only when it is wanted. */
export async function tracingIfWanted({ tracing, replica }: VigieConfig['provisioner'], log: Log): Promise<Tracing | null> {
  if (!tracing) return null;
  const { startTracing } = await import('./tracing.ts');
  return startTracing({ ...tracing, replica, log });
}
