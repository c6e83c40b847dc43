import { t } from '../../i18n/t';
import type { DayState } from './dayStates';

const words: Record<DayState, () => string> = {
  proven: () => t('day-state.proven', 'Proven by a restore test'),
  verified: () => t('day-state.verified', 'Backed up and verified'),
  ok: () => t('day-state.ok', 'Backed up'),
  expired: () => t('day-state.expired', 'Backed up, no longer kept'),
  writing: () => t('day-state.writing', 'Not complete yet'),
  failed: () => t('day-state.failed', 'Failed'),
  late: () => t('day-state.late', 'Late: older than the RPO'),
  none: () => t('day-state.none', 'Nothing known'),
};

export const dayStateText = (state: DayState): string => words[state]();
