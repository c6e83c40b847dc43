import type { TargetGroup } from '../discovery/targets.ts';

/** The addresses alone. */
export function targetsOf(groups: readonly TargetGroup[] | undefined): string[] | undefined {
  return groups?.flatMap(({ targets }) => targets);
}
