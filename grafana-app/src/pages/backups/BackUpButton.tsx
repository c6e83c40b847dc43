import React from 'react';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastProblem, toastSuccess } from '../../components/toast';
import { useCreateBackup } from '../../data/backups';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';

interface Props {
  vm: { id: string; name: string };
  /** Only its icon, for rows. */
  compact?: boolean;
  /** Why it is not possible now. */
  blocked?: string | undefined;
}

/** Backs a machine up now; absent for who may not. No question before: a backup harms nothing. */
export function BackUpButton({ vm, compact = false, blocked }: Props) {
  const may = useCan('backup:create');
  const backUp = useCreateBackup(vm.id);
  if (!may) {
    return null;
  }
  const words = t('backups.back-up', 'Back up now');
  const start = () =>
    backUp.mutate(undefined, {
      onSuccess: () => toastSuccess(t('backups.started', 'The backup of {{name}} has started', { name: vm.name })),
      onError: toastProblem,
    });
  return (
    <Button
      size={compact ? 'sm' : 'md'}
      variant="secondary"
      fill={compact ? 'text' : 'solid'}
      icon={backUp.isPending ? 'spinner' : 'save'}
      disabled={backUp.isPending || blocked !== undefined}
      tooltip={blocked ?? (compact ? words : undefined)}
      aria-label={compact ? `${words}: ${vm.name}` : undefined}
      onClick={start}
      data-testid={testIds.backups.backUp}
      data-vm={vm.id}
    >
      {compact ? undefined : words}
    </Button>
  );
}
