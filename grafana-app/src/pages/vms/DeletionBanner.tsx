import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Vm } from '@vigie/contract/vms';
import { useStyles2 } from '@grafana/ui';
import { FactList } from '../../components/FactList';
import { Panel } from '../../components/Panel';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatDuration, secondsBetween } from '../../format/duration';
import { formatAbsolute } from '../../format/time';
import { t } from '../../i18n/t';
import { finalBackupText } from '../../texts/finalBackup';
import { KeepButton } from './KeepButton';

/** That a machine is being deleted: until when it can be kept, who asked, and whether its last backup is there. */
export function DeletionBanner({ vm, deletion }: { vm: Vm; deletion: NonNullable<Vm['deletion']> }) {
  const styles = useStyles2(getStyles);
  const now = useNow(30_000);
  const left = Date.parse(deletion.destroyAt) - now;
  return (
    <Panel
      title={t('vm-deletion.title', 'This machine will be destroyed on {{when}}', { when: formatAbsolute(deletion.destroyAt) })}
      accent="error"
      data-testid={testIds.vmLife.deletion}
    >
      <div className={styles.row}>
        <FactList
          facts={[
            {
              name: t('vm-deletion.left', 'Time left'),
              value:
                left > 0
                  ? formatDuration(secondsBetween(new Date(now).toISOString(), deletion.destroyAt))
                  : t('vm-deletion.over', 'over: it goes at the next turn'),
            },
            {
              name: t('vm-deletion.asked', 'Asked by'),
              value: (
                <>
                  {deletion.requestedBy}, <RelativeTime instant={deletion.requestedAt} />
                </>
              ),
            },
            { name: t('vm-deletion.backup', 'Last backup'), value: <StateDot {...finalBackupText(deletion.finalBackup)} /> },
          ]}
        />
        <KeepButton vm={vm} />
      </div>
      {deletion.finalBackup === 'failed' && (
        <p className={styles.note}>{t('vm-deletion.no-backup', 'Its last backup failed. What is not in an older backup will be lost.')}</p>
      )}
    </Panel>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center', gap: theme.spacing(2) }),
  note: css({ margin: theme.spacing(2, 0, 0), color: theme.colors.error.text }),
});
