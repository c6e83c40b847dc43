import React, { useEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RestorePoint } from '@vigie/contract/backups';
import type { Vm } from '@vigie/contract/vms';
import { useSearchParams } from 'react-router-dom';
import { Badge, Stack, TextLink, useStyles2 } from '@grafana/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot, type Tone } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { formatBytes } from '../../format/bytes';
import { t } from '../../i18n/t';
import { originText } from '../../texts/backupOrigin';
import { verdictText } from '../../texts/verdict';
import { urls } from '../../urls';
import { TestButton } from '../backups/TestButton';

interface Props {
  vm: Vm;
  points: RestorePoint[];
  /** Why none of them can be tested now. */
  blocked: string | undefined;
}

/** The backups of a machine that are on the storage. The one of the address (`?point=`) stands out. */
export function RestorePointTable({ vm, points, blocked }: Props) {
  const styles = useStyles2(getStyles);
  const mayTest = useCan('restore-test:run');
  const shown = useSearchParams()[0].get('point');
  return (
    <div className={styles.scroll} role="region" aria-label={t('vm-backups.points', 'Backups on the storage')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('vm-backups.taken', 'Taken')}</th>
            <th scope="col">{t('vm-backups.verified', 'Verification')}</th>
            <th scope="col">{t('vm-backups.tested', 'Restore test')}</th>
            <th scope="col">{t('runs.size', 'Size')}</th>
            <th scope="col">{t('policy.storage', 'Storage')}</th>
            <th scope="col">{t('list.origin', 'Origin')}</th>
            {mayTest && <th scope="col">{t('list.actions', 'Actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <PointRow key={point.volume} vm={vm} point={point} blocked={blocked} mayTest={mayTest} isShown={point.volume === shown} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Omit<Props, 'points'> {
  point: RestorePoint;
  mayTest: boolean;
  isShown: boolean;
}

function PointRow({ vm, point, blocked, mayTest, isShown }: RowProps) {
  const styles = useStyles2(getStyles);
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isShown) {
      row.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [isShown]);
  return (
    <tr
      ref={row}
      className={isShown ? styles.shown : undefined}
      aria-current={isShown ? 'true' : undefined}
      title={point.volume}
      data-testid={testIds.vmBackups.point}
      data-volume={point.volume}
      data-state={point.state}
    >
      <td>
        <Stack gap={1} alignItems="center">
          <RelativeTime instant={point.takenAt} />
          {point.encrypted && <Badge color="darkgrey" icon="lock" text={t('vm-backups.encrypted', 'encrypted')} />}
          {point.protected && <Badge color="darkgrey" icon="shield" text={t('vm-backups.protected', 'protected')} />}
        </Stack>
      </td>
      <td>
        <StateDot {...verificationText(point)} />
      </td>
      <td>
        {point.test === undefined ? (
          '–'
        ) : (
          <TextLink href={urls.restoreTest(point.test.id)} color="primary" inline={false}>
            <StateDot {...verdictText(point.test.verdict)} />
          </TextLink>
        )}
      </td>
      <td>{point.sizeBytes === null ? '–' : formatBytes(point.sizeBytes)}</td>
      <td>{point.storage}</td>
      <td>{originText(point.origin)}</td>
      {mayTest && <td>{point.state === 'complete' && <TestButton vm={vm} volume={point.volume} compact blocked={blocked} />}</td>}
    </tr>
  );
}

/** Whether it can be used at all, and what the backup server said of its data. */
function verificationText({ state, verification }: RestorePoint): { word: string; tone: Tone } {
  if (state === 'incomplete') {
    return { word: t('verification.incomplete', 'Incomplete'), tone: 'waiting' };
  }
  switch (verification) {
    case 'ok':
      return { word: t('verification.ok', 'Verified'), tone: 'good' };
    case 'failed':
      return { word: t('verification.failed', 'Damaged'), tone: 'failed' };
    case null:
      return { word: t('verification.none', 'Not verified'), tone: 'unknown' };
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': { padding: theme.spacing(0.75, 2, 0.75, 0), textAlign: 'left', whiteSpace: 'nowrap' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  shown: css({ background: theme.colors.primary.transparent, boxShadow: `inset 3px 0 0 ${theme.colors.primary.main}` }),
});
