import React from 'react';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useCancelRestoreTest } from '../../data/restoreTests';
import { t } from '../../i18n/t';

export function CancelTestDialog({ test, onClose }: { test: RestoreTest; onClose: () => void }) {
  const cancel = useCancelRestoreTest(test.id);
  return (
    <ConfirmDialog
      title={t('test.cancel-title', 'Stop the test of {{name}}', { name: test.vmName })}
      confirmText={t('test.cancel-confirm', 'Stop the test')}
      variant="destructive"
      act={cancel}
      input={undefined}
      done={t('test.cancelled', 'The test of {{name}} is being stopped', { name: test.vmName })}
      onClose={onClose}
    >
      <p>
        {t(
          'test.cancel-text',
          'What the test restored into the lab is removed. The machine itself and its backups are not touched. Nothing is proven by this test.',
        )}
      </p>
    </ConfirmDialog>
  );
}
