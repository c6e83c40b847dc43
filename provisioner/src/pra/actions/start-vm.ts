import type { Action } from '../action.ts';
import { recalled } from '../recalled.ts';
import { ensureStarted } from '../start-vm.ts';

export const startVm: Action = {
  name: 'start-vm',
  parameters: ['vm'],
  after: ['confirm-vm-lost'],
  async run(context) {
    const { cluster, vm } = await context.vm();
    const { node } = recalled(context, 'lostVm');
    await ensureStarted(context, cluster, vm, node);
    await context.ports.vms.setNode(vm.id, node);
    await context.say({ en: `${vm.name} (${vm.vmid}) runs on ${node}.`, fr: `${vm.name} (${vm.vmid}) tourne sur ${node}.` });
    return 'done';
  },
  async rehearse(context) {
    const { vm } = await context.vm();
    const { node } = recalled(context, 'lostVm');
    await context.say({
      en: `${vm.name} (${vm.vmid}) would start on ${node}. Its restore test has started it in the lab.`,
      fr: `${vm.name} (${vm.vmid}) démarrerait sur ${node}. Son test de restauration l’a démarrée dans le labo.`,
    });
    return 'done';
  },
};
