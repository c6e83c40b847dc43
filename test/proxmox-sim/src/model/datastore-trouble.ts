import type { Datastore } from '../state/pbs-state.ts';

/** Why a datastore cannot be used now, or null; one that is not there is no trouble of its own. */
export function troubleOf(datastore: Datastore | undefined): string | null {
  if (datastore === undefined) return null;
  if (typeof datastore.error === 'string') return datastore.error;
  const [, kind, message] =
    /^(?:type=)?(offline|delete|unmount)(?:,message=(.*))?$/.exec(String(datastore.config?.['maintenance-mode'] ?? '')) ?? [];
  return kind === undefined ? null : `datastore is in ${kind} maintenance mode${message === undefined ? '' : `: ${message}`}`;
}
