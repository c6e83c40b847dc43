import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Snapshot } from '@vigie/contract/snapshots';
import type { Vm } from '@vigie/contract/vms';
import { Badge, Button, Icon, Stack, useStyles2 } from '@grafana/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';
import { RemoveSnapshotDialog } from './RemoveSnapshotDialog';
import { RollbackDialog } from './RollbackDialog';
import { snapshotTree } from './snapshotTree';

interface Props {
  vm: Vm;
  snapshots: Snapshot[];
  /** Why nothing can be done with them now. */
  blocked: string | undefined;
}

/** A machine's snapshots as a tree, with where the machine is now. */
export function SnapshotTable({ vm, snapshots, blocked }: Props) {
  const styles = useStyles2(getStyles);
  const mayAct = useCan('vm:act');
  const [asking, setAsking] = useState<{ about: 'rollback' | 'remove'; snapshot: Snapshot } | null>(null);
  const Dialog = asking && { rollback: RollbackDialog, remove: RemoveSnapshotDialog }[asking.about];
  return (
    <div className={styles.scroll} role="region" aria-label={t('snapshots.title', 'Snapshots')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('list.name', 'Name')}</th>
            <th scope="col">{t('snapshots.taken', 'Taken')}</th>
            <th scope="col" className={styles.wide}>
              {t('snapshots.description', 'Description')}
            </th>
            {mayAct && <th scope="col">{t('list.actions', 'Actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {snapshotTree(snapshots).map(({ snapshot, depth }) =>
            snapshot === null ? (
              <tr key="current" data-testid={testIds.snapshots.here} data-depth={depth}>
                <td colSpan={mayAct ? 4 : 3}>
                  <Indented depth={depth}>
                    <StateDot tone="good" word={t('snapshots.here', 'You are here')} />
                  </Indented>
                </td>
              </tr>
            ) : (
              <tr key={snapshot.name} data-testid={testIds.snapshots.snapshot} data-name={snapshot.name} data-depth={depth}>
                <td>
                  <Indented depth={depth}>
                    <code className={styles.name}>{snapshot.name}</code>
                    {snapshot.memory && <Badge color="darkgrey" text={t('snapshots.memory', 'with memory')} />}
                  </Indented>
                </td>
                <td>{snapshot.takenAt === null ? '–' : <RelativeTime instant={snapshot.takenAt} />}</td>
                <td className={styles.description}>{snapshot.description || '–'}</td>
                {mayAct && (
                  <td>
                    <Stack gap={0.5}>
                      <Button
                        size="sm"
                        variant="secondary"
                        icon="history"
                        disabled={blocked !== undefined}
                        tooltip={blocked}
                        aria-label={t('snapshots.rollback-of', 'Roll back to {{snapshot}}', { snapshot: snapshot.name })}
                        onClick={() => setAsking({ about: 'rollback', snapshot })}
                        data-testid={testIds.snapshots.rollback}
                      >
                        {t('snapshots.rollback', 'Roll back')}
                      </Button>
                      <Button
                        size="sm"
                        variant="secondary"
                        fill="text"
                        icon="trash-alt"
                        disabled={blocked !== undefined}
                        tooltip={blocked ?? t('snapshots.remove', 'Remove')}
                        aria-label={t('snapshots.remove-of', 'Remove the snapshot {{snapshot}}', { snapshot: snapshot.name })}
                        onClick={() => setAsking({ about: 'remove', snapshot })}
                        data-testid={testIds.snapshots.remove}
                      />
                    </Stack>
                  </td>
                )}
              </tr>
            ),
          )}
        </tbody>
      </table>
      {Dialog && asking && <Dialog vm={vm} snapshot={asking.snapshot} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** The tree for the eye: what was taken after something stands to its right. */
function Indented({ depth, children }: { depth: number; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.indented} style={{ paddingLeft: depth * 20 }}>
      {depth > 0 && <Icon name="corner-down-right-alt" size="sm" className={styles.branch} />}
      {children}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': { padding: theme.spacing(0.75, 2, 0.75, 0), textAlign: 'left', whiteSpace: 'nowrap' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  wide: css({ width: '100%' }),
  name: css({ background: 'none', border: 'none', margin: 0, padding: 0, color: theme.colors.text.primary }),
  description: css({ '&&': { whiteSpace: 'normal', minWidth: 180, overflowWrap: 'anywhere' }, color: theme.colors.text.secondary }),
  indented: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1) }),
  branch: css({ color: theme.colors.text.disabled }),
});
