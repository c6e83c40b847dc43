import React from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastProblem } from '../../components/toast';
import { useCan } from '../../data/me';
import { useCreateRestoreTest } from '../../data/restoreTests';
import { t } from '../../i18n/t';
import { urls } from '../../urls';

interface Props {
  vm: { id: string; name: string };
  /** The backup to test; the newest complete one when it is missing. */
  volume?: string;
  compact?: boolean;
  blocked?: string | undefined;
}

/** Tests the restore of a machine now and opens the test; absent for who may not. The machine itself is not touched. */
export function TestButton({ vm, volume, compact = false, blocked }: Props) {
  const may = useCan('restore-test:run');
  const navigate = useNavigate();
  const create = useCreateRestoreTest();
  if (!may) {
    return null;
  }
  const words = volume === undefined ? t('backups.test', 'Test the restore now') : t('backups.test-point', 'Test this backup now');
  const start = () =>
    create.mutate(
      { vm: vm.id, ...(volume !== undefined && { volume }) },
      { onSuccess: (test) => navigate(urls.restoreTest(test.id)), onError: toastProblem },
    );
  return (
    <Button
      size={compact ? 'sm' : 'md'}
      variant="secondary"
      fill={compact ? 'text' : 'solid'}
      icon={create.isPending ? 'spinner' : 'vial'}
      disabled={create.isPending || blocked !== undefined}
      tooltip={blocked ?? (compact ? words : undefined)}
      aria-label={compact ? `${words}: ${vm.name}` : undefined}
      onClick={start}
      data-testid={testIds.backups.test}
      data-vm={vm.id}
    >
      {compact ? undefined : words}
    </Button>
  );
}
