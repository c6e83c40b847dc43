import type { Snapshot } from '@vigie/contract/snapshots';

/** A line of the tree: a snapshot, or (`null`) the present state. `depth` counts the snapshots above it. */
export interface SnapshotLine {
  snapshot: Snapshot | null;
  depth: number;
}

/** Snapshots as a tree from top to bottom: each below the one that it was taken after, and the present below its own. */
export function snapshotTree(snapshots: Snapshot[]): SnapshotLine[] {
  const names = new Set(snapshots.map(({ name }) => name));
  const childrenOf = (parent: string | null) =>
    snapshots.filter((one) => (one.parent !== null && names.has(one.parent) ? one.parent : null) === parent);
  const seen = new Set<string>();
  const below = (parent: string | null, depth: number): SnapshotLine[] =>
    childrenOf(parent).flatMap((snapshot) => {
      // Proxmox does not make circles; a configuration file that somebody edited may hold one.
      if (seen.has(snapshot.name)) {
        return [];
      }
      seen.add(snapshot.name);
      return [{ snapshot, depth }, ...below(snapshot.name, depth + 1), ...(snapshot.current ? [{ snapshot: null, depth: depth + 1 }] : [])];
    });
  return below(null, 0);
}
