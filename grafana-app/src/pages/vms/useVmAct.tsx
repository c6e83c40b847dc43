import React, { useState, type ReactNode } from 'react';
import type { Vm } from '@vigie/contract/vms';
import { toastProblem } from '../../components/toast';
import { useActOnVm } from '../../data/vmOperations';
import { ConsoleDialog } from './ConsoleDialog';
import { DeleteDialog } from './DeleteDialog';
import { PowerDialog } from './PowerDialog';
import { ResizeDialog } from './ResizeDialog';
import { RotateKeyDialog } from './RotateKeyDialog';
import { isPowerAct, type VmAct } from './vmActs';

/** Does what is chosen for a machine: a start at once, the rest after its dialog, which the caller shows. */
export function useVmAct(vm: Vm): { choose: (act: VmAct) => void; starting: boolean; dialog: ReactNode } {
  const [open, setOpen] = useState<Exclude<VmAct, 'start'> | null>(null);
  const act = useActOnVm(vm.id);
  const choose = (chosen: VmAct) => (chosen === 'start' ? act.mutate('start', { onError: toastProblem }) : setOpen(chosen));
  return { choose, starting: act.isPending, dialog: open && <ActDialog act={open} vm={vm} onClose={() => setOpen(null)} /> };
}

function ActDialog({ act, ...props }: { act: Exclude<VmAct, 'start'>; vm: Vm; onClose: () => void }) {
  if (isPowerAct(act)) {
    return <PowerDialog action={act} {...props} />;
  }
  const Dialog = { console: ConsoleDialog, resize: ResizeDialog, 'rotate-key': RotateKeyDialog, delete: DeleteDialog }[act];
  return <Dialog {...props} />;
}
