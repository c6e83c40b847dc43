import { valueOf } from '@vigie/contract/drift-values';
import type { Finding } from '../store/drift.ts';
import type { Facts } from './facts.ts';

/**
 * Guests that Vigie does not know, in a place that is Vigie's: its VMIDs, or a tenant's pool. Templates are the provider's own, and what
 * is in the lab's range belongs to restore tests, which tell of their own leftovers.
 */
export function findStrangers({ known: { cluster, vms, tenants }, seen }: Facts): Finding[] {
  const ours = new Set(vms.map(({ vmid }) => vmid));
  const within = (vmid: number, { from, to }: { from: number; to: number }) => vmid >= from && vmid <= to;
  return [...seen.guests.values()]
    .filter(({ vmid, template, pool }) => {
      if (ours.has(vmid) || template === 1 || within(vmid, cluster.lab.vmids)) return false;
      return within(vmid, cluster.vmids) || (pool !== undefined && tenants.includes(pool));
    })
    .map(({ type, vmid, name, node, pool }) => ({
      key: `vm-unknown/${vmid}`,
      kind: 'vm-unknown',
      tenant: pool !== undefined && tenants.includes(pool) ? pool : null,
      object: name ?? `${type} ${vmid}`,
      vmid,
      expected: [],
      seen: [pool === undefined ? valueOf('guest', { type, vmid, node }) : valueOf('guest-in-pool', { type, vmid, node, pool })],
    }));
}
