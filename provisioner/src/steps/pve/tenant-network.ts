import type { ClusterConfig } from '@vigie/config/clusters';
import { because } from '@vigie/contract/step-reasons';
import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort, SdnWish, StepNetwork } from '../ports.ts';
import { subnetOf, subnetParameters, vnetAlias, vnetOf, zoneOf, type Zone } from './sdn.ts';

interface At {
  pve: ProxmoxPort;
  cluster: ClusterConfig;
}

type Writer = Parameters<SdnWish['write']>[0];

/** The network with its zone, as it shall run. `write` throws StepFailure when what is there is another's. */
export function networkThere(at: At, network: StepNetwork): SdnWish {
  const { pve, cluster } = at;
  const { vnet, cidr, gateway } = network;
  return {
    // What has no state in the pending view is written and running alike.
    async isDone() {
      const found = await vnetOf(pve, vnet, 'pending');
      if (found === null || found.state !== undefined || !isOurs(found, at, network)) return false;
      const subnet = await subnetOf(pve, vnet, cidr, 'pending');
      if (subnet === null || subnet.state !== undefined || subnet.gateway !== gateway) return false;
      const zone = await zoneOf(pve, cluster.sdn.zone, 'pending');
      return zone !== null && zone.state === undefined && wrongWith(zone, cluster) === null;
    },
    async write(sdn) {
      await ensureZone(at, sdn);
      const found = await changeOnce({
        read: () => vnetOf(pve, vnet, 'config'),
        isDone: isThere,
        send: () => sdn.call('POST', '/cluster/sdn/vnets', {}, { vnet, zone: cluster.sdn.zone, alias: vnetAlias(network) }),
      });
      if (found === null || !isOurs(found, at, network)) throw new StepFailure(because('vnet-foreign', { vnet }));
      const subnet = await changeOnce({
        read: () => subnetOf(pve, vnet, cidr, 'config'),
        isDone: isThere,
        send: () => sdn.call('POST', '/cluster/sdn/vnets/{vnet}/subnets', { vnet }, subnetParameters(cluster, network)),
      });
      if (subnet?.gateway !== gateway) throw new StepFailure(because('subnet-differs', { cidr, vnet }));
    },
  };
}

/** The network without its zone, gone. Somebody else's VNet of the same name is left, and may keep this from being done. */
export function networkGone({ pve }: At, network: StepNetwork): SdnWish {
  const { vnet, cidr } = network;
  return {
    isDone: async () => (await vnetOf(pve, vnet, 'pending')) === null,
    async write(sdn) {
      const found = await vnetOf(pve, vnet, 'config');
      if (found && found.alias !== vnetAlias(network)) throw new StepFailure(because('vnet-left', { vnet }));
      const subnet = await subnetOf(pve, vnet, cidr, 'config');
      if (subnet) await sdn.call('DELETE', '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', { vnet, subnet: subnet.subnet });
      if (found) await sdn.call('DELETE', '/cluster/sdn/vnets/{vnet}', { vnet });
    },
  };
}

const isOurs = ({ zone, alias }: { zone: string; alias?: string }, { cluster }: At, network: StepNetwork): boolean =>
  zone === cluster.sdn.zone && alias === vnetAlias(network);

async function ensureZone({ pve, cluster }: At, sdn: Writer): Promise<void> {
  const { zone, dhcp } = cluster.sdn;
  const found = await changeOnce({
    read: () => zoneOf(pve, zone, 'config'),
    isDone: isThere,
    send: () => sdn.call('POST', '/cluster/sdn/zones', {}, { zone, type: 'simple', ipam: 'pve', ...(dhcp === 'dnsmasq' ? { dhcp } : {}) }),
  });
  const wrong = found === null ? 'zone-not-simple' : wrongWith(found, cluster);
  if (wrong !== null) throw new StepFailure(because(wrong, { zone }));
}

function wrongWith({ type, dhcp }: Zone, { sdn }: ClusterConfig): 'zone-not-simple' | 'zone-without-dhcp' | null {
  if (type !== 'simple') return 'zone-not-simple';
  return sdn.dhcp === 'dnsmasq' && dhcp !== 'dnsmasq' ? 'zone-without-dhcp' : null;
}
