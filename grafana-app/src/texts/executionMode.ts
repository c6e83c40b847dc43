import type { ExecutionMode } from '@vigie/contract/runbooks';
import { t } from '../i18n/t';

const words: Record<ExecutionMode, () => string> = {
  rehearsal: () => t('execution-mode.rehearsal', 'Rehearsal'),
  real: () => t('execution-mode.real', 'For real'),
};

export const executionModeText = (mode: ExecutionMode): string => words[mode]();
