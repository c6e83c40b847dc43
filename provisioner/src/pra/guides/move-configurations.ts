import { clusterResources } from '../../steps/pve/resources.ts';
import { cloudInitImages } from '../disks.ts';
import type { Guide } from '../guide.ts';
import type { RecoveryCluster } from '../ports.ts';
import { targetsOf, type Target } from '../recalled.ts';
import { everywhere } from '../text.ts';

/**
 * Proxmox has no API for it: the configuration of a machine is moved as a file, by root, on a node that lives. One that will be restored
 * is put aside, which frees its VMID and keeps the lost node from starting its old copy when it returns.
 */
export const moveConfigurations: Guide = {
  name: 'move-configurations',
  parameters: ['node'],
  after: ['plan-evacuation'],
  async prepare(context) {
    const { cluster, node: lost } = context.node();
    const targets = await targetsOf(context, cluster);
    const [first] = targets;
    if (first === undefined) return 'not-needed';
    await context.say(
      context.mode === 'rehearsal'
        ? { en: 'This is a rehearsal: do not run these commands.', fr: 'C’est un exercice : n’exécutez pas ces commandes.' }
        : { en: `As root on ${first.node}:`, fr: `En tant que root sur ${first.node} :` },
    );
    for (const { machine, node } of targets) {
      const file = `/etc/pve/nodes/${lost}/qemu-server/${machine.vmid}.conf`;
      const to = machine.how === 'move' ? `/etc/pve/nodes/${node}/qemu-server/` : `/root/${machine.vmid}.conf.${lost}`;
      await context.say(everywhere(`mv ${file} ${to}`), context.mode === 'rehearsal' ? 'text' : 'command');
    }
    for (const volid of await imagesInTheWay(cluster, targets)) {
      await context.say(everywhere(`pvesm free ${volid}`), context.mode === 'rehearsal' ? 'text' : 'command');
    }
    return 'needed';
  },
  async look(context) {
    const { cluster, node: lost } = context.node();
    const { guests } = await clusterResources(cluster.pve);
    const nodeOf = new Map(guests.map(({ vmid, node }) => [vmid, node]));
    const targets = await targetsOf(context, cluster);
    if (context.mode === 'rehearsal') {
      const away = targets.filter(({ vm }) => nodeOf.get(vm.vmid) !== lost).map(({ vm }) => vm.vmid).join(', ');
      return away === ''
        ? { reached: true, text: { en: `All of them are on ${lost}, as planned.`, fr: `Toutes sont sur ${lost}, comme prévu.` } }
        : { reached: false, text: { en: `No longer on ${lost}: ${away}.`, fr: `Plus sur ${lost} : ${away}.` } };
    }
    const missing = targets
      .filter(({ machine, node }) => (machine.how === 'move' ? nodeOf.get(machine.vmid) !== node : nodeOf.get(machine.vmid) === lost))
      .map(({ machine }) => machine.vmid);
    if (missing.length > 0) {
      return { reached: false, text: { en: `Not moved yet: ${missing.join(', ')}.`, fr: `Pas encore déplacées : ${missing.join(', ')}.` } };
    }
    const images = (await imagesInTheWay(cluster, targets)).join(', ');
    return images === ''
      ? { reached: true, text: { en: 'All configurations are where they must be.', fr: 'Toutes les configurations sont où elles doivent être.' } }
      : { reached: false, text: { en: `Not removed yet: ${images}.`, fr: `Pas encore supprimées : ${images}.` } };
  },
};

/** Cloud-init images of machines that will be restored, where they will be. */
async function imagesInTheWay({ pve, config }: RecoveryCluster, targets: readonly Target[]): Promise<string[]> {
  const restored = targets.filter(({ machine }) => machine.how === 'restore');
  const images = new Set<string>();
  for (const node of new Set(restored.map((target) => target.node))) {
    const vmids = restored.filter((target) => target.node === node).map(({ vm }) => vm.vmid);
    for (const volid of await cloudInitImages(pve, node, config.storage, vmids)) images.add(volid);
  }
  return [...images];
}
