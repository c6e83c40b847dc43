import type { World } from '../state/world.ts';

/** One vote per node, and one of the external vote that keeps a cluster of two alive. */
export function isQuorate({ cluster, nodes }: World): boolean {
  const external = Number(cluster.qdevice);
  const all = Object.values(nodes);
  return (all.filter((node) => node.online).length + external) * 2 > all.length + external;
}

/** What check_cfs_quorum says, before anything is done. */
export const notReady = 'cluster not ready - no quorum?';

/** Without quorum the cluster file system is read-only. `pid`: of the process that would have written. */
export function requireWritableConfig(world: World, guest: { node: string; vmid: number }, pid: number): void {
  if (isQuorate(world)) return;
  throw new Error(`unable to open file '/etc/pve/nodes/${guest.node}/qemu-server/${guest.vmid}.conf.tmp.${pid}' - Permission denied`);
}
