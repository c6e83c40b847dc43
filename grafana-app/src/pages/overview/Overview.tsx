import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useOverview } from '../../data/overview';
import { t } from '../../i18n/t';
import { AlertCard } from './AlertCard';
import { ClusterCard } from './ClusterCard';
import { DoubtfulMails } from './DoubtfulMails';
import { ProofCards } from './ProofCards';
import { ReadinessCard } from './ReadinessCard';
import { VmCard } from './VmCard';
import { Waiting } from './Waiting';

/** Three rows: what waits for the reader, what is wrong, what is proven. */
export function Overview() {
  const styles = useStyles2(getStyles);
  const query = useOverview();
  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton rows={3} height={140} />;
  }
  const { waiting, vms, clusters, alerts, proof, readiness } = query.data;
  return (
    <>
      {query.isError && <StaleNotice />}
      <section aria-label={t('overview.waiting', 'Waiting for me')}>
        <h2 className={styles.title}>{t('overview.waiting', 'Waiting for me')}</h2>
        <div className={styles.waiting}>
          <Waiting waiting={waiting} />
          <DoubtfulMails />
        </div>
      </section>
      <section aria-label={t('overview.health', 'Health')}>
        <h2 className={styles.title}>{t('overview.health', 'Health')}</h2>
        <div className={styles.row}>
          <VmCard vms={vms} />
          {clusters !== null && <ClusterCard clusters={clusters} />}
          {alerts !== null && <AlertCard alerts={alerts} />}
        </div>
      </section>
      <section aria-label={t('overview.proof', 'Proof of restore')}>
        <h2 className={styles.title}>{t('overview.proof', 'Proof of restore')}</h2>
        <div className={styles.row}>
          <ProofCards proof={proof} />
        </div>
        {readiness !== null && <ReadinessCard readiness={readiness} />}
      </section>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    fontSize: theme.typography.h5.fontSize,
    color: theme.colors.text.secondary,
    margin: theme.spacing(0, 0, 1),
    'section + section &': { marginTop: theme.spacing(3) },
  }),
  waiting: css({ display: 'grid', gap: theme.spacing(2) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 270px), 1fr))',
    gap: theme.spacing(2),
  }),
});
