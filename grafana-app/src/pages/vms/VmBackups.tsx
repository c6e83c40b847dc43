import React, { useEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Vm } from '@vigie/contract/vms';
import { Stack, TextLink, useStyles2 } from '@grafana/ui';
import { FactList, type Fact } from '../../components/FactList';
import { NotedValue } from '../../components/NotedValue';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { RelativeTime } from '../../components/RelativeTime';
import { Skeleton } from '../../components/Skeleton';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { isUnderWay, useBackupRuns, useReadPointsAgain, useRestorePoints } from '../../data/backups';
import { useVmProtection } from '../../data/protection';
import { isTesting, useRestoreTests } from '../../data/restoreTests';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { protectionState, protectionStateText } from '../../texts/protectionState';
import { restoreTestStateText } from '../../texts/restoreTestState';
import { urls } from '../../urls';
import { BackUpButton } from '../backups/BackUpButton';
import { RunState } from '../backups/RunState';
import { TestButton } from '../backups/TestButton';
import { RestorePointTable } from './RestorePointTable';

/** "Could this machine be restored right now, and what proves it?" */
export function VmBackups({ vm }: { vm: Vm }) {
  const styles = useStyles2(getStyles);
  const points = useRestorePoints(vm.id);
  const error = useLoadError(points);
  const run = useBackupRuns({ vm: vm.id }, 5).data?.pages[0]?.items.find(isUnderWay);
  const test = useRestoreTests({ vm: vm.id }, 5).data?.pages[0]?.items.find(isTesting);
  const blocked = useBlocked(
    vm,
    run !== undefined,
    test !== undefined,
    points.data?.items.some(({ state }) => state === 'complete'),
  );
  // A deletion makes a last backup by itself.
  useReadWhenEnded(run?.id ?? (vm.operation?.kind === 'retire' ? vm.operation.id : undefined));
  return (
    <Panel title={t('vm-backups.title', 'Backups and proof')} data-testid={testIds.vmBackups.panel}>
      <div className={styles.head}>
        {vm.state === 'pending-delete' ? (
          <p className={styles.hint}>{t('vm-backups.deleted', 'It is not backed up or tested any more. The backups below stay, also when it is destroyed.')}</p>
        ) : (
          <Protection vm={vm.id} />
        )}
        <Stack gap={1} wrap="wrap">
          <BackUpButton vm={vm} blocked={blocked.backup} />
          <TestButton vm={vm} blocked={blocked.test} />
        </Stack>
      </div>
      {(run ?? test) !== undefined && (
        <div className={styles.running} data-testid={testIds.vmBackups.running}>
          {run && <FactList facts={[{ name: t('vm-backups.backup-now', 'Backup under way'), value: <RunState run={run} /> }]} />}
          {test && (
            <FactList
              facts={[
                {
                  name: t('vm-backups.test-now', 'Restore test under way'),
                  value: (
                    <TextLink href={urls.restoreTest(test.id)} color="primary">
                      {restoreTestStateText(test).word}
                    </TextLink>
                  ),
                },
              ]}
            />
          )}
        </div>
      )}
      {error !== null ? (
        <ProblemAlert error={error} onRetry={() => points.refetch()} data-testid={testIds.vmBackups.loadError} />
      ) : points.data === undefined ? (
        <Skeleton rows={3} />
      ) : points.data.items.length === 0 ? (
        <p className={styles.empty} data-testid={testIds.vmBackups.empty}>
          {vm.state === 'pending-delete'
            ? t('vm-backups.none', 'There is no backup of this machine.')
            : t(
                'vm-backups.empty',
                'There is no backup of this machine yet. The first one is made by the schedule of its tenant’s policy, or now.',
              )}
        </p>
      ) : (
        <RestorePointTable vm={vm} points={points.data.items} blocked={blocked.test} />
      )}
    </Panel>
  );
}

/** What is known of the machine's protection, in facts. */
function Protection({ vm }: { vm: string }) {
  const { data } = useVmProtection(vm);
  if (data === undefined || data === null) {
    return <span />;
  }
  const facts: Fact[] = [
    { name: t('proof.state', 'Restorable?'), value: <StateDot {...protectionStateText(protectionState(data))} /> },
    {
      name: t('proof.newest', 'Newest backup'),
      value: (
        <NotedValue bad={data.withinRpo === false} note={t('proof.rpo', 'RPO {{rpo}}', { rpo: formatDuration(data.rpoSeconds) })}>
          {data.lastBackupAt === null ? '–' : <RelativeTime instant={data.lastBackupAt} />}
        </NotedValue>
      ),
    },
    {
      name: t('vm-backups.proven', 'Last proven'),
      value: data.lastPassedAt === null ? t('vm-backups.never', 'never') : <RelativeTime instant={data.lastPassedAt} />,
    },
    { name: t('proof.due', 'Proof due'), value: <RelativeTime instant={data.proofDueAt} /> },
  ];
  return <FactList facts={facts} />;
}

/** Why a backup or a test is not possible now. */
function useBlocked(vm: Vm, isBackedUp: boolean, isTested: boolean, hasBackup: boolean | undefined) {
  const notKept =
    vm.state === 'pending-delete'
      ? t('backups.being-deleted', 'The machine is being deleted')
      : vm.state === 'deploying'
        ? t('backups.not-delivered', 'Only a machine that is delivered is backed up and tested')
        : undefined;
  return {
    backup: notKept ?? (isBackedUp ? t('backups.running', 'A backup of this machine is under way') : undefined),
    test:
      notKept ??
      (isTested
        ? t('backups.testing', 'A restore test of this machine is under way')
        : hasBackup === false
          ? t('backups.none-to-test', 'There is no complete backup to test yet')
          : undefined),
  };
}

/** A run that is not under way any more has changed what is on the storage. */
function useReadWhenEnded(run: string | undefined): void {
  const readAgain = useReadPointsAgain();
  const last = useRef(run);
  useEffect(() => {
    if (last.current !== undefined && last.current !== run) {
      readAgain();
    }
    last.current = run;
  }, [run, readAgain]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  }),
  hint: css({ flex: '1 1 300px', color: theme.colors.text.secondary, margin: 0 }),
  running: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2, 5),
    padding: theme.spacing(1.5),
    marginBottom: theme.spacing(2),
    border: `1px solid ${theme.colors.primary.border}`,
    borderRadius: theme.shape.radius.default,
  }),
  empty: css({ color: theme.colors.text.secondary, margin: 0 }),
});
