import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { Button, Dropdown, Stack } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { useMayAct } from './useMayAct';
import { useVmAct } from './useVmAct';
import { VmActMenu } from './VmActMenu';
import { actBlocked, actText, vmActs, type VmAct } from './vmActs';

const buttons: VmAct[] = ['start', 'shutdown', 'reboot'];

/** What this reader may do with this machine. What everybody needs is a button, the rest in a menu. */
export function VmActions({ vm }: { vm: Vm }) {
  const allowed = useMayAct();
  const { choose, starting, dialog } = useVmAct(vm);
  const more = allowed.filter((act) => !buttons.includes(act));
  return (
    <Stack gap={1} wrap="wrap">
      {buttons
        .filter((act) => allowed.includes(act))
        .map((act) => {
          const blocked = actBlocked(act, vm);
          return (
            <Button
              key={act}
              // The one that brings the machine to life is primary, when it is what is needed.
              variant={act === 'start' && blocked === undefined ? 'primary' : 'secondary'}
              icon={act === 'start' && starting ? 'spinner' : vmActs[act].icon}
              disabled={blocked !== undefined || (act === 'start' && starting)}
              tooltip={blocked}
              onClick={() => choose(act)}
              data-testid={testIds.vmLife.act(act)}
            >
              {actText(act)}
            </Button>
          );
        })}
      {more.length > 0 && (
        <Dropdown overlay={() => <VmActMenu vm={vm} acts={more} onChoose={choose} />} placement="bottom-end">
          <Button variant="secondary" icon="ellipsis-v" aria-label={t('vm-act.more', 'More actions')} data-testid={testIds.vmLife.menu} />
        </Dropdown>
      )}
      {dialog}
    </Stack>
  );
}
