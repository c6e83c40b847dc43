import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution, JournalEntry } from '@vigie/contract/executions';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { testIds } from '../../components/testIds';
import { formatAbsolute, formatTimeOfDay } from '../../format/time';
import { t } from '../../i18n/t';
import { journalActText } from '../../texts/journalAct';
import { journalDetail } from './journalDetail';

/** Every act with who and when, the newest first. Nothing is ever changed or removed in it. */
export function Journal({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const title = t('journal.title', 'Journal');
  return (
    <Panel title={title}>
      <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
        <table className={styles.table} data-testid={testIds.execution.journal}>
          <thead>
            <tr>
              <th scope="col">{t('journal.when', 'When')}</th>
              <th scope="col">{t('journal.who', 'Who')}</th>
              <th scope="col">{t('journal.act', 'Act')}</th>
              <th scope="col">{t('report.step', 'Step')}</th>
              <th scope="col">{t('outcome.note', 'Note')}</th>
            </tr>
          </thead>
          <tbody>
            {[...execution.journal].reverse().map((entry) => (
              <tr key={entry.sequence} data-testid={testIds.execution.journalEntry} data-act={entry.act}>
                <td className={styles.when}>
                  <Tooltip content={formatAbsolute(entry.at)}>
                    <time dateTime={entry.at}>{formatTimeOfDay(entry.at)}</time>
                  </Tooltip>
                </td>
                <td className={styles.when}>{entry.actor === 'system' ? <span className={styles.quiet}>Vigie</span> : entry.actor}</td>
                <td>{journalActText(entry.act)}</td>
                <td>{stepTitle(execution, entry)}</td>
                <td>{journalDetail(execution, entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function stepTitle({ steps }: Execution, { step }: JournalEntry): string {
  const index = steps.findIndex(({ id }) => id === step);
  return steps[index] === undefined ? (step ?? '') : `${index + 1}. ${steps[index].title}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', maxHeight: 420, overflowY: 'auto' }),
  table: css({
    width: '100%',
    'th, td': { padding: theme.spacing(0.75, 2, 0.75, 0), textAlign: 'left', verticalAlign: 'top' },
    th: {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      fontSize: theme.typography.bodySmall.fontSize,
    },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  when: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
