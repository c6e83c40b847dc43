/** Machines that must be on one node together, because a simple zone has no layer 2 between nodes. */
export interface Group {
  networkId: string;
  memoryGiB: number;
  /** Storages that the node must have. */
  storages: readonly string[];
  /** Where other machines of the network are already; null where there are none. */
  boundTo: string | null;
}

export interface Room {
  node: string;
  freeGiB: number;
  storages: ReadonlySet<string>;
}

/**
 * A node for each group, by network: the largest group first, each to the node with the most memory left. A group without a place is in
 * `without`, with what the best node lacks.
 */
export function placeGroups(
  groups: readonly Group[],
  rooms: readonly Room[],
): { placed: ReadonlyMap<string, string>; without: { group: Group; missingGiB: number }[] } {
  const free = new Map(rooms.map(({ node, freeGiB }) => [node, freeGiB]));
  const placed = new Map<string, string>();
  const without: { group: Group; missingGiB: number }[] = [];
  for (const group of [...groups].sort((a, b) => b.memoryGiB - a.memoryGiB || a.networkId.localeCompare(b.networkId))) {
    const [best] = rooms
      .filter(({ node, storages }) => (group.boundTo === null || node === group.boundTo) && group.storages.every((name) => storages.has(name)))
      .map(({ node }) => ({ node, left: (free.get(node) ?? 0) - group.memoryGiB }))
      .sort((a, b) => b.left - a.left || a.node.localeCompare(b.node));
    if (best === undefined || best.left < 0) {
      without.push({ group, missingGiB: Math.ceil(best === undefined ? group.memoryGiB : -best.left) });
    } else {
      free.set(best.node, best.left);
      placed.set(group.networkId, best.node);
    }
  }
  return { placed, without };
}
