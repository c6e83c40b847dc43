import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Overview } from '@vigie/contract/overview';
import { TextLink, useStyles2 } from '@grafana/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { Card } from './Card';

/** Firing alerts by severity, the three worst in words. */
export function AlertCard({ alerts }: { alerts: NonNullable<Overview['alerts']> }) {
  const styles = useStyles2(getStyles);
  const title = t('overview.alerts', 'Alerts');
  const hooks = { 'data-testid': testIds.overview.alerts };
  if (alerts === 'unreadable') {
    return (
      <Card title={title} accent="warning" hooks={hooks}>
        <StateDot tone="unknown" word={t('overview.alerts-unreadable', 'Alertmanager does not answer')} />
        <p className={styles.text}>{t('overview.alerts-unreadable-hint', 'Nobody knows at the moment whether an alert is firing.')}</p>
      </Card>
    );
  }
  if (alerts.critical + alerts.warning === 0) {
    return (
      <Card title={title} hooks={hooks}>
        <StateDot tone="good" word={t('overview.alerts-none', 'No alert is firing')} />
      </Card>
    );
  }
  return (
    <Card title={title} accent={alerts.critical > 0 ? 'error' : 'warning'} hooks={hooks}>
      <div className={styles.counts}>
        {alerts.critical > 0 && <StateDot tone="failed" word={t('overview.critical', '{{count}} critical', { count: alerts.critical })} />}
        {alerts.warning > 0 && <StateDot tone="waiting" word={t('overview.warning', '{{count}} warning', { count: alerts.warning })} />}
      </div>
      <ul className={styles.list}>
        {alerts.worst.map((alert, index) => (
          <li
            key={index}
            className={styles.alert}
            data-testid={testIds.overview.alert}
            data-name={alert.name}
            data-severity={alert.severity}
          >
            <span>{alert.summary}</span>
            <span className={styles.text}>
              {alert.tenant !== undefined && `${alert.tenant}, `}
              <RelativeTime instant={alert.since} />
              {alert.runbookUrl !== undefined && (
                <>
                  {' · '}
                  <TextLink href={alert.runbookUrl} external variant="bodySmall">
                    {t('overview.what-to-do', 'What to do')}
                  </TextLink>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  counts: css({ display: 'flex', gap: theme.spacing(2), marginBottom: theme.spacing(1) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  alert: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
  }),
  text: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, margin: 0 }),
});
