import React from 'react';
import type { Snapshot } from '@vigie/contract/snapshots';
import type { Vm } from '@vigie/contract/vms';
import { Alert } from '@grafana/ui';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useNow } from '../../components/useNow';
import { useRollbackSnapshot } from '../../data/snapshots';
import { formatAbsolute, formatRelative } from '../../format/time';
import { t } from '../../i18n/t';

/** Asks before a machine loses what came after a snapshot. */
export function RollbackDialog({ vm, snapshot, onClose }: { vm: Vm; snapshot: Snapshot; onClose: () => void }) {
  const now = useNow(30_000);
  const rollback = useRollbackSnapshot(vm.id);
  return (
    <ConfirmDialog
      title={t('rollback.title', 'Roll {{name}} back to {{snapshot}}', { name: vm.name, snapshot: snapshot.name })}
      confirmText={t('snapshots.rollback', 'Roll back')}
      variant="destructive"
      act={rollback}
      input={snapshot.name}
      onClose={onClose}
    >
      <Alert
        severity="warning"
        title={
          snapshot.takenAt === null
            ? t('rollback.lost-all', 'All that was written since this snapshot is lost')
            : t('rollback.lost', 'All that was written since {{when}} is lost ({{ago}})', {
                when: formatAbsolute(snapshot.takenAt),
                ago: formatRelative(snapshot.takenAt, now),
              })
        }
      >
        {t(
          'rollback.what',
          'That is every file, mail and database record on its disks. To be able to return, take a snapshot of the present first.',
        )}
      </Alert>
      {vm.state === 'running' && <p>{t('rollback.running', 'The machine runs: whoever uses its services is cut off meanwhile.')}</p>}
    </ConfirmDialog>
  );
}
