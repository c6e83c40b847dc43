import React from 'react';
import { css } from '@emotion/css';
import { Alert, useStyles2 } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { NotFound } from '../../components/NotFound';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useMe } from '../../data/me';
import { toProblemError } from '../../data/problem';
import { useRestoreTest } from '../../data/restoreTests';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { CheckTable } from './CheckTable';
import { EvidencePanel } from './EvidencePanel';
import { PhaseBar } from './PhaseBar';
import { PhaseTimeline } from './PhaseTimeline';
import { VerdictPanel } from './VerdictPanel';

export function RestoreTestDetail({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const query = useRestoreTest(id);
  const showTenant = useMe().data?.operator ?? false;
  const error = useLoadError(query);
  if (error !== null) {
    return ['not-found', 'invalid-request'].includes(toProblemError(error).code) ? (
      <NotFound
        message={t('test.not-found', 'This restore test does not exist')}
        backTo={urls.backupsTab('tests')}
        backText={t('test.back', 'All restore tests')}
      />
    ) : (
      <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />
    );
  }
  if (query.data === undefined) {
    return <Skeleton rows={3} height={140} />;
  }
  const test = query.data;
  return (
    <>
      {query.isError && <StaleNotice />}
      <VerdictPanel test={test} showTenant={showTenant} />
      {test.leftovers !== null && test.leftovers.length > 0 && (
        <Alert
          severity="warning"
          title={t('test.leftovers', 'The test left something in Proxmox: look at it and remove it by hand')}
          data-testid={testIds.restoreTest.leftovers}
        >
          <ul className={styles.leftovers}>
            {test.leftovers.map((object) => (
              <li key={object}>
                <CopyText text={object} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Panel title={t('test.phases', 'Phases')}>
        <PhaseBar test={test} />
        <PhaseTimeline phases={test.phases} />
      </Panel>
      {test.checks.length > 0 && (
        <Panel title={t('test.checks', 'What was checked')}>
          <CheckTable checks={test.checks} />
        </Panel>
      )}
      {test.evidence && <EvidencePanel test={test} evidence={test.evidence} />}
    </>
  );
}

const getStyles = () => ({ leftovers: css({ margin: 0, paddingLeft: 16 }) });
