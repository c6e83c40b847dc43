import React from 'react';
import type { BackupPolicy } from '@vigie/contract/backup-policies';
import { ActionDialog } from '../../components/ActionDialog';
import { toastSuccess } from '../../components/toast';
import { useChangePolicy } from '../../data/backupPolicies';
import { t } from '../../i18n/t';

export function ResetPolicyDialog({ policy, onClose }: { policy: BackupPolicy; onClose: () => void }) {
  const change = useChangePolicy();
  const confirm = () =>
    change.mutate(
      { tenant: policy.tenant, settings: null },
      {
        onSuccess: () => {
          toastSuccess(t('policy.was-reset', 'The defaults hold for {{tenant}} again', { tenant: policy.tenant }));
          onClose();
        },
      },
    );
  return (
    <ActionDialog
      title={t('policy.reset-title', 'Back to the defaults for {{tenant}}', { tenant: policy.tenant })}
      confirmText={t('policy.reset-confirm', 'Take its own policy away')}
      variant="destructive"
      pending={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onDismiss={onClose}
    >
      <p>
        {t(
          'policy.reset-text',
          'The tenant’s own schedule, retention and objectives are forgotten, and those of the configuration hold. Backups that exist stay; from its next backup on, the default retention decides which are kept.',
        )}
      </p>
    </ActionDialog>
  );
}
