import React from 'react';
import type { BackupRun } from '@vigie/contract/backups';
import { TextLink } from '@grafana/ui';
import type { Column } from '../../components/ListTable';
import { RelativeTime } from '../../components/RelativeTime';
import { formatBytes } from '../../format/bytes';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { originText } from '../../texts/backupOrigin';
import { backupRunStateText } from '../../texts/backupRunState';
import { stepReasonText } from '../../texts/stepReason';
import { urls } from '../../urls';
import { RunState } from './RunState';

export function runColumns(showTenant: boolean): Array<Column<BackupRun>> {
  const columns: Array<Column<BackupRun>> = [
    {
      id: 'state',
      title: t('list.state', 'State'),
      cell: (run) => <RunState run={run} />,
      sortBy: (run) => backupRunStateText(run.state).word,
    },
    {
      id: 'name',
      title: t('list.name', 'Name'),
      cell: (run) => (
        <TextLink href={urls.vm(run.vm)} color="primary" inline={false}>
          {run.vmName}
        </TextLink>
      ),
      sortBy: (run) => run.vmName,
      long: (run) => run.vmName,
    },
    { id: 'tenant', title: t('list.tenant', 'Tenant'), cell: (run) => run.tenant, sortBy: (run) => run.tenant },
    {
      id: 'started',
      title: t('runs.started', 'Started'),
      cell: (run) => <RelativeTime instant={run.startedAt ?? run.createdAt} />,
      sortBy: (run) => Date.parse(run.startedAt ?? run.createdAt),
    },
    {
      id: 'duration',
      title: t('runs.duration', 'Duration'),
      align: 'right',
      cell: (run) => {
        const seconds = secondsOf(run);
        return seconds === null ? '–' : formatDuration(seconds);
      },
      sortBy: (run) => secondsOf(run) ?? -1,
    },
    {
      id: 'size',
      title: t('runs.size', 'Size'),
      align: 'right',
      cell: (run) => (run.sizeBytes === undefined ? '–' : formatBytes(run.sizeBytes)),
      sortBy: (run) => run.sizeBytes ?? -1,
    },
    {
      id: 'found',
      title: t('runs.found', 'What there is to know'),
      minor: true,
      cell: (run) => <span>{remarkOf(run)}</span>,
      long: remarkOf,
    },
    {
      id: 'origin',
      title: t('list.origin', 'Origin'),
      minor: true,
      cell: ({ origin }) => originText(origin),
      sortBy: ({ origin }) => originText(origin),
    },
    { id: 'by', title: t('runs.by', 'Asked by'), minor: true, cell: (run) => run.requestedBy, sortBy: (run) => run.requestedBy },
  ];
  return columns.filter(({ id }) => showTenant || id !== 'tenant');
}

const secondsOf = ({ startedAt, endedAt }: BackupRun): number | null =>
  startedAt === undefined || endedAt === undefined ? null : secondsBetween(startedAt, endedAt);

/** Why it failed, or what it lacks as a proof. */
function remarkOf(run: BackupRun): string {
  if (run.error !== undefined) {
    return stepReasonText(run.error);
  }
  if (run.state !== 'done') {
    return '';
  }
  if (!run.canary) {
    return t('runs.no-canary', 'Without canary: a restore test can’t prove the age of its data');
  }
  return run.consistent === false ? t('runs.not-frozen', 'The file systems were not frozen') : '';
}
