import type { Sheets } from '../exposition/exposition.ts';
import type { Guest } from './guest.ts';
import type { PveNode } from './pve-node.ts';

/**
 * The guests and nodes there are, in their order, with all that is told of them but usage, locks and HA states: one object for as long as
 * none of that changes. What is made of it is kept with it.
 */
export interface Inventory {
  readonly sheets: Sheets;
}

export const newInventory = (): Inventory => ({ sheets: new Map() });

interface Things {
  readonly guests: readonly Guest[];
  readonly nodes: readonly PveNode[];
}

/** That of the last reading, if it is the same. */
export function inventoryOf(now: Things, last: (Things & { readonly inventory: Inventory }) | null): Inventory {
  const isSame = last !== null && sameList(now.guests, last.guests, sameGuest) && sameList(now.nodes, last.nodes, sameNode);
  return isSame ? last.inventory : newInventory();
}

function sameList<T>(now: readonly T[], last: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return now.length === last.length && now.every((each, i) => each === last[i] || same(each, last[i] as T));
}

// The labels hold the rest.
const sameGuest = (a: Guest, b: Guest): boolean =>
  a.infoLabels === b.infoLabels && a.running === b.running && a.nodeOnline === b.nodeOnline && a.vmid === b.vmid;
const sameNode = (a: PveNode, b: PveNode): boolean => a.id === b.id && a.name === b.name && a.online === b.online;
