import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { Menu } from '@grafana/ui';
import { afterMenu } from '../../components/afterMenu';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { actBlocked, actText, vmActs, type VmAct } from './vmActs';

interface Props {
  vm: Vm;
  acts: VmAct[];
  onChoose: (act: VmAct) => void;
}

/** Acts as a menu. What cannot be done now says why. */
export function VmActMenu({ vm, acts, onChoose }: Props) {
  const item = (act: VmAct) => {
    const blocked = actBlocked(act, vm);
    return (
      <Menu.Item
        key={act}
        label={act === 'delete' ? t('vm-act.delete', 'Delete…') : actText(act)}
        icon={vmActs[act].icon}
        destructive={vmActs[act].destructive}
        disabled={blocked !== undefined}
        description={blocked}
        onClick={() => afterMenu(() => onChoose(act))}
        testId={testIds.vmLife.act(act)}
      />
    );
  };
  const harmless = acts.filter((act) => !vmActs[act].destructive);
  const destructive = acts.filter((act) => vmActs[act].destructive);
  return (
    <Menu ariaLabel={t('vm-act.menu', 'What can be done with {{name}}', { name: vm.name })}>
      {harmless.map(item)}
      {harmless.length > 0 && destructive.length > 0 && <Menu.Divider />}
      {destructive.map(item)}
    </Menu>
  );
}
