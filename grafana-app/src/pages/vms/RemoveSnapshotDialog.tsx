import React from 'react';
import type { Snapshot } from '@vigie/contract/snapshots';
import type { Vm } from '@vigie/contract/vms';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useDeleteSnapshot } from '../../data/snapshots';
import { t } from '../../i18n/t';

export function RemoveSnapshotDialog({ vm, snapshot, onClose }: { vm: Vm; snapshot: Snapshot; onClose: () => void }) {
  const remove = useDeleteSnapshot(vm.id);
  const title = t('snapshots.remove-of', 'Remove the snapshot {{snapshot}}', { snapshot: snapshot.name });
  return (
    <ConfirmDialog
      title={title}
      confirmText={t('snapshots.remove', 'Remove')}
      variant="destructive"
      act={remove}
      input={snapshot.name}
      onClose={onClose}
    >
      <p>
        {t(
          'snapshots.remove-text',
          'The machine stays as it is, and so do its other snapshots. It is only no longer possible to go back to this one.',
        )}
      </p>
    </ConfirmDialog>
  );
}
