import { backupPolicySettings } from '@vigie/contract/backup-policies';
import type { FieldErrors, Resolver } from 'react-hook-form';
import { t } from '../../i18n/t';
import { fieldAt, settingsOf, type PolicyDraft, type PolicyField } from './policyDraft';

/** Checks a draft with the contract's schema; the sentences are ours, in the reader's language. */
export const policyResolver: Resolver<PolicyDraft> = (draft) => {
  const result = backupPolicySettings.safeParse(settingsOf(draft));
  if (result.success) {
    return { values: draft, errors: {} };
  }
  const errors: FieldErrors<PolicyDraft> = {};
  for (const { path, code } of result.error.issues) {
    const field = fieldAt(path);
    if (field !== undefined && errors[field] === undefined) {
      Object.assign(errors, { [field]: { type: code, message: sentences[field]() } });
    }
  }
  return { values: {}, errors };
};

const cron = () =>
  t(
    'policy-form.cron-invalid',
    'Five fields: minute, hour, day of month, month, day of week. For example 30 1 * * * for every day at 01:30',
  );

const sentences: Record<PolicyField, () => string> = {
  schedule: cron,
  testSchedule: cron,
  timeZone: () => t('policy-form.zone-invalid', 'Choose a time zone'),
  storage: () => t('policy-form.storage-invalid', 'Name a storage of the cluster that takes backups'),
  keep: () => t('policy-form.keep-invalid', 'Keep at least one backup: whole numbers from 1 to 1000, empty for none'),
  rpoMinutes: () => t('policy-form.rpo-invalid', 'Whole minutes, from 5 to 527040 (a year)'),
  rtoMinutes: () => t('policy-form.rto-invalid', 'Whole minutes, from 1 to 44640 (a month)'),
  windowDays: () => t('policy-form.window-invalid', 'Whole days, from 1 to 366'),
  ports: () => t('policy-form.ports-invalid', 'Up to 20 port numbers, with commas between them, such as 22, 443'),
};
