import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution } from '@vigie/contract/executions';
import { Alert, useStyles2 } from '@grafana/ui';
import { NotFound } from '../../components/NotFound';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { isOpen, useExecution } from '../../data/executions';
import { toProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { CurrentStep } from './CurrentStep';
import { currentStep } from './currentStep';
import { ExecutionHeader } from './ExecutionHeader';
import { Journal } from './Journal';
import { ModeBanner } from './ModeBanner';
import { ReportPanel } from './ReportPanel';
import { StepAnnouncer } from './StepAnnouncer';
import { StepList } from './StepList';

export function ExecutionDetail({ id }: { id: string }) {
  const query = useExecution(id);
  const error = useLoadError(query);
  if (error !== null) {
    return ['not-found', 'invalid-request'].includes(toProblemError(error).code) ? (
      <NotFound
        message={t('execution.not-found', 'This execution does not exist')}
        backTo={urls.pra}
        backText={t('pra.back', 'All runbooks')}
      />
    ) : (
      <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />
    );
  }
  if (query.data === undefined) {
    return <Skeleton rows={3} height={120} />;
  }
  return (
    <>
      {query.isError && <StaleNotice />}
      <GuidedExecution execution={query.data} />
    </>
  );
}

function GuidedExecution({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const [chosen, setChosen] = useState<string | null>(null);
  const current = currentStep(execution);
  const open = isOpen(execution);
  const shown = execution.steps.find((step) => step.id === chosen) ?? current ?? execution.steps.at(-1);
  return (
    <div className={styles.root}>
      <ModeBanner execution={execution} />
      <ExecutionHeader execution={execution} />
      <StepAnnouncer execution={execution} />
      {execution.abortReason !== undefined && (
        <Alert
          severity="info"
          title={t('execution.aborted-title', 'This execution was aborted. What was done until then stays as it is.')}
          data-testid={testIds.execution.abortedBecause}
        >
          {execution.abortReason}
        </Alert>
      )}
      {!open && <ReportPanel execution={execution} />}
      <div className={styles.columns}>
        <div className={styles.detail}>
          {shown && (
            <CurrentStep
              execution={execution}
              step={shown}
              onBack={open && current !== undefined && shown.id !== current.id ? () => setChosen(null) : undefined}
            />
          )}
        </div>
        <div className={styles.list}>
          <StepList
            execution={execution}
            shown={shown?.id}
            // Whoever looks at the current step goes on with it.
            onShow={(step) => setChosen(step === current?.id && open ? null : step)}
          />
        </div>
      </div>
      <Journal execution={execution} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ containerType: 'inline-size' }),
  // In the document the step to act on comes first: it is the first that Tab reaches, and the first on a narrow screen.
  columns: css({
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    marginBottom: theme.spacing(2),
    gridTemplateColumns: 'minmax(280px, 380px) minmax(0, 1fr)',
    '@container (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  detail: css({ gridColumn: 2, gridRow: 1, minWidth: 0, '@container (max-width: 860px)': { gridColumn: 1, gridRow: 1 } }),
  list: css({ gridColumn: 1, gridRow: 1, minWidth: 0, '@container (max-width: 860px)': { gridRow: 2 } }),
});
