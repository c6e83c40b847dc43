import React from 'react';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastProblem } from '../../components/toast';
import type { useSyncBastion } from '../../data/bastion';
import { t } from '../../i18n/t';

/** Brings the bastion in line now. */
export function BastionButton({ sync }: { sync: ReturnType<typeof useSyncBastion> }) {
  return (
    <Button
      variant="secondary"
      icon={sync.isPending ? 'spinner' : 'sync'}
      disabled={sync.isPending}
      tooltip={t('bastion.hint', 'Puts the keys of all machines back as Vigie knows them. Files that are not its own stay.')}
      onClick={() => sync.mutate(undefined, { onError: toastProblem })}
      data-testid={testIds.bastion.sync}
    >
      {t('bastion.sync', 'Bring the bastion in line')}
    </Button>
  );
}
