import type { VmProtection } from '@vigie/contract/protection';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

/** Could the machine be restored right now? The worst that is known of it, or that it is proven. */
export const protectionStates = ['test-failed', 'no-backup', 'late', 'unreadable', 'unproven', 'proven'] as const;
export type ProtectionState = (typeof protectionStates)[number];

export function protectionState({ points, lastBackupAt, withinRpo, lastTest, proven }: VmProtection): ProtectionState {
  if (lastTest?.verdict === 'failed') {
    return 'test-failed';
  }
  if (points === null || withinRpo === null) {
    return 'unreadable';
  }
  if (!withinRpo) {
    return lastBackupAt === null ? 'no-backup' : 'late';
  }
  return proven ? 'proven' : 'unproven';
}

const words: Record<ProtectionState, () => string> = {
  'test-failed': () => t('protection.test-failed', 'Test failed'),
  'no-backup': () => t('protection.no-backup', 'No backup'),
  late: () => t('protection.late', 'Backup too old'),
  unreadable: () => t('protection.unreadable', 'Unknown'),
  unproven: () => t('protection.unproven', 'Not proven'),
  proven: () => t('protection.proven', 'Proven'),
};

const tones: Record<ProtectionState, Tone> = {
  'test-failed': 'failed',
  'no-backup': 'failed',
  late: 'failed',
  unreadable: 'unknown',
  unproven: 'waiting',
  proven: 'good',
};

export function protectionStateText(state: ProtectionState): { word: string; tone: Tone } {
  return { word: words[state](), tone: tones[state] };
}
