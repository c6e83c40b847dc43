import { groupName } from '../../model/backups.ts';
import { backupsToRemove } from '../../model/prune.ts';
import type { Retention } from '../../model/prune.ts';
import type { PbsSection } from '../../state/pbs-state.ts';
import type { Backup } from '../../state/world.ts';
import { namespaceOf } from './below.ts';

const rules = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;

/** Which backups the `keep-...` options let go, each group by itself. Without an option all stay. */
export function pruneChoice(options: PbsSection, all: readonly Backup[]): Backup[] {
  const given = rules.filter((rule) => options[`keep-${rule}`] !== undefined);
  if (given.length === 0) return [];
  const retention: Retention = Object.fromEntries(given.map((rule) => [rule, Number(options[`keep-${rule}`])]));
  // What is being written is nobody's to remove.
  const groups = Map.groupBy(
    all.filter((backup) => backup.complete),
    (backup) => `${namespaceOf(backup)}:${groupName(backup)}`,
  );
  return [...groups.values()].flatMap((group) => backupsToRemove(group, retention));
}
