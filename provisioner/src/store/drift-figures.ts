import type { DriftKind } from '@vigie/contract/drift';
import type { Queryable } from './database.ts';
import { lastSyncs } from './vm-sightings.ts';

/** Over all clusters, for the metrics. What was never read is missing. */
export interface DriftFigures {
  items: { cluster: string; kind: DriftKind; count: number }[];
  checkedAt: ReadonlyMap<string, Date>;
  syncedAt: ReadonlyMap<string, Date>;
}

export async function driftFigures(db: Queryable): Promise<DriftFigures> {
  const [items, checks, syncedAt] = await Promise.all([
    db.query<DriftFigures['items'][number]>('select cluster, kind, count(*) as count from vigie.drift_items group by cluster, kind'),
    db.query<{ cluster: string; checked_at: Date }>('select cluster, checked_at from vigie.drift_checks where checked_at is not null'),
    lastSyncs(db),
  ]);
  return { items: items.rows, checkedAt: new Map(checks.rows.map(({ cluster, checked_at: at }) => [cluster, at])), syncedAt };
}
