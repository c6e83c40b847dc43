import type { Action } from '../action.ts';
import { recalled } from '../recalled.ts';
import { provedInLab } from '../rehearsal-test.ts';
import { ensureRestored } from '../restore-vm.ts';

export const restoreVm: Action = {
  name: 'restore-vm',
  parameters: ['vm'],
  after: ['confirm-vm-lost', 'find-backup'],
  async run(context) {
    const { cluster, vm } = await context.vm();
    const { node } = recalled(context, 'lostVm');
    const { volume } = recalled(context, 'backup');
    await ensureRestored(context, { cluster, vm, node, archive: volume });
    await context.say({
      en: `${vm.name} (${vm.vmid}) is restored on ${node} from ${volume}.`,
      fr: `${vm.name} (${vm.vmid}) est restaurée sur ${node} depuis ${volume}.`,
    });
    return 'done';
  },
  async rehearse(context) {
    await provedInLab(context, (await context.vm()).vm);
    return 'done';
  },
};
