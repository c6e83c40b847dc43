import React from 'react';
import type { BackupPolicy } from '@vigie/contract/backup-policies';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useChangePolicy } from '../../data/backupPolicies';
import { t } from '../../i18n/t';

export function ResetPolicyDialog({ policy, onClose }: { policy: BackupPolicy; onClose: () => void }) {
  const change = useChangePolicy();
  return (
    <ConfirmDialog
      title={t('policy.reset-title', 'Back to the defaults for {{tenant}}', { tenant: policy.tenant })}
      confirmText={t('policy.reset-confirm', 'Take its own policy away')}
      variant="destructive"
      act={change}
      input={{ tenant: policy.tenant, settings: null }}
      done={t('policy.was-reset', 'The defaults hold for {{tenant}} again', { tenant: policy.tenant })}
      onClose={onClose}
    >
      <p>
        {t(
          'policy.reset-text',
          'The tenant’s own schedule, retention and objectives are forgotten, and those of the configuration hold. Backups that exist stay; from its next backup on, the default retention decides which are kept.',
        )}
      </p>
    </ConfirmDialog>
  );
}
