import React from 'react';
import { css } from '@emotion/css';
import type { BackupRun } from '@vigie/contract/backups';
import { useStyles2 } from '@grafana/ui';
import { ProgressBar } from '../../components/ProgressBar';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { localeTag } from '../../i18n/language';
import { t } from '../../i18n/t';
import { backupRunStateText } from '../../texts/backupRunState';

/** A backup's state; while it runs, how far it is. */
export function RunState({ run }: { run: BackupRun }) {
  const styles = useStyles2(getStyles);
  const { word, tone } = backupRunStateText(run.state);
  if (run.state !== 'running' || run.progress === null) {
    return <StateDot word={word} tone={tone} />;
  }
  const percent = new Intl.NumberFormat(localeTag(), { style: 'percent' }).format(run.progress);
  return (
    <div className={styles.running} data-testid={testIds.backupRuns.progress}>
      <StateDot word={`${word}, ${percent}`} tone={tone} />
      <ProgressBar
        label={t('backups.progress-of', 'Backup of {{name}}', { name: run.vmName })}
        value={Math.round(run.progress * 100)}
        max={100}
        tone="primary"
      />
    </div>
  );
}

const getStyles = () => ({ running: css({ display: 'flex', flexDirection: 'column', gap: 4, minWidth: 140 }) });
