import React from 'react';
import type { ExecutionSummary } from '@vigie/contract/executions';
import { Text, TextLink, Tooltip } from '@grafana/ui';
import type { Column } from '../../components/ListTable';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { executionModeText } from '../../texts/executionMode';
import { executionStateText } from '../../texts/executionState';
import { urls } from '../../urls';
import { parameterText } from './parameterText';

/** The time, marked when it is over the RTO. */
function Took({ execution }: { execution: ExecutionSummary }) {
  const took = formatDuration(seconds(execution));
  if (execution.endedAt === undefined) {
    return <>{t('executions.open', 'going on')}</>;
  }
  return (
    <Tooltip content={t('clock.of', 'of {{rto}} (RTO)', { rto: formatDuration(execution.rtoSeconds) })}>
      <span>
        {execution.state === 'done' && seconds(execution) > execution.rtoSeconds
          ? t('executions.over', '{{took}}, over RTO', { took })
          : took}
      </span>
    </Tooltip>
  );
}

const seconds = ({ startedAt, endedAt }: ExecutionSummary): number => (endedAt === undefined ? 0 : secondsBetween(startedAt, endedAt));

export function executionColumns({ showRunbook }: { showRunbook: boolean }): Array<Column<ExecutionSummary>> {
  const columns: Array<Column<ExecutionSummary>> = [
    {
      id: 'state',
      title: t('list.state', 'State'),
      cell: ({ state }) => <StateDot {...executionStateText(state)} />,
      sortBy: ({ state }) => executionStateText(state).word,
    },
    {
      id: 'mode',
      title: t('executions.mode', 'Mode'),
      cell: ({ mode }) => (mode === 'real' ? <strong>{executionModeText(mode)}</strong> : executionModeText(mode)),
      sortBy: ({ mode }) => executionModeText(mode),
    },
    {
      id: 'runbook',
      title: t('executions.runbook', 'Runbook'),
      cell: ({ id, title, parameters }) => (
        <div>
          <TextLink href={urls.execution(id)} color="primary" inline={false}>
            {title}
          </TextLink>
          <Text element="p" variant="bodySmall" color="secondary" truncate>
            {parameterText(parameters)}
          </Text>
        </div>
      ),
      sortBy: ({ title }) => title,
      long: ({ title, parameters }) => `${title}: ${parameterText(parameters)}`,
    },
    {
      id: 'about',
      title: t('executions.about', 'About'),
      cell: ({ parameters }) => parameterText(parameters),
      sortBy: ({ parameters }) => parameterText(parameters),
      long: ({ parameters }) => parameterText(parameters),
    },
    { id: 'reason', title: t('executions.reason', 'Reason'), minor: true, cell: ({ reason }) => reason, long: ({ reason }) => reason },
    { id: 'by', title: t('executions.by', 'Started by'), cell: ({ startedBy }) => startedBy, sortBy: ({ startedBy }) => startedBy },
    {
      id: 'started',
      title: t('executions.started', 'Started'),
      cell: ({ startedAt }) => <RelativeTime instant={startedAt} />,
      sortBy: ({ startedAt }) => Date.parse(startedAt),
    },
    {
      id: 'took',
      title: t('executions.took', 'Took'),
      align: 'right',
      cell: (one) => <Took execution={one} />,
      sortBy: seconds,
    },
  ];
  return columns.filter(({ id }) => id !== (showRunbook ? 'about' : 'runbook'));
}
