import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { VmOperation } from '@vigie/contract/vm-operations';
import { useStyles2 } from '@grafana/ui';
import { SpokenStatus } from '../../components/SpokenStatus';
import { StepMark } from '../../components/StepMark';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { useVmOperations } from '../../data/vmOperations';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { operationMark, operationName, underWayText } from '../../texts/vmOperation';
import { secondsOf } from './secondsOf';

/** What is being done with the machine now, for how long, and how long it took before. */
export function OperationUnderWay({ operation }: { operation: VmOperation }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const earlier = useVmOperations(operation.vm).data?.pages.flatMap((page) => page.items) ?? [];
  const last = earlier.find(({ kind, state }) => kind === operation.kind && state === 'done');
  const took = last && secondsOf(last);
  const elapsed = formatDuration(secondsBetween(operation.startedAt ?? operation.createdAt, now));
  return (
    <div className={styles.root} data-testid={testIds.vmLife.underWay} data-kind={operation.kind} data-state={operation.state}>
      <StepMark state={operation.state === 'queued' ? 'pending' : operationMark(operation.state)} />
      <strong>{underWayText(operation.kind)}</strong>
      <span className={styles.quiet}>
        {operation.state === 'queued'
          ? t('vm-under-way.queued', 'It waits for its turn, asked for by {{who}}', { who: operation.requestedBy })
          : took === undefined
            ? t('vm-under-way.running', 'for {{elapsed}}, asked for by {{who}}', { elapsed, who: operation.requestedBy })
            : t('vm-under-way.running-usual', 'for {{elapsed}} (last time {{took}}), asked for by {{who}}', {
                elapsed,
                took: formatDuration(took),
                who: operation.requestedBy,
              })}
      </span>
      <SpokenStatus text={operationName(operation)} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
    background: theme.colors.primary.transparent,
    border: `1px solid ${theme.colors.primary.border}`,
    borderRadius: theme.shape.radius.default,
  }),
  quiet: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
