import type { Guide } from '../guide.ts';
import { recalled } from '../recalled.ts';
import { guestNode } from '../restore-vm.ts';
import { everywhere } from '../text.ts';

/** Frees the VMID of a broken machine without destroying anything of it: its disks stay, and its configuration can be put back. */
export const setAside: Guide = {
  name: 'set-aside',
  parameters: ['vm'],
  after: ['confirm-vm-lost'],
  async prepare(context) {
    const { vm } = await context.vm();
    const { node, configThere } = recalled(context, 'lostVm');
    if (!configThere) return 'not-needed';
    const rehearsal = context.mode === 'rehearsal';
    await context.say(
      rehearsal
        ? { en: 'This is a rehearsal: do not run this command.', fr: 'C’est un exercice : n’exécutez pas cette commande.' }
        : { en: `As root on ${node}:`, fr: `En tant que root sur ${node} :` },
    );
    const command = `mv /etc/pve/nodes/${node}/qemu-server/${vm.vmid}.conf /root/${vm.vmid}.conf.${context.executionId}`;
    await context.say(everywhere(command), rehearsal ? 'text' : 'command');
    return 'needed';
  },
  async look(context) {
    const { cluster, vm } = await context.vm();
    const node = await guestNode(cluster, vm.vmid);
    const text =
      node === null
        ? { en: `No node has VM ${vm.vmid}.`, fr: `Aucun nœud n’a la VM ${vm.vmid}.` }
        : { en: `VM ${vm.vmid} is on ${node}.`, fr: `La VM ${vm.vmid} est sur ${node}.` };
    return { reached: context.mode === 'rehearsal' || node === null, text };
  },
};
