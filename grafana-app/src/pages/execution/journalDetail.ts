import type { Execution, JournalEntry } from '@vigie/contract/executions';
import { apiLanguage } from '../../i18n/language';
import { stepReasonText } from '../../texts/stepReason';

/** What a person wrote or chose beside an act, or why a step failed. */
export function journalDetail({ steps }: Pick<Execution, 'steps'>, { step, detail }: JournalEntry): string {
  const option = steps.find(({ id }) => id === step)?.options.find(({ id }) => id === detail.option)?.label;
  return [option, detail.note, detail.reason, failure(detail), seen(detail)].filter((text) => typeof text === 'string').join(' · ');
}

function failure({ code, params, message }: JournalEntry['detail']): string | undefined {
  if (typeof code !== 'string' || typeof message !== 'string') {
    return undefined;
  }
  return typeof params === 'object' && params !== null ? stepReasonText({ code, params, message } as never) : message;
}

/** The probe's words are kept in English only. */
const seen = ({ seen: text }: JournalEntry['detail']): unknown => (apiLanguage() === 'en' ? text : undefined);
