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

/** What waits to be applied to a cluster's SDN: the names of what is not in our zones, and whether there is anything that is. */
export async function pendingChanges(
  pve: Pick<ProxmoxPort, 'call'>,
  zones: readonly string[],
): Promise<{ foreign: string[]; anyOurs(): Promise<boolean> }> {
  const rows = (template: string, path: Record<string, string> = {}) => pve.call<PendingRow[]>('GET', template, path, { pending: 1 });
  const subnetsOf = ({ vnet = '' }: PendingRow) => rows('/cluster/sdn/vnets/{vnet}/subnets', { vnet });
  const isOurs = ({ zone, pending }: PendingRow) => zones.includes(zone ?? pending?.zone ?? '');
  const vnets = await rows('/cluster/sdn/vnets');
  const found = [...(await rows('/cluster/sdn/zones')).map(({ zone = '', ...row }) => ({ ...row, zone, name: zone })), ...vnets.map((row) => ({ ...row, name: row.vnet ?? '' }))];
  const foreign = found.filter((row) => isPending(row) && !isOurs(row)).map(({ name }) => name);
  for (const vnet of vnets.filter((row) => !isOurs(row))) foreign.push(...(await subnetsOf(vnet)).filter(isPending).map(({ subnet = '' }) => subnet));
  return {
    foreign,
    async anyOurs() {
      if (found.some((row) => isPending(row) && isOurs(row))) return true;
      for (const vnet of vnets.filter(isOurs)) if ((await subnetsOf(vnet)).some(isPending)) return true;
      return false;
    },
  };
}

const isPending = ({ state }: PendingRow): boolean => state !== undefined;
