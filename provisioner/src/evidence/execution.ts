import { reasonText } from '@vigie/contract/reason-text';
import type { Execution } from '@vigie/contract/executions';
import type { Language } from '@vigie/contract/primitives';
import type { SignedDocument } from '@vigie/contract/signed-document';
import type { ExecutionDocument } from './execution-document.ts';
import { deviationWords, stateText } from './deviation-words.ts';
import { executionPage } from './execution-page.ts';
import { stepStateWords } from './execution-words.ts';
import { secondsBetween } from './seconds-between.ts';
import { sign } from './sign.ts';
import type { SigningKey } from './signing-key.ts';

/** `language` is the one in which the texts of the execution are. */
export interface ExecutionAbout {
  operator: { name: string };
  vigieVersion: string;
  language: Language;
}

/** The report of an execution that ended. */
export function executionReport(key: SigningKey, execution: Execution, about: ExecutionAbout, signedAt = new Date()): SignedDocument {
  const { id, runbook, title, mode, state, reason, parameters, startedBy, startedAt } = execution;
  const rtaSeconds = secondsBetween(startedAt, execution.endedAt);
  const document: ExecutionDocument = {
    format: 'vigie-execution/1',
    signedAt: signedAt.toISOString(),
    keyId: key.keyId,
    language: about.language,
    software: { name: 'Vigie', version: about.vigieVersion },
    operator: about.operator.name,
    rehearsal: mode === 'rehearsal',
    execution: {
      id, runbook, title, mode, state, reason, parameters, startedBy, startedAt,
      endedAt: execution.endedAt ?? null, abortReason: execution.abortReason ?? null,
    },
    objectives: { rtoSeconds: execution.rtoSeconds },
    measured: { rtaSeconds },
    steps: execution.steps.map((step) => ({ ...step, seconds: secondsBetween(step.startedAt, step.endedAt) })),
    deviations: deviationsOf(execution, rtaSeconds, about.language),
    journal: execution.journal,
  };
  return sign(key, document, executionPage);
}

function deviationsOf({ steps, state, abortReason, rtoSeconds }: Execution, rtaSeconds: number | null, language: Language): ExecutionDocument['deviations'] {
  const open = steps
    .filter((step) => step.state !== 'done')
    .map((step) => ({
      of: 'step' as const, name: step.title,
      text: stateText(stepStateWords[step.state], language, [...(step.error ? [reasonText(step.error, language)] : []), ...(step.note ? [step.note] : [])]),
    }));
  const missed = rtaSeconds !== null && rtaSeconds > rtoSeconds;
  return [
    ...(state === 'done' ? [] : [{ of: 'execution' as const, name: state, text: abortReason ?? deviationWords.unfinished[language] }]),
    ...open,
    ...(missed ? [{ of: 'objective' as const, name: 'RTO', text: deviationWords.objective[language](rtaSeconds, rtoSeconds) }] : []),
  ];
}
