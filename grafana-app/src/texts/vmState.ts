import type { VmState } from '@vigie/contract/vms';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<VmState, () => string> = {
  running: () => t('vm-state.running', 'Running'),
  stopped: () => t('vm-state.stopped', 'Stopped'),
  paused: () => t('vm-state.paused', 'Paused'),
  unknown: () => t('vm-state.unknown', 'Unknown'),
  deploying: () => t('vm-state.deploying', 'Deploying'),
  'pending-delete': () => t('vm-state.pending-delete', 'To be deleted'),
};

const tones: Record<VmState, Tone> = {
  running: 'good',
  stopped: 'off',
  paused: 'waiting',
  unknown: 'unknown',
  deploying: 'moving',
  'pending-delete': 'failed',
};

export function vmStateText(state: VmState): { word: string; tone: Tone } {
  return { word: words[state](), tone: tones[state] };
}
