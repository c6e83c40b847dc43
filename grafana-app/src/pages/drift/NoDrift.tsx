import React from 'react';
import type { DriftReport } from '@vigie/contract/drift';
import { EmptyState } from '@grafana/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { DriftClusters } from './DriftClusters';

/** Nothing differs, as far as could be looked. */
export function NoDrift({ clusters }: Pick<DriftReport, 'clusters'>) {
  const oldest = clusters.map(({ checkedAt }) => checkedAt).sort((a, b) => (a ?? '').localeCompare(b ?? ''))[0];
  const known = clusters.some(({ checkedAt }) => checkedAt !== null);
  return (
    <div data-testid={testIds.drift.empty}>
      <DriftClusters clusters={clusters} />
      <EmptyState
        variant={known ? 'completed' : 'not-found'}
        message={
          known ? t('drift.none', 'Nothing differs: Proxmox holds what Vigie believes') : t('drift.unknown', 'Nothing was compared yet')
        }
      >
        {known && oldest != null && (
          <>
            {t('drift.checked', 'Last looked at:')} <RelativeTime instant={oldest} />
          </>
        )}
      </EmptyState>
    </div>
  );
}
