import { cloudInitImages } from '../disks.ts';
import type { Guide } from '../guide.ts';
import type { RecoveryCluster, RecoveryVm, StepContext } from '../ports.ts';
import { recalled } from '../recalled.ts';
import { guestNode } from '../restore-vm.ts';
import { everywhere } from '../text.ts';

/** Frees the VMID of a broken machine without destroying anything of it: its disks stay, and its configuration can be put back. */
export const setAside: Guide = {
  name: 'set-aside',
  parameters: ['vm'],
  after: ['confirm-vm-lost'],
  async prepare(context) {
    const { cluster, vm } = await context.vm();
    const { node, configThere } = recalled(context, 'lostVm');
    const images = await imagesOf(context, cluster, vm);
    if (!configThere && images.length === 0) return 'not-needed';
    const rehearsal = context.mode === 'rehearsal';
    await context.say(
      rehearsal
        ? { en: 'This is a rehearsal: do not run these commands.', fr: 'C’est un exercice : n’exécutez pas ces commandes.' }
        : { en: `As root on ${node}:`, fr: `En tant que root sur ${node} :` },
    );
    const commands = [
      ...(configThere ? [`mv /etc/pve/nodes/${node}/qemu-server/${vm.vmid}.conf /root/${vm.vmid}.conf.${context.executionId}`] : []),
      ...images.map((volid) => `pvesm free ${volid}`),
    ];
    for (const command of commands) await context.say(everywhere(command), rehearsal ? 'text' : 'command');
    return 'needed';
  },
  async look(context) {
    const { cluster, vm } = await context.vm();
    const node = await guestNode(cluster, vm.vmid);
    if (node !== null) {
      return { reached: context.mode === 'rehearsal', text: { en: `VM ${vm.vmid} is on ${node}.`, fr: `La VM ${vm.vmid} est sur ${node}.` } };
    }
    const [image] = await imagesOf(context, cluster, vm);
    return image === undefined
      ? { reached: true, text: { en: `No node has VM ${vm.vmid}.`, fr: `Aucun nœud n’a la VM ${vm.vmid}.` } }
      : { reached: context.mode === 'rehearsal', text: { en: `${image} is still there.`, fr: `${image} est encore là.` } };
  },
};

const imagesOf = (context: StepContext, { pve, config }: RecoveryCluster, { vmid }: RecoveryVm): Promise<string[]> =>
  cloudInitImages(pve, recalled(context, 'lostVm').node, config.storage, [vmid]);
