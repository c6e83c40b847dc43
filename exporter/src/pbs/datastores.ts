import { BlindTokenError } from '../blind-token-error.ts';
import type { BackgroundRead } from '../background/background.ts';
import { numberOf, rowOf, rowsOf, textOf, type Row } from '../row.ts';

/** A datastore of a backup server; undefined = the server did not say. Bytes, seconds since 1970. */
export interface Datastore {
  name: string;
  size: number | undefined;
  used: number | undefined;
  available: number | undefined;
  estimatedFull: number | undefined;
  gc: Record<'indexData' | 'disk' | 'removed' | 'pending' | 'stillBad', number | undefined>;
}

/**
 * Reads the answer of `GET /status/datastore-usage`. A datastore that the server cannot read keeps what is in `last`,
 * and the read is not whole. Throws when the token sees no datastore.
 */
export function parseDatastores(answer: unknown, last: readonly Datastore[] | null, now: number): BackgroundRead<readonly Datastore[]> {
  const rows = rowsOf(answer);
  if (rows.length === 0) throw new BlindTokenError('the token sees no datastore: it needs the role Audit on /');
  const troubles = rows.map(troubleOf);
  const value = rows.map((row, i) => (troubles[i] ? last?.find(({ name }) => name === row.store) : undefined) ?? toDatastore(row, now));
  return { value, failure: troubles.find((trouble) => trouble !== null) ?? null };
}

function troubleOf(row: Row): Error | null {
  const store = textOf(row.store);
  const error = textOf(row.error);
  if (error !== '') return new Error(`datastore ${store}: ${error}`);
  // A removable datastore that is not plugged in has no size, and that is no trouble.
  if (row.total !== undefined || row['mount-status'] === 'notmounted') return null;
  return new BlindTokenError(`the token does not see the usage of datastore ${store}: it needs the role Audit on /`);
}

function toDatastore(row: Row, now: number): Datastore {
  const full = numberOf(row['estimated-full-date']);
  const gc = rowOf(row['gc-status']);
  return {
    name: textOf(row.store),
    size: numberOf(row.total),
    used: numberOf(row.used),
    available: numberOf(row.avail),
    // One in the past says that the datastore shrinks.
    estimatedFull: full !== undefined && full > now ? full : undefined,
    gc: {
      indexData: numberOf(gc['index-data-bytes']),
      disk: numberOf(gc['disk-bytes']),
      removed: numberOf(gc['removed-bytes']),
      pending: numberOf(gc['pending-bytes']),
      stillBad: numberOf(gc['still-bad']),
    },
  };
}
