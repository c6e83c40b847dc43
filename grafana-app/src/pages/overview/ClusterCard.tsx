import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Overview } from '@vigie/contract/overview';
import { useStyles2 } from '@grafana/ui';
import { StateDot, type Tone } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { Card } from './Card';

type Cluster = NonNullable<Overview['clusters']>[number];

/** Clusters with their quorum and their nodes; which node is away is said by name. */
export function ClusterCard({ clusters }: { clusters: Cluster[] }) {
  const styles = useStyles2(getStyles);
  const isWell = (cluster: Cluster) => cluster.reachable && cluster.quorate === true && cluster.nodes.every(({ online }) => online);
  return (
    <Card title={t('overview.nodes', 'Nodes and quorum')} accent={clusters.every(isWell) ? undefined : 'error'}>
      {clusters.map((cluster) => {
        const away = cluster.nodes.filter(({ online }) => !online);
        return (
          <div
            key={cluster.name}
            className={styles.cluster}
            data-testid={testIds.overview.cluster}
            data-name={cluster.name}
            data-reachable={cluster.reachable}
            data-quorate={cluster.quorate}
          >
            <div className={styles.line}>
              <strong>{cluster.name}</strong>
              <StateDot {...quorumText(cluster)} />
            </div>
            {cluster.reachable && (
              <div className={styles.line}>
                <span className={styles.quiet}>
                  {t('overview.nodes-online', 'Nodes online: {{online}} of {{total}}', {
                    online: cluster.nodes.length - away.length,
                    total: cluster.nodes.length,
                  })}
                </span>
                {away.length > 0 && (
                  <StateDot
                    tone="failed"
                    word={t('overview.nodes-away', 'Offline: {{names}}', { names: away.map(({ name }) => name).join(', ') })}
                  />
                )}
              </div>
            )}
          </div>
        );
      })}
    </Card>
  );
}

function quorumText({ reachable, quorate }: Cluster): { word: string; tone: Tone } {
  if (!reachable) {
    return { word: t('overview.unreachable', 'Unreachable'), tone: 'failed' };
  }
  if (quorate === null) {
    return { word: t('overview.quorum-unknown', 'Quorum unknown'), tone: 'unknown' };
  }
  return quorate
    ? { word: t('overview.quorum', 'Has quorum'), tone: 'good' }
    : { word: t('overview.no-quorum', 'No quorum: nothing can be changed'), tone: 'failed' };
}

const getStyles = (theme: GrafanaTheme2) => ({
  cluster: css({ padding: theme.spacing(0.5, 0), '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` } }),
  line: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(0, 2) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
