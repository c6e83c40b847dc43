import React from 'react';
import type { RestoreTestSummary } from '@vigie/contract/restore-tests';
import { TextLink } from '@grafana/ui';
import type { Column } from '../../components/ListTable';
import { NotedValue } from '../../components/NotedValue';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { originText } from '../../texts/backupOrigin';
import { restoreTestStateText } from '../../texts/restoreTestState';
import { stepReasonText } from '../../texts/stepReason';
import { urls } from '../../urls';

export function restoreTestColumns(showTenant: boolean): Array<Column<RestoreTestSummary>> {
  const columns: Array<Column<RestoreTestSummary>> = [
    {
      id: 'verdict',
      title: t('tests.verdict', 'Verdict'),
      cell: (test) => <StateDot {...restoreTestStateText(test)} />,
      sortBy: (test) => restoreTestStateText(test).word,
    },
    {
      id: 'name',
      title: t('list.name', 'Name'),
      cell: (test) => (
        <TextLink href={urls.restoreTest(test.id)} color="primary" inline={false}>
          {test.vmName}
        </TextLink>
      ),
      sortBy: (test) => test.vmName,
      long: (test) => test.vmName,
    },
    { id: 'tenant', title: t('list.tenant', 'Tenant'), cell: (test) => test.tenant, sortBy: (test) => test.tenant },
    {
      id: 'tested',
      title: t('tests.tested', 'Tested'),
      cell: (test) => <RelativeTime instant={test.startedAt ?? test.createdAt} />,
      sortBy: (test) => Date.parse(test.startedAt ?? test.createdAt),
    },
    {
      id: 'rta',
      title: t('tests.rta', 'Restored in'),
      cell: ({ rtaSeconds, rtoSeconds }) => (
        <NotedValue bad={(rtaSeconds ?? 0) > rtoSeconds} note={t('tests.rto', 'RTO {{rto}}', { rto: formatDuration(rtoSeconds) })}>
          {rtaSeconds === null ? '–' : formatDuration(rtaSeconds)}
        </NotedValue>
      ),
      sortBy: (test) => test.rtaSeconds ?? -1,
    },
    {
      id: 'rpa',
      title: t('tests.rpa', 'Data loss'),
      minor: true,
      cell: ({ rpaSeconds, rpoSeconds }) => (
        <NotedValue bad={(rpaSeconds ?? 0) > rpoSeconds} note={t('proof.rpo', 'RPO {{rpo}}', { rpo: formatDuration(rpoSeconds) })}>
          {rpaSeconds === null ? '–' : formatDuration(rpaSeconds)}
        </NotedValue>
      ),
      sortBy: (test) => test.rpaSeconds ?? -1,
    },
    {
      id: 'reason',
      title: t('tests.reason', 'What was found'),
      minor: true,
      cell: (test) => <span>{reasonOf(test)}</span>,
      long: reasonOf,
    },
    {
      id: 'origin',
      title: t('list.origin', 'Origin'),
      minor: true,
      cell: ({ origin }) => originText(origin),
      sortBy: ({ origin }) => originText(origin),
    },
  ];
  return columns.filter(({ id }) => showTenant || id !== 'tenant');
}

const reasonOf = ({ reason }: RestoreTestSummary): string => (reason === undefined ? '' : stepReasonText(reason));
