import type { BackupRunState } from '@vigie/contract/backups';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<BackupRunState, () => string> = {
  queued: () => t('backup-run-state.queued', 'Queued'),
  running: () => t('backup-run-state.running', 'Running'),
  done: () => t('backup-run-state.done', 'Done'),
  failed: () => t('backup-run-state.failed', 'Failed'),
};

const tones: Record<BackupRunState, Tone> = { queued: 'unknown', running: 'moving', done: 'good', failed: 'failed' };

export function backupRunStateText(state: BackupRunState): { word: string; tone: Tone } {
  return { word: words[state](), tone: tones[state] };
}
