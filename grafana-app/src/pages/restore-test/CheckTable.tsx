import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RestoreTestCheck } from '@vigie/contract/restore-tests';
import { useStyles2 } from '@grafana/ui';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { restoreTestCheckText } from '../../texts/restoreTestCheck';
import { verdictText } from '../../texts/verdict';

/** What was proven, one by one: expected and seen, in the words of the machine. */
export function CheckTable({ checks }: { checks: RestoreTestCheck[] }) {
  const styles = useStyles2(getStyles);
  const title = t('test.checks', 'What was checked');
  return (
    // Scrolls where it is too narrow, which the keyboard must reach too.
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('test.result', 'Result')}</th>
            <th scope="col">{t('test.check', 'Check')}</th>
            <th scope="col">{t('test.expected', 'Expected')}</th>
            <th scope="col">{t('test.seen', 'Seen')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr
              key={`${check.name} ${check.subject ?? ''}`}
              className={cx(!check.passed && styles.failed)}
              data-testid={testIds.restoreTest.check}
              data-check={check.name}
              data-passed={check.passed}
            >
              <td>
                <StateDot {...verdictText(check.passed ? 'passed' : 'failed')} />
              </td>
              <td>{restoreTestCheckText(check)}</td>
              <td className={styles.value}>{check.expected}</td>
              <td className={styles.value}>{check.seen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': { padding: theme.spacing(0.75, 2, 0.75, 0), textAlign: 'left', verticalAlign: 'top' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  failed: css({ background: theme.colors.error.transparent }),
  value: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere' }),
});
