import type { RestorePoint } from '@vigie/contract/backups';
import type { RestoreTestSummary } from '@vigie/contract/restore-tests';
import { t } from '../i18n/t';

type Origin = RestorePoint['origin'] | RestoreTestSummary['origin'];

const words: Record<Origin, () => string> = {
  schedule: () => t('origin.schedule', 'Scheduled'),
  manual: () => t('origin.manual', 'By hand'),
  rehearsal: () => t('origin.rehearsal', 'Rehearsal'),
  unknown: () => t('origin.unknown', 'Outside of Vigie'),
};

/** Who asked for a backup or a restore test. */
export const originText = (origin: Origin): string => words[origin]();
