import React from 'react';
import type { VmProtection } from '@vigie/contract/protection';
import { Stack, TextLink } from '@grafana/ui';
import type { Column } from '../../components/ListTable';
import { NotedValue } from '../../components/NotedValue';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { useNow } from '../../components/useNow';
import { formatDuration } from '../../format/duration';
import { formatRelative } from '../../format/time';
import { t } from '../../i18n/t';
import { protectionState, protectionStates, protectionStateText } from '../../texts/protectionState';
import { verdictText } from '../../texts/verdict';
import { urls } from '../../urls';
import { BackUpButton } from './BackUpButton';
import { DayStrip, DayStripHeader } from './DayStrip';
import type { Day } from './dayStates';
import { TestButton } from './TestButton';
import type { useUnderWay } from './useUnderWay';

interface Options {
  showTenant: boolean;
  showActions: boolean;
  days: Date[];
  daysOf: (vm: VmProtection) => Day[];
  underWay: ReturnType<typeof useUnderWay>;
}

export function proofColumns({ showTenant, showActions, days, daysOf, underWay }: Options): Array<Column<VmProtection>> {
  const columns: Array<Column<VmProtection>> = [
    {
      id: 'state',
      title: t('proof.state', 'Restorable?'),
      cell: (vm) => <StateDot {...protectionStateText(protectionState(vm))} />,
      // The worst first.
      sortBy: (vm) => protectionStates.indexOf(protectionState(vm)),
    },
    {
      id: 'name',
      title: t('list.name', 'Name'),
      cell: (vm) => (
        // The tenant has no column of its own: the days need the room.
        <NotedValue note={showTenant ? vm.tenant : ''}>
          <TextLink href={urls.vm(vm.vm)} color="primary" inline={false}>
            {vm.vmName}
          </TextLink>
        </NotedValue>
      ),
      sortBy: (vm) => `${vm.tenant} ${vm.vmName}`,
      long: (vm) => vm.vmName,
    },
    {
      id: 'days',
      title: t('proof.last-days', 'Last {{count}} days', { count: days.length }),
      header: <DayStripHeader days={days} />,
      cell: (vm) => <DayStrip vm={vm} days={daysOf(vm)} />,
    },
    {
      id: 'backup',
      title: t('proof.newest', 'Newest backup'),
      cell: (vm) => <NewestBackup vm={vm} />,
      sortBy: (vm) => (vm.lastBackupAt === null ? 0 : Date.parse(vm.lastBackupAt)),
    },
    {
      id: 'test',
      title: t('proof.last-test', 'Last test'),
      minor: true,
      cell: (vm) => <LastTest vm={vm} />,
      // Whose proof is due first.
      sortBy: (vm) => Date.parse(vm.proofDueAt),
    },
    {
      id: 'actions',
      title: t('list.actions', 'Actions'),
      cell: (vm) => {
        const machine = { id: vm.vm, name: vm.vmName };
        const noBackup = vm.lastBackupAt === null ? t('backups.none-to-test', 'There is no complete backup to test yet') : undefined;
        return (
          <Stack gap={0}>
            <BackUpButton vm={machine} compact blocked={underWay.backup(vm.vm)} />
            <TestButton vm={machine} compact blocked={underWay.test(vm.vm) ?? noBackup} />
          </Stack>
        );
      },
    },
  ];
  return columns.filter(({ id }) => showActions || id !== 'actions');
}

/** Its age, and how old it may be. */
function NewestBackup({ vm }: { vm: VmProtection }) {
  return (
    <NotedValue bad={vm.withinRpo === false} note={t('proof.rpo', 'RPO {{rpo}}', { rpo: formatDuration(vm.rpoSeconds) })}>
      {vm.lastBackupAt === null ? '–' : <RelativeTime instant={vm.lastBackupAt} />}
    </NotedValue>
  );
}

/** What it said, and until when the next proof is due. */
function LastTest({ vm: { lastTest, proofDueAt, proven } }: { vm: VmProtection }) {
  const now = useNow(30_000);
  const overdue = Date.parse(proofDueAt) < now;
  const when = formatRelative(proofDueAt, now);
  const note = overdue ? t('proof.was-due', 'proof was due {{when}}', { when }) : t('proof.is-due', 'next due {{when}}', { when });
  return (
    <NotedValue bad={overdue && !proven} note={note}>
      {lastTest === null ? (
        t('proof.never-tested', 'never')
      ) : (
        <TextLink href={urls.restoreTest(lastTest.id)} color="primary" inline={false}>
          {verdictText(lastTest.verdict).word}, <RelativeTime instant={lastTest.endedAt} />
        </TextLink>
      )}
    </NotedValue>
  );
}
