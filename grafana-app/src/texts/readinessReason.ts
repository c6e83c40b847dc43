import type { ReadinessReason } from '@vigie/contract/readiness';
import { t as translate } from '@grafana/i18n';

/** What is missing for a recovery, in the reader's language; as with stepReasonText, the English sentence comes with the reason. */
export function readinessReasonText({ code, params, message }: ReadinessReason): string {
  return translate(`readiness-reason.${code}`, message, { ...params, interpolation: { escapeValue: false } });
}
