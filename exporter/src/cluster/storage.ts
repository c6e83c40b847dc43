import type { RowScanner } from '@vigie/proxmox/row-scanner';
import { knownOf } from './pve-node.ts';
import { at } from './resource-fields.ts';

export interface Storage {
  readonly id: string;
  readonly node: string;
  readonly name: string;
  readonly available: boolean;
  readonly shared: boolean;
  readonly plugintype: string;
  readonly content: string;
  readonly disk: number | undefined;
  readonly maxdisk: number | undefined;
}

export function toStorage(row: RowScanner, id: string): Storage {
  return {
    id,
    node: row.text(at.node),
    name: row.text(at.storage),
    available: row.text(at.status) === 'available',
    shared: row.number(at.shared) === 1,
    plugintype: row.text(at.plugintype),
    // Proxmox gives the list in another order each time, which would make a new series.
    content: row.text(at.content).split(',').sort().join(','),
    disk: knownOf(row.number(at.disk)),
    maxdisk: knownOf(row.number(at.maxdisk)),
  };
}
