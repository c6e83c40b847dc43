import { t } from '../../i18n/t';

/** "7, 2 of them destructive". */
export const stepCount = (steps: number, destructive: number): string =>
  destructive === 0
    ? t('runbook.step-count', '{{steps}}, none destructive', { steps })
    : t('runbook.step-count-destructive', '{{steps}}, destructive: {{destructive}}', { steps, destructive });
