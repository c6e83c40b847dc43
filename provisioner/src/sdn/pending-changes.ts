import type { ProxmoxPort } from '../steps/ports.ts';

interface PendingRow {
  zone?: string;
  vnet?: string;
  subnet?: string;
  /** new, changed or deleted; none: as it runs. */
  state?: string;
  /** A new object has its values here only. */
  pending?: { zone?: string };
}

/** What waits to be applied to a cluster's SDN: how much of it is in our zones, and the names of what is not. */
export async function pendingChanges(pve: Pick<ProxmoxPort, 'call'>, zones: readonly string[]): Promise<{ ours: number; foreign: string[] }> {
  const rows = (template: string, path: Record<string, string> = {}) => pve.call<PendingRow[]>('GET', template, path, { pending: 1 });
  const vnets = await rows('/cluster/sdn/vnets');
  const found = [
    ...(await rows('/cluster/sdn/zones')).map((row) => ({ ...row, name: row.zone ?? '', in: row.zone })),
    ...vnets.map((row) => ({ ...row, name: row.vnet ?? '', in: zoneOf(row) })),
  ];
  for (const vnet of vnets) {
    const subnets = await rows('/cluster/sdn/vnets/{vnet}/subnets', { vnet: vnet.vnet ?? '' });
    found.push(...subnets.map((row) => ({ ...row, name: row.subnet ?? '', in: zoneOf(vnet) })));
  }
  const pending = found.filter(({ state }) => state !== undefined);
  const foreign = pending.filter((row) => !zones.includes(row.in ?? ''));
  return { ours: pending.length - foreign.length, foreign: foreign.map(({ name }) => name) };
}

const zoneOf = ({ zone, pending }: PendingRow): string | undefined => zone ?? pending?.zone;
