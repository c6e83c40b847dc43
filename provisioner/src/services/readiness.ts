import type { ClusterWatch } from '../cluster-watch.ts';
import type { Services } from '../services.ts';
import type { Queryable } from '../store/database.ts';

/** What is down at the moment: the database, or a cluster. */
export function readinessService(
  db: Queryable,
  clusters: readonly Pick<ClusterWatch, 'cluster' | 'trouble'>[],
): Services['readiness'] {
  return async () => {
    const troubles = clusters.map(({ cluster, trouble }) => ({ part: `proxmox ${cluster}`, message: trouble() }));
    const database = { part: 'database', message: await databaseTrouble(db) };
    return [database, ...troubles].flatMap(({ part, message }) => (message === null ? [] : [{ part, message }]));
  };
}

async function databaseTrouble(db: Queryable): Promise<string | null> {
  try {
    await db.query('select 1');
    return null;
  } catch {
    return 'the database does not answer';
  }
}
