import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatRelative } from '../../format/time';
import { t } from '../../i18n/t';
import { underWayText } from '../../texts/vmOperation';
import { vmStateText } from '../../texts/vmState';

/** A machine's state; what is being done with it; when Proxmox does not tell it, since when; when it is being deleted, until when. */
export function VmStateDot({ vm }: { vm: Vm }) {
  const now = useNow(30_000);
  const hooks = { 'data-testid': testIds.vms.state, 'data-state': vm.state };
  if (vm.operation !== undefined) {
    return <StateDot tone="moving" word={underWayText(vm.operation.kind)} {...hooks} />;
  }
  const { word, tone } = vmStateText(vm.state);
  return <StateDot tone={tone} word={timed(vm, word, now)} {...hooks} />;
}

function timed({ state, stateSeenAt, deletion }: Vm, word: string, now: number): string {
  if (state === 'unknown' && stateSeenAt !== undefined) {
    return t('vm-state.unknown-since', '{{word}}, last seen {{when}}', { word, when: formatRelative(stateSeenAt, now) });
  }
  return state === 'pending-delete' && deletion !== undefined
    ? t('vm-state.destroyed-when', '{{word}} {{when}}', { word, when: formatRelative(deletion.destroyAt, now) })
    : word;
}
