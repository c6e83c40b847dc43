import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { localeTag } from '../i18n/language';
import { t } from '../i18n/t';

export type RetentionRule = keyof BackupPolicySettings['keep'];

export const retentionRules: readonly RetentionRule[] = ['last', 'daily', 'weekly', 'monthly', 'yearly'];

const words: Record<RetentionRule, (count: number) => string> = {
  last: (count) => t('retention.last', 'the last {{count}}', { count }),
  daily: (count) => t('retention.daily', '{{count}} daily', { count }),
  weekly: (count) => t('retention.weekly', '{{count}} weekly', { count }),
  monthly: (count) => t('retention.monthly', '{{count}} monthly', { count }),
  yearly: (count) => t('retention.yearly', '{{count}} yearly', { count }),
};

/** "7 daily, 4 weekly, and 6 monthly" */
export function retentionText(keep: BackupPolicySettings['keep']): string {
  const rules = retentionRules.flatMap((rule) => {
    const count = keep[rule];
    return count === undefined ? [] : [words[rule](count)];
  });
  return new Intl.ListFormat(localeTag()).format(rules);
}
