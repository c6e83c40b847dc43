import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Vm } from '@vigie/contract/vms';
import { Button, useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useCan } from '../../data/me';
import { useSnapshots } from '../../data/snapshots';
import { t } from '../../i18n/t';
import { SnapshotDialog } from './SnapshotDialog';
import { SnapshotTable } from './SnapshotTable';
import { changeBlocked } from './vmActs';

/** "To what can I go back after a change that went wrong?" */
export function SnapshotPanel({ vm }: { vm: Vm }) {
  const styles = useStyles2(getStyles);
  const [asking, setAsking] = useState(false);
  const mayAct = useCan('vm:act');
  const query = useSnapshots(vm.id);
  const error = useLoadError(query);
  const blocked = changeBlocked(vm);
  return (
    <Panel title={t('snapshots.title', 'Snapshots')} data-testid={testIds.snapshots.panel}>
      <div className={styles.head}>
        <p className={styles.hint}>
          {t('snapshots.hint', 'For going back soon after a change. They are on the same disks as the machine: they are no backups.')}
        </p>
        {mayAct && (
          <Button
            variant="secondary"
            icon="camera"
            disabled={blocked !== undefined}
            tooltip={blocked}
            onClick={() => setAsking(true)}
            data-testid={testIds.snapshots.create}
          >
            {t('vm-operation.create-snapshot', 'Take a snapshot')}
          </Button>
        )}
      </div>
      {error !== null ? (
        <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.snapshots.loadError} />
      ) : query.data === undefined ? (
        <Skeleton rows={2} />
      ) : query.data.items.length === 0 ? (
        <p className={styles.empty} data-testid={testIds.snapshots.empty}>
          {t('snapshots.empty', 'No snapshot yet. Take one before an upgrade, and remove it when all is well.')}
        </p>
      ) : (
        <SnapshotTable vm={vm} snapshots={query.data.items} blocked={blocked} />
      )}
      {asking && <SnapshotDialog vm={vm} taken={query.data?.items.map(({ name }) => name) ?? []} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  hint: css({ flex: '1 1 300px', color: theme.colors.text.secondary, margin: 0 }),
  empty: css({ margin: 0 }),
});
