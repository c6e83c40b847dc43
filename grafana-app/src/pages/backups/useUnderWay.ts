import { isUnderWay, useBackupRuns } from '../../data/backups';
import { isTesting, useRestoreTests } from '../../data/restoreTests';
import { t } from '../../i18n/t';

/** Why a machine can't be backed up or tested now, because that is just being done. */
export function useUnderWay(): { backup: (vm: string) => string | undefined; test: (vm: string) => string | undefined } {
  const runs = useBackupRuns({}, 200).data?.pages.flatMap((page) => page.items) ?? [];
  const tests = useRestoreTests({}).data?.pages.flatMap((page) => page.items) ?? [];
  return {
    backup: (vm) =>
      runs.some((run) => run.vm === vm && isUnderWay(run)) ? t('backups.running', 'A backup of this machine is under way') : undefined,
    test: (vm) =>
      tests.some((test) => test.vm === vm && isTesting(test))
        ? t('backups.testing', 'A restore test of this machine is under way')
        : undefined,
  };
}
