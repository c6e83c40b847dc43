import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatRelative } from '../../format/time';
import { t } from '../../i18n/t';
import { vmStateText } from '../../texts/vmState';

/** A machine's state; when Proxmox does not tell it, since when. */
export function VmStateDot({ vm }: { vm: Vm }) {
  const now = useNow(30_000);
  const { word, tone } = vmStateText(vm.state);
  const text =
    vm.state === 'unknown' && vm.stateSeenAt !== undefined
      ? t('vm-state.unknown-since', '{{word}}, last seen {{when}}', { word, when: formatRelative(vm.stateSeenAt, now) })
      : word;
  return <StateDot tone={tone} word={text} data-testid={testIds.vms.state} data-state={vm.state} />;
}
