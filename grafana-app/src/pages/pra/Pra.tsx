import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, useStyles2 } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useRunbooks } from '../../data/runbooks';
import { t } from '../../i18n/t';
import { ExecutionList } from './ExecutionList';
import { OpenExecutions } from './OpenExecutions';
import { ReadinessPanel } from './ReadinessPanel';
import { RunbookCard } from './RunbookCard';

/** Who is recovering now, how ready we are, what can be done, what was done. */
export function Pra() {
  const styles = useStyles2(getStyles);
  const query = useRunbooks();
  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton rows={3} height={140} />;
  }
  const { items, readiness } = query.data;
  return (
    <>
      {query.isError && <StaleNotice />}
      <OpenExecutions ids={items.flatMap(({ openExecutions }) => openExecutions)} />
      <ReadinessPanel readiness={readiness} />
      <section aria-label={t('pra.runbooks', 'Runbooks')}>
        <h2 className={styles.heading}>{t('pra.runbooks', 'Runbooks')}</h2>
        {items.length === 0 ? (
          <div data-testid={testIds.pra.noRunbook}>
            <EmptyState variant="not-found" hideImage message={t('pra.no-runbook', 'No runbook yet')}>
              {t(
                'pra.no-runbook-hint',
                'Runbooks are files in the folder pra-runbooks/scenarios of the provisioner. Each becomes a card here.',
              )}
            </EmptyState>
          </div>
        ) : (
          <div className={styles.cards}>
            {items.map((runbook) => (
              <RunbookCard key={runbook.slug} runbook={runbook} />
            ))}
          </div>
        )}
      </section>
      <section aria-label={t('pra.history', 'History')}>
        <h2 className={styles.heading}>{t('pra.history', 'History')}</h2>
        <ExecutionList />
      </section>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ fontSize: theme.typography.h4.fontSize, margin: theme.spacing(3, 0, 1.5) }),
  cards: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))' }),
});
