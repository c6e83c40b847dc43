import type { IconName } from '@grafana/data';
import type { Capability } from '@vigie/contract/me';
import { vmAction, type VmAction } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';
import { t } from '../../i18n/t';
import { actName, underWayText } from '../../texts/vmOperation';

/** What a person can do with a machine from its page or its row. */
export type VmAct = VmAction | 'console' | 'resize' | 'rotate-key' | 'delete';

export interface ActFacts {
  capability: Capability;
  icon: IconName;
  destructive?: true;
}

/** In the order in which they are offered. */
export const vmActs: Record<VmAct, ActFacts> = {
  start: { capability: 'vm:act', icon: 'play' },
  shutdown: { capability: 'vm:act', icon: 'power' },
  reboot: { capability: 'vm:act', icon: 'sync' },
  console: { capability: 'vm:act', icon: 'monitor' },
  resize: { capability: 'vm:resize', icon: 'sliders-v-alt' },
  'rotate-key': { capability: 'vm:act', icon: 'key-skeleton-alt' },
  stop: { capability: 'vm:act', icon: 'square-shape' },
  reset: { capability: 'vm:act', icon: 'bolt' },
  delete: { capability: 'vm:delete', icon: 'trash-alt', destructive: true },
};

/** What takes a running machine from those who use it. */
export type PowerAct = Exclude<VmAction, 'start'>;

export const isPowerAct = (act: VmAct): act is PowerAct => act !== 'start' && vmAction.safeParse(act).success;

export const actText = (act: VmAct): string =>
  act === 'console' ? t('vm-act.console', 'Console') : actName(act === 'delete' ? 'retire' : act);

/** Why nothing at all can be done with a machine now. */
export function vmBlocked(vm: Vm): string | undefined {
  if (vm.operation !== undefined) {
    return t('vm-blocked.busy', 'It is busy: {{what}}', { what: underWayText(vm.operation.kind) });
  }
  if (vm.state === 'deploying') {
    return t('vm-blocked.deploying', 'It is still being deployed');
  }
  return vm.state === 'pending-delete' || vm.deletion !== undefined ? t('vm-blocked.deleted', 'It is being deleted') : undefined;
}

/** Why a machine's size and snapshots cannot be touched now. */
export const changeBlocked = (vm: Vm): string | undefined =>
  vmBlocked(vm) ?? (vm.state === 'unknown' ? t('vm-blocked.unknown', 'Proxmox does not tell its state at the moment') : undefined);

/** Why this cannot be done with a machine now; undefined when it can. */
export function actBlocked(act: VmAct, vm: Vm): string | undefined {
  const always = act === 'delete' ? vmBlocked(vm) : changeBlocked(vm);
  if (always !== undefined || act === 'delete') {
    return always;
  }
  const paused = () => t('vm-blocked.paused', 'It is paused: continue it in Proxmox');
  const off = () => t('vm-blocked.off', 'It does not run');
  switch (act) {
    case 'start':
      return vm.state === 'running' ? t('vm-blocked.running', 'It runs already') : vm.state === 'paused' ? paused() : undefined;
    case 'shutdown':
    case 'reboot':
    case 'rotate-key':
      return vm.state === 'stopped' ? off() : vm.state === 'paused' ? paused() : undefined;
    case 'stop':
    case 'reset':
    case 'console':
      return vm.state === 'stopped' ? off() : undefined;
    case 'resize':
      return undefined;
  }
}
