import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastProblem } from '../../components/toast';
import { useCan } from '../../data/me';
import { useRecallVm } from '../../data/vmOperations';
import { t } from '../../i18n/t';
import { underWayText } from '../../texts/vmOperation';

/** Takes a deletion back; absent for who may not. No question before: it brings back what was. */
export function KeepButton({ vm }: { vm: Vm }) {
  const may = useCan('vm:delete');
  const recall = useRecallVm(vm.id);
  if (!may) {
    return null;
  }
  const busy = vm.operation && t('vm-blocked.busy', 'It is busy: {{what}}', { what: underWayText(vm.operation.kind) });
  return (
    <Button
      icon={recall.isPending ? 'spinner' : 'history'}
      disabled={recall.isPending || busy !== undefined}
      tooltip={busy}
      onClick={() => recall.mutate(undefined, { onError: toastProblem })}
      data-testid={testIds.vmLife.keep}
    >
      {t('vm-deletion.keep', 'Keep the machine')}
    </Button>
  );
}
