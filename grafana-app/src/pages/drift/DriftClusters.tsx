import React from 'react';
import type { DriftReport } from '@vigie/contract/drift';
import { Alert } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatRelative } from '../../format/time';
import { t } from '../../i18n/t';

/** Clusters that could not be read: what is said of them is of their last reading. */
export function DriftClusters({ clusters }: Pick<DriftReport, 'clusters'>) {
  const now = useNow(30_000);
  return (
    // The page stretches what it holds: an alert only fills what is around it.
    <div>
      {clusters
        .filter(({ readable }) => !readable)
        .map(({ cluster, checkedAt }) => (
          <Alert
            key={cluster}
            severity="warning"
            title={t('drift.unreadable', 'The cluster {{cluster}} cannot be read', { cluster })}
            data-testid={testIds.drift.unreadable}
          >
            {checkedAt === null
              ? t('drift.never', 'It was never read: nothing is known of its differences.')
              : t('drift.old', 'What is shown of it was seen {{when}}.', { when: formatRelative(checkedAt, now) })}
          </Alert>
        ))}
    </div>
  );
}
