import React from 'react';
import { EmptyState } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useBackupPolicies } from '../../data/backupPolicies';
import { t } from '../../i18n/t';
import { PolicyPanel } from './PolicyPanel';

/** The policy of each tenant that the reader may see. */
export function PolicyList() {
  const query = useBackupPolicies();
  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton rows={2} height={160} />;
  }
  if (query.data.items.length === 0) {
    return (
      <div data-testid={testIds.policies.empty}>
        <EmptyState variant="call-to-action" message={t('policy.empty-title', 'No tenant yet')}>
          {t('policy.empty-hint', 'Each tenant of the configuration has a policy: its own, or the defaults.')}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      {query.isError && <StaleNotice />}
      {query.data.items.map((policy) => (
        <PolicyPanel key={policy.tenant} policy={policy} />
      ))}
    </>
  );
}
