import type { Vm } from '@vigie/contract/vms';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

/** How the last backup of a machine that is being deleted is. */
export function finalBackupText(state: NonNullable<Vm['deletion']>['finalBackup']): { word: string; tone: Tone } {
  switch (state) {
    case 'pending':
      return { word: t('final-backup.pending', 'Under way'), tone: 'moving' };
    case 'done':
      return { word: t('final-backup.done', 'Done'), tone: 'good' };
    case 'failed':
      return { word: t('final-backup.failed', 'Failed'), tone: 'failed' };
    case null:
      return { word: t('final-backup.none', 'None asked for'), tone: 'off' };
  }
}
