import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import { useStyles2 } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { testIds } from '../../components/testIds';
import { useActOnStep } from '../../data/executions';
import type { ActProps } from './actProps';
import { ConfirmAct } from './ConfirmAct';
import { DecideAct } from './DecideAct';
import { DoneAct } from './DoneAct';
import { FailedActs } from './FailedActs';

const forms = { confirm: ConfirmAct, decide: DecideAct, done: DoneAct, failed: FailedActs } as const;

/** What this reader may do with the step now; the last refusal stays readable below, whatever the step became meanwhile. */
export function StepActs({ execution, step }: { execution: Execution; step: ExecutionStep }) {
  const styles = useStyles2(getStyles);
  const mutation = useActOnStep(execution.id);
  const form = formFor(step);
  const Form = form === null ? null : forms[form];
  const act: ActProps['act'] = (value, onActed) => mutation.mutate({ step: step.id, act: value }, { onSuccess: onActed });
  return (
    <div className={styles.root}>
      {Form && <Form step={step} pending={mutation.isPending} error={mutation.error} act={act} />}
      {mutation.error !== null && <ProblemAlert error={mutation.error} data-testid={testIds.execution.actError} />}
    </div>
  );
}

function formFor({ state, kind }: ExecutionStep): keyof typeof forms | null {
  switch (state) {
    case 'awaiting-confirmation':
      return 'confirm';
    case 'waiting':
      return kind === 'decision' ? 'decide' : 'done';
    case 'failed':
      return 'failed';
    default:
      return null;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), '&:empty': { display: 'none' } }),
});
