import React, { useState } from 'react';
import type { VmOperation } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';
import { Alert, Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { useVmOperations } from '../../data/vmOperations';
import { t } from '../../i18n/t';
import { PowerDialog } from './PowerDialog';
import { actBlocked } from './vmActs';

/** That a running machine does not have yet what it was given, and the button that changes that. */
export function NeedsRestart({ vm }: { vm: Vm }) {
  const [asking, setAsking] = useState(false);
  const mayAct = useCan('vm:act');
  const operations = useVmOperations(vm.id).data?.pages.flatMap((page) => page.items) ?? [];
  if (vm.state !== 'running' || !isRestartDue(operations)) {
    return null;
  }
  return (
    <Alert
      severity="warning"
      title={t('vm-restart.title', 'The new size holds from the next restart on')}
      data-testid={testIds.vmLife.needsRestart}
    >
      <p>{t('vm-restart.hint', 'The machine still runs with the cores and the memory that it had when it was started.')}</p>
      {mayAct && (
        <Button
          size="sm"
          variant="secondary"
          icon="sync"
          disabled={actBlocked('reboot', vm) !== undefined}
          tooltip={actBlocked('reboot', vm)}
          onClick={() => setAsking(true)}
          data-testid={testIds.vmLife.rebootNow}
        >
          {t('vm-restart.now', 'Reboot now')}
        </Button>
      )}
      {asking && <PowerDialog vm={vm} action="reboot" onClose={() => setAsking(false)} />}
    </Alert>
  );
}

/** What ends the machine's process. A reset does not: Proxmox keeps the process and its old size. */
const restarts: ReadonlyArray<VmOperation['kind']> = ['start', 'shutdown', 'stop', 'reboot', 'rollback-snapshot'];

/** `operations`: newest first. */
function isRestartDue(operations: VmOperation[]): boolean {
  const done = operations.filter(({ state }) => state === 'done');
  return done.find(({ kind, needsRestart }) => needsRestart || restarts.includes(kind))?.needsRestart ?? false;
}
