import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { BackupPolicy } from '@vigie/contract/backup-policies';
import { Badge, Button, Stack, useStyles2 } from '@grafana/ui';
import { FactList } from '../../components/FactList';
import { NotedValue } from '../../components/NotedValue';
import { RelativeTime } from '../../components/RelativeTime';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { cronInWords } from '../../format/cron';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { PolicyDrawer } from '../../forms/policy/PolicyDrawer';
import { ResetPolicyDialog } from './ResetPolicyDialog';
import { retentionText } from '../../texts/retention';

const dialogs = { edit: PolicyDrawer, reset: ResetPolicyDialog } as const;

/** How one tenant's machines are backed up and proven, in words. */
export function PolicyPanel({ policy }: { policy: BackupPolicy }) {
  const styles = useStyles2(getStyles);
  const mayChange = useCan('backup-policy:write');
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  const { settings } = policy;
  const Dialog = open === null ? null : dialogs[open];
  return (
    <section
      className={styles.panel}
      aria-label={policy.tenant}
      data-testid={testIds.policies.policy}
      data-tenant={policy.tenant}
      data-own={policy.own}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{policy.tenant}</h2>
        <Badge
          color={policy.own ? 'blue' : 'darkgrey'}
          text={policy.own ? t('policy.own', 'Own policy') : t('policy.defaults', 'Defaults')}
        />
        {policy.changedAt !== undefined && (
          <span className={styles.changed}>
            {t('policy.changed-by', 'changed by {{name}},', { name: policy.changedBy ?? '–' })} <RelativeTime instant={policy.changedAt} />
          </span>
        )}
        {mayChange && (
          <div className={styles.actions}>
            <Stack gap={1} wrap="wrap">
              {policy.own && (
                <Button size="sm" variant="secondary" fill="outline" onClick={() => setOpen('reset')} data-testid={testIds.policies.reset}>
                  {t('policy.reset', 'Back to the defaults')}
                </Button>
              )}
              <Button size="sm" variant="secondary" icon="pen" onClick={() => setOpen('edit')} data-testid={testIds.policies.edit}>
                {t('policy.edit', 'Change')}
              </Button>
            </Stack>
          </div>
        )}
      </div>
      <FactList
        facts={[
          {
            name: t('policy.schedule', 'Backups'),
            value: <When words={cronInWords(settings.schedule)} next={policy.nextBackupAt} zone={settings.timeZone} />,
          },
          { name: t('policy.keep', 'Kept'), value: retentionText(settings.keep) },
          { name: t('policy.storage', 'Storage'), value: settings.storage },
          { name: t('policy.rpo', 'At most lost (RPO)'), value: formatDuration(settings.rpoMinutes * 60) },
          { name: t('policy.rto', 'Back within (RTO)'), value: formatDuration(settings.rtoMinutes * 60) },
        ]}
      />
      <div className={styles.tests}>
        <FactList
          facts={[
            {
              name: t('policy.tests', 'Restore tests'),
              value: <When words={cronInWords(settings.restoreTest.schedule)} next={policy.nextRestoreTestAt} zone={settings.timeZone} />,
            },
            {
              name: t('policy.window', 'Each machine proven every'),
              value: formatDuration(settings.restoreTest.windowDays * 86_400),
            },
            {
              name: t('policy.ports', 'Ports that must answer'),
              value: settings.ports.length === 0 ? t('policy.no-ports', 'none') : settings.ports.join(', '),
            },
          ]}
        />
      </div>
      {Dialog && <Dialog policy={policy} onClose={() => setOpen(null)} />}
    </section>
  );
}

/** A schedule in words, and its next time. */
function When({ words, next, zone }: { words: string; next: string; zone: string }) {
  const note = (
    <>
      {zone}, {t('policy.next', 'next')} <RelativeTime instant={next} />
    </>
  );
  return <NotedValue note={note}>{words}</NotedValue>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  title: css({ fontSize: theme.typography.h5.fontSize, margin: 0 }),
  changed: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  tests: css({ marginTop: theme.spacing(2), paddingTop: theme.spacing(2), borderTop: `1px solid ${theme.colors.border.weak}` }),
  actions: css({ marginLeft: 'auto' }),
});
