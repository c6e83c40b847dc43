import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useActOnVm } from '../../data/vmOperations';
import { t } from '../../i18n/t';
import { actName } from '../../texts/vmOperation';
import type { PowerAct } from './vmActs';

const meanings: Record<PowerAct, () => string> = {
  shutdown: () =>
    t('vm-power.shutdown', 'Its system is asked to end its services and to switch off. Whoever uses them is cut off until the next start.'),
  reboot: () => t('vm-power.reboot', 'Its system is asked to restart. Whoever uses its services is cut off for about a minute.'),
  stop: () =>
    t(
      'vm-power.stop',
      'This pulls the plug: what is not written to its disk is lost. It is for a machine that does not answer a shutdown any more.',
    ),
  reset: () =>
    t(
      'vm-power.reset',
      'This is the reset button: what is not written to its disk is lost. It is for a machine that does not answer a reboot any more.',
    ),
};

/** Asks before a machine is taken from those who use it. */
export function PowerDialog({ vm, action, onClose }: { vm: Vm; action: PowerAct; onClose: () => void }) {
  const act = useActOnVm(vm.id);
  const hard = action === 'stop' || action === 'reset';
  return (
    <ConfirmDialog
      title={t('vm-power.title', '{{act}}: {{name}}', { act: actName(action), name: vm.name })}
      confirmText={actName(action)}
      variant={hard ? 'destructive' : 'primary'}
      act={act}
      input={action}
      onClose={onClose}
    >
      <p>{meanings[action]()}</p>
    </ConfirmDialog>
  );
}
