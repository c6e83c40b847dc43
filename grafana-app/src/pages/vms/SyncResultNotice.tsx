import React from 'react';
import type { SyncResult } from '@vigie/contract/drift';
import { Alert } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { localeTag } from '../../i18n/language';
import { t } from '../../i18n/t';

/** What a reading of all states found: where it could not read, and how many machines are unknown for that. */
export function SyncResultNotice({ result, onClose }: { result: SyncResult; onClose: () => void }) {
  const away = result.clusters.filter(({ seenAt }) => seenAt === null).map(({ cluster }) => cluster);
  const count = (of: 'vms' | 'unknown') => result.clusters.reduce((sum, cluster) => sum + cluster[of], 0);
  const [vms, unknown] = [count('vms'), count('unknown')];
  const clusters = new Intl.ListFormat(localeTag()).format(away);
  return (
    // The page stretches what it holds: an alert only fills what is around it.
    <div>
      <Alert
        severity={away.length > 0 ? 'warning' : unknown > 0 ? 'info' : 'success'}
        title={
          away.length > 0
            ? t('vms-sync.away', 'These clusters cannot be read: {{clusters}}', { clusters })
            : t('vms-sync.read', 'Read just now: {{vms}} machines', { vms })
        }
        onRemove={onClose}
        data-testid={testIds.vms.syncResult}
      >
        {away.length > 0
          ? t('vms-sync.away-hint', '{{unknown}} of {{vms}} machines are shown as unknown. What they were is not guessed.', {
              unknown,
              vms,
            })
          : unknown > 0
            ? t('vms-sync.unknown', 'Proxmox does not know the state of {{unknown}} of them.', { unknown })
            : undefined}
      </Alert>
    </div>
  );
}
