import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import { useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { SignedDocumentDownloads } from '../../components/SignedDocumentDownloads';
import { testIds } from '../../components/testIds';
import { useExecutionReport } from '../../data/executions';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { executionStepStateText } from '../../texts/executionStepState';

/** After the end: the total against the RTO, the time of each step in scale, and the signed report. */
export function ReportPanel({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const { startedAt, endedAt = startedAt, rtoSeconds, state } = execution;
  const total = secondsBetween(startedAt, endedAt);
  const within = total <= rtoSeconds;
  const accent = state === 'done' ? (within ? 'success' : 'warning') : 'error';
  return (
    <Panel title={t('report.title', 'Report')} accent={accent} data-testid={testIds.execution.report}>
      <p className={styles.verdict}>{verdict(execution, total)}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('report.step', 'Step')}</th>
            <th scope="col" className={styles.scale}>
              {t('report.when', 'When, over {{total}}', { total: formatDuration(total) })}
            </th>
            <th scope="col" className={styles.right}>
              {t('report.time', 'Time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {execution.steps.map((step, index) => (
            <tr key={step.id}>
              <td>
                {index + 1}. {step.title}
              </td>
              <td className={styles.scale} aria-hidden>
                <Bar step={step} startedAt={startedAt} total={total} />
              </td>
              <td className={styles.right}>{timeOf(step)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <SignedDocumentDownloads
        load={useExecutionReport(execution.id)}
        file={`report-${execution.runbook}-${execution.id}`}
        jsonText={t('report.download-json', 'Download the report (JSON)')}
        htmlText={t('report.download-html', 'Download it for printing (HTML)')}
        ids={{ json: testIds.execution.downloadJson, html: testIds.execution.downloadHtml }}
      />
    </Panel>
  );
}

function verdict({ state, mode, rtoSeconds }: Execution, total: number): string {
  const [time, rto] = [formatDuration(total), formatDuration(rtoSeconds)];
  if (state !== 'done') {
    return t('report.not-done', 'It did not reach its end. It was stopped after {{time}}; the RTO is {{rto}}.', { time, rto });
  }
  if (total > rtoSeconds) {
    return t('report.over', 'It took {{time}}: longer than the RTO of {{rto}}.', { time, rto });
  }
  return mode === 'rehearsal'
    ? t('report.rehearsed', 'Rehearsed in {{time}}, within the RTO of {{rto}}.', { time, rto })
    : t('report.recovered', 'Recovered in {{time}}, within the RTO of {{rto}}.', { time, rto });
}

function timeOf({ state, startedAt, endedAt }: ExecutionStep): string {
  return state === 'done' && startedAt !== undefined && endedAt !== undefined
    ? formatDuration(secondsBetween(startedAt, endedAt))
    : executionStepStateText(state).word;
}

function Bar({ step, startedAt, total }: { step: ExecutionStep; startedAt: string; total: number }) {
  const styles = useStyles2(getStyles);
  if (step.startedAt === undefined || step.state === 'skipped' || total === 0) {
    return null;
  }
  const share = (seconds: number) => `${Math.min(100, (100 * seconds) / total)}%`;
  const length = step.endedAt === undefined ? 0 : secondsBetween(step.startedAt, step.endedAt);
  return (
    <div className={styles.track}>
      <div
        className={cx(styles.bar, step.state !== 'done' && styles.notDone)}
        style={{ left: share(secondsBetween(startedAt, step.startedAt)), width: share(length) }}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  verdict: css({ fontSize: theme.typography.h4.fontSize, margin: theme.spacing(0, 0, 2) }),
  table: css({
    width: '100%',
    marginBottom: theme.spacing(2),
    'th, td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'left' },
    th: {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      fontSize: theme.typography.bodySmall.fontSize,
    },
  }),
  scale: css({ width: '45%', '@container (max-width: 860px)': { display: 'none' } }),
  right: css({ '&&': { textAlign: 'right', paddingRight: 0, whiteSpace: 'nowrap' }, fontVariantNumeric: 'tabular-nums' }),
  track: css({ position: 'relative', height: 10, borderRadius: theme.shape.radius.default, background: theme.colors.background.secondary }),
  bar: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    minWidth: 3,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.success.main,
  }),
  notDone: css({ background: theme.colors.error.main }),
});
