import React from 'react';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastProblem } from '../../components/toast';
import { t } from '../../i18n/t';
import type { useSyncVms } from '../../data/vms';

/** Reads all states from Proxmox now. */
export function SyncButton({ sync }: { sync: ReturnType<typeof useSyncVms> }) {
  return (
    <Button
      variant="secondary"
      icon={sync.isPending ? 'spinner' : 'sync'}
      disabled={sync.isPending}
      onClick={() => sync.mutate(undefined, { onError: toastProblem })}
      data-testid={testIds.vms.sync}
    >
      {t('vms.sync', 'Refresh states')}
    </Button>
  );
}
