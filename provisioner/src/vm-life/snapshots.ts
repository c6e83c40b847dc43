import type { Snapshot } from '@vigie/contract/snapshots';
import type { ProxmoxPort } from '../steps/ports.ts';

interface Row {
  name: string;
  snaptime?: number;
  description?: string;
  parent?: string;
  vmstate?: number | string;
}

/** Proxmox's entry for the present. */
const present = 'current';

/** The machine's snapshots, oldest first. */
export async function snapshotsOf(pve: ProxmoxPort, path: { node: string; vmid: number }): Promise<Snapshot[]> {
  const rows = await pve.call<Row[]>('GET', '/nodes/{node}/qemu/{vmid}/snapshot', path);
  const begunAt = rows.find(({ name }) => name === present)?.parent;
  return rows
    .filter(({ name }) => name !== present)
    .sort((a, b) => (a.snaptime ?? 0) - (b.snaptime ?? 0))
    .map(({ name, snaptime, description, parent, vmstate }) => ({
      name,
      description: (description ?? '').trim(),
      takenAt: snaptime === undefined ? null : new Date(snaptime * 1000).toISOString(),
      parent: parent ?? null,
      memory: Number(vmstate ?? 0) === 1,
      current: name === begunAt,
    }));
}

export async function hasSnapshot(pve: ProxmoxPort, path: { node: string; vmid: number }, name: string): Promise<boolean> {
  return (await snapshotsOf(pve, path)).some((snapshot) => snapshot.name === name);
}
