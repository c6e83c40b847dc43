import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { FactList } from '../../components/FactList';
import { Markdown } from '../../components/Markdown';
import { NotFound } from '../../components/NotFound';
import { Panel } from '../../components/Panel';
import { PrintArea } from '../../components/PrintArea';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { toProblemError } from '../../data/problem';
import { useRunbook } from '../../data/runbooks';
import { formatDuration } from '../../format/duration';
import { formatAbsolute } from '../../format/time';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { ExecutionList } from '../pra/ExecutionList';
import { LastRehearsal } from '../pra/LastRehearsal';
import { stepCount } from '../pra/stepCount';
import { RunbookSteps } from './RunbookSteps';

export function RunbookDetail({ slug }: { slug: string }) {
  const styles = useStyles2(getStyles);
  const query = useRunbook(slug);
  const error = useLoadError(query);
  if (error !== null) {
    return ['not-found', 'invalid-request'].includes(toProblemError(error).code) ? (
      <NotFound
        message={t('runbook.not-found', 'This runbook does not exist')}
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
  const runbook = query.data;
  return (
    <>
      <PrintArea>
        <div data-testid={testIds.runbook.card}>
          <header className="vigie-print-only">
            <h1>{runbook.title}</h1>
            <p>{runbook.covers}</p>
          </header>
          <Panel>
            <FactList
              facts={[
                { name: t('runbook.rto', 'RTO'), value: formatDuration(runbook.rtoMinutes * 60) },
                { name: t('runbook.steps', 'Steps'), value: stepCount(runbook.steps.length, runbook.destructiveSteps) },
                { name: t('runbook.needs', 'To start it'), value: needs(runbook.parameters) },
                { name: t('runbook.last-rehearsal', 'Last rehearsal'), value: <LastRehearsal runbook={runbook} /> },
              ]}
            />
          </Panel>
          <div className={styles.columns}>
            <Panel title={t('runbook.read-first', 'Read this first')}>
              <Markdown text={runbook.body} />
            </Panel>
            <Panel title={t('runbook.steps', 'Steps')}>
              <RunbookSteps steps={runbook.steps} />
            </Panel>
          </div>
          <footer className="vigie-print-only">
            {t('runbook.printed', 'Printed {{when}}. Print it again when the runbook changes.', {
              when: formatAbsolute(new Date().toISOString()),
            })}
          </footer>
        </div>
      </PrintArea>
      <h2 className={styles.heading}>{t('pra.history', 'History')}</h2>
      <ExecutionList runbook={slug} />
    </>
  );
}

const needs = (parameters: Array<{ label: string }>): string =>
  parameters.length === 0 ? t('runbook.needs-nothing', 'Nothing to choose') : parameters.map(({ label }) => label).join(', ');

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ fontSize: theme.typography.h4.fontSize, margin: theme.spacing(3, 0, 1.5) }),
  columns: css({
    display: 'grid',
    gap: theme.spacing(0, 2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    '@media print': { display: 'block' },
  }),
});
