import React from 'react';
import type { ExecutionStep } from '@vigie/contract/executions';
import { FactList } from '../../components/FactList';
import { t } from '../../i18n/t';

/** Of a step that is behind us: what was decided, by whom it was done, what was noted. */
export function StepOutcome({ step }: { step: ExecutionStep }) {
  const chosen = step.options.find(({ id }) => id === step.chosen);
  const facts = [
    ...(step.chosen === undefined ? [] : [{ name: t('outcome.decision', 'Decision'), value: chosen?.label ?? step.chosen }]),
    ...(step.doneBy === undefined ? [] : [{ name: t('outcome.by', 'By'), value: step.doneBy }]),
    ...(step.note === undefined ? [] : [{ name: t('outcome.note', 'Note'), value: step.note }]),
  ];
  return facts.length === 0 ? null : <FactList facts={facts} />;
}
