import type { Execution, JournalEntry } from '@vigie/contract/executions';
import { stepReasonText } from '../../texts/stepReason';

/** What a person wrote or chose beside an act, why a step failed, or what Vigie saw. */
export function journalDetail({ steps }: Pick<Execution, 'steps'>, { step, detail }: JournalEntry): string {
  const option = steps.find(({ id }) => id === step)?.options.find(({ id }) => id === detail.option)?.label;
  return [option, detail.note, detail.reason, failure(detail), detail.seen].filter((text) => typeof text === 'string').join(' · ');
}

function failure({ code, params, message }: JournalEntry['detail']): string | undefined {
  if (typeof code !== 'string' || typeof message !== 'string') {
    return undefined;
  }
  return typeof params === 'object' && params !== null ? stepReasonText({ code, params, message } as never) : message;
}
