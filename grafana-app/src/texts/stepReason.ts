import type { StepReason } from '@vigie/contract/step-reasons';
import type { VmOperation } from '@vigie/contract/vm-operations';
import { t as translate } from '@grafana/i18n';

/**
 * The sentence of a reason in the reader's language. The English ones are the contract's and come with the reason, so that a code
 * younger than this plugin is still said in words.
 */
export function stepReasonText({ code, params, message }: StepReason): string {
  return translate(`step-reason.${code}`, message, { ...params, interpolation: { escapeValue: false } });
}

/** The same, with what follows from it. */
export function reasonTexts(error: NonNullable<VmOperation['error']>): string {
  return [error, ...(error.consequence ? [error.consequence] : [])].map(stepReasonText).join(' ');
}
