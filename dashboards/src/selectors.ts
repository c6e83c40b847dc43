/**
 * Selectors with the variables of a dashboard. Every one names cluster and, where guests are meant, tenant:
 * a tenant's view of a dashboard must hold no series of another.
 */

/** Nodes of the chosen clusters. */
export const nodes = (metric: string) => `${metric}{cluster=~"$cluster", id=~"node/.+"}`;

/** Storages of the chosen clusters; a shared one has a series for each node. */
export const storages = (metric: string) => `${metric}{cluster=~"$cluster", id=~"storage/.+"}`;

/** Guests of the chosen clusters and tenants, templates included. */
export const guests = (metric: string) => `${metric}{cluster=~"$cluster", tenant=~"$tenant", id=~"(qemu|lxc)/.+"}`;

const machineInfo = 'pve_guest_info{cluster=~"$cluster", tenant=~"$tenant", template="0"}';

/** The series of `value` that are of guests and not of templates, with the given labels of pve_guest_info added. */
export const ofMachines = (value: string, ...labels: string[]) =>
  `${value} * on (cluster, id) group_left (${labels.join(', ')}) ${machineInfo}`;

/** The one guest that is chosen. Its variable holds the VMID, which is unique among virtual machines and containers of a cluster. */
export const theGuest = (metric: string) => `${metric}{cluster="$cluster", tenant=~"$tenant", id=~"(qemu|lxc)/$guest"}`;

/** What the node exporter in the chosen guest says; `more` are further matchers. */
export const insideGuest = (metric: string, more = '') =>
  `${metric}{job="node", cluster="$cluster", tenant=~"$tenant", vmid="$guest"${more === '' ? '' : `, ${more}`}}`;
