import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { Button, Dropdown } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { useMayAct } from './useMayAct';
import { useVmAct } from './useVmAct';
import { VmActMenu } from './VmActMenu';
import { actBlocked, vmBlocked } from './vmActs';

/** What can be done with a machine now, from its row. What cannot is on the machine's page, with why. */
export function VmRowMenu({ vm }: { vm: Vm }) {
  const possible = useMayAct().filter((act) => actBlocked(act, vm) === undefined);
  const { choose, dialog } = useVmAct(vm);
  const name = t('vm-act.menu', 'What can be done with {{name}}', { name: vm.name });
  const button = (
    <Button
      size="sm"
      variant="secondary"
      fill="text"
      icon="ellipsis-v"
      aria-label={name}
      disabled={possible.length === 0}
      tooltip={possible.length === 0 ? vmBlocked(vm) : undefined}
      data-testid={testIds.vms.menu}
      data-vm={vm.id}
    />
  );
  return (
    <>
      {possible.length === 0 ? (
        button
      ) : (
        <Dropdown overlay={() => <VmActMenu vm={vm} acts={possible} onChoose={choose} />} placement="bottom-end">
          {button}
        </Dropdown>
      )}
      {dialog}
    </>
  );
}
