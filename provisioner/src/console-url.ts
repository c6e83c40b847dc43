import type { ClusterConfig } from '@vigie/config/clusters';

/** Proxmox's own page of a machine's console, on the cluster's first endpoint. */
export function consoleUrl({ name: cluster, endpoints }: ClusterConfig, vm: { vmid: number; name: string; node: string }): string {
  const endpoint = endpoints[0]?.url;
  if (endpoint === undefined) throw new Error(`the cluster ${cluster} has no endpoint in the configuration`);
  const url = new URL('/', endpoint);
  url.search = new URLSearchParams({ console: 'kvm', novnc: '1', vmid: String(vm.vmid), vmname: vm.name, node: vm.node, resize: 'off' }).toString();
  return url.href;
}
