import type { Action } from '../action.ts';
import { requireLost } from '../cluster-status.ts';
import { targetsOf } from '../recalled.ts';
import { provedInLab } from '../rehearsal-test.ts';
import { ensureRestored } from '../restore-vm.ts';

/** Machines whose disks went with their node come back under their own VMID: see docs/decisions/0009. */
export const restoreFromBackups: Action = {
  name: 'restore-from-backups',
  parameters: ['node'],
  after: ['plan-evacuation'],
  async run(context) {
    const { cluster } = context.node();
    const targets = await targetsOf(context, cluster, 'restore');
    if (targets.length === 0) return 'not-needed';
    await requireLost(context);
    for (const { machine, vm, node } of targets) {
      if (machine.archive === null) continue;
      await ensureRestored(context, { cluster, vm, node, archive: machine.archive });
      await context.say({ en: `${vm.name} (${vm.vmid}) is restored on ${node}.`, fr: `${vm.name} (${vm.vmid}) est restaurée sur ${node}.` });
    }
    return 'done';
  },
  async rehearse(context) {
    const targets = await targetsOf(context, context.node().cluster, 'restore');
    if (targets.length === 0) return 'not-needed';
    for (const { vm } of targets) await provedInLab(context, vm);
    return 'done';
  },
};
