import { labConfig } from '@vigie/config/resilience';
import { tenantMarker } from '../steps/pve/names.ts';
import type { VmResource } from '../steps/pve/resources.ts';
import { vnetAlias, type Vnet } from '../steps/pve/sdn.ts';
import type { KnownVm } from '../store/settled-vms.ts';
import type { Detail, Facts } from './facts.ts';

const gib = 2 ** 30;
const acme = { id: 'net_acme', tenant: 'acme', cidr: '10.10.0.0/24', gateway: '10.10.0.1', vnet: 't1' };

/** A machine of Acme as the store has it. */
export const aKnownVm = (facts: Partial<KnownVm> = {}): KnownVm => ({
  id: `vm_${facts.vmid ?? 20_000}`, tenant: 'acme', vmid: 20_000, name: 'web-01', node: 'pve1', cores: 2, memoryGiB: 4, diskGiB: 20,
  orderId: 'ord_1', addresses: ['10.10.0.10'], network: acme, underWay: false, ...facts,
});

/** The same machine as Proxmox lists it. */
export const aGuest = (facts: Partial<VmResource> = {}): VmResource => ({
  type: 'qemu', vmid: 20_000, node: 'pve1', name: 'web-01', status: 'running', template: 0, pool: 'acme', maxcpu: 2, maxmem: 4 * gib,
  maxdisk: 20 * gib, ...facts,
});

export const aVnet = (facts: Partial<Vnet> = {}): Vnet => ({ vnet: 't1', zone: 'vigie', alias: vnetAlias(acme), ...facts });

/** Its settings, which agree. */
export const fine: Detail = { ours: true, cores: 2, memoryGiB: 4, gaps: [] };

interface World {
  vms?: KnownVm[];
  guests?: VmResource[];
  seen?: Partial<Omit<Facts['seen'], 'guests'>>;
  details?: [number, Detail][];
  before?: Facts['before'];
  networks?: Facts['known']['networks'];
}

/** Acme has one machine in one network, and Proxmox agrees, but for what the test says. */
export function factsOf({ vms = [aKnownVm()], guests = [aGuest()], seen = {}, details = [[20_000, fine]], before = [], networks }: World = {}): Facts {
  return {
    known: {
      cluster: {
        vmids: { from: 20_000, to: 29_999 }, lab: labConfig.parse({ vmids: { from: 29_000, to: 29_999 } }),
        sdn: { zone: 'vigie', dhcp: 'dnsmasq', snat: true },
      },
      vms, networks: networks ?? [{ ...acme, active: true }], tenants: ['acme', 'globex'],
    },
    seen: {
      guests: new Map(guests.map((guest) => [guest.vmid, guest])), onlineNodes: new Set(['pve1', 'pve2']),
      pools: [{ poolid: 'acme', comment: tenantMarker('acme') }], vnets: [aVnet()], applied: [aVnet()], sharedGaps: [], ...seen,
    },
    details: new Map(details), before,
  };
}
