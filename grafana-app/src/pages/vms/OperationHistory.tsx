import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { VmOperation } from '@vigie/contract/vm-operations';
import { Button, useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { ReasonBox } from '../../components/ReasonBox';
import { RelativeTime } from '../../components/RelativeTime';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { TimelineItem } from '../../components/TimelineItem';
import { useLoadError } from '../../components/useLoadError';
import { useVmOperations } from '../../data/vmOperations';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { operationMark, operationName } from '../../texts/vmOperation';
import { secondsOf } from './secondsOf';

/** "Who did what with this machine, and did it work?", newest first. */
export function OperationHistory({ vm }: { vm: string }) {
  const styles = useStyles2(getStyles);
  const query = useVmOperations(vm);
  const error = useLoadError(query);
  const operations = query.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('vm-history.title', 'What was done')} data-testid={testIds.vmLife.history}>
      {error !== null ? (
        <ProblemAlert error={error} onRetry={() => query.refetch()} />
      ) : operations === undefined ? (
        <Skeleton rows={3} height={24} />
      ) : operations.length === 0 ? (
        <p className={styles.empty} data-testid={testIds.vmLife.noHistory}>
          {t('vm-history.empty', 'Nothing yet. Starts, stops, resizes and snapshots appear here, with who asked for them.')}
        </p>
      ) : (
        <ol className={styles.list}>
          {operations.map((operation) => (
            <Operation key={operation.id} operation={operation} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button variant="secondary" fill="text" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('list.more', 'Show older ones')}
        </Button>
      )}
    </Panel>
  );
}

function Operation({ operation }: { operation: VmOperation }) {
  const styles = useStyles2(getStyles);
  const took = secondsOf(operation);
  return (
    <TimelineItem
      mark={operationMark(operation.state)}
      title={operationName(operation)}
      aside={
        <span className={styles.quiet}>
          {took !== undefined && `${formatDuration(took)} · `}
          {operation.requestedBy}, <RelativeTime instant={operation.createdAt} />
        </span>
      }
      hooks={{
        'data-testid': testIds.vmLife.operation,
        'data-id': operation.id,
        'data-kind': operation.kind,
        'data-state': operation.state,
      }}
    >
      {operation.error && (
        <ReasonBox reason={operation.error} passing={operation.state !== 'failed'} data-testid={testIds.vmLife.operationError} />
      )}
    </TimelineItem>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, maxWidth: 860 }),
  quiet: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  empty: css({ color: theme.colors.text.secondary, margin: 0 }),
});
