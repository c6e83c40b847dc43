import type { TargetGroup } from './targets.ts';

/**
 * Sets apart the targets that several guests claim, as networks that overlap make them: whoever answers there, its metrics would
 * get the names of all of them, and one tenant would see another's.
 */
export function setApartShared(groups: readonly TargetGroup[]): { groups: TargetGroup[]; shared: TargetGroup[] } {
  const claims = Map.groupBy(groups, ({ targets: [target] }) => target);
  const isShared = ({ targets: [target] }: TargetGroup) => (claims.get(target)?.length ?? 0) > 1;
  return { groups: groups.filter((group) => !isShared(group)), shared: groups.filter(isShared) };
}
