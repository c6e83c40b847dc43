import React from 'react';
import type { Execution } from '@vigie/contract/executions';
import { SpokenStatus } from '../../components/SpokenStatus';
import { t } from '../../i18n/t';
import { executionStateText } from '../../texts/executionState';
import { executionStepStateText } from '../../texts/executionStepState';
import { currentStep } from './currentStep';

/** Tells a screen reader when the execution goes on to another step or state, and nothing else. */
export function StepAnnouncer({ execution }: { execution: Execution }) {
  const step = currentStep(execution);
  const text =
    step === undefined || execution.endedAt !== undefined
      ? executionStateText(execution.state).word
      : t('execution.announce', 'Step {{number}}, {{title}}: {{state}}', {
          number: execution.steps.indexOf(step) + 1,
          title: step.title,
          state: executionStepStateText(step.state).word,
        });
  return <SpokenStatus text={text} />;
}
