import type { UseFormSetError } from 'react-hook-form';
import { toProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import { fieldAt, type PolicyDraft } from './policyDraft';

/** Puts the provisioner's field errors beside their fields. Its own words are English; they are in the technical details. */
export function applyPolicyErrors(error: unknown, setError: UseFormSetError<PolicyDraft>): void {
  for (const { path } of toProblemError(error).fields) {
    const field = fieldAt(path.replace(/^settings\./, '').split('.'));
    if (field === undefined) {
      continue;
    }
    const isSchedule = field === 'schedule' || field === 'testSchedule';
    setError(field, {
      type: 'server',
      message: isSchedule
        ? t('policy-form.schedule-refused', 'The provisioner cannot read this schedule, or it never comes true')
        : t('field.refused', 'The provisioner does not accept this value'),
    });
  }
}
