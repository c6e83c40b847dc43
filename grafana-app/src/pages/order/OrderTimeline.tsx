import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Order, OrderStep } from '@vigie/contract/orders';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { formatDuration, secondsBetween } from '../../format/duration';
import { stepGroups } from '../../texts/stepName';
import { TimelineStep } from './TimelineStep';

/** The steps of an order in their groups, from top to bottom. */
export function OrderTimeline({ order }: { order: Order }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.root} data-testid={testIds.order.timeline}>
      {stepGroups.map((group) => {
        const steps = order.steps.filter(({ name }) => group.steps.includes(name));
        return (
          steps.length > 0 && (
            <section key={group.id} aria-label={group.title()}>
              <h3 className={styles.title}>
                {group.title()}
                {group.id !== 'order' && <span className={styles.duration}>{groupDuration(steps)}</span>}
              </h3>
              <ol className={styles.steps}>
                {steps.map((step) => (
                  <TimelineStep key={step.name} step={step} orderState={order.state} />
                ))}
              </ol>
            </section>
          )
        );
      })}
    </div>
  );
}

/** From the first start to the last end, once every step has ended. */
function groupDuration(steps: OrderStep[]): string {
  const worked = steps.filter(({ state }) => state !== 'skipped');
  const starts = worked.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = worked.flatMap(({ endedAt }) => endedAt ?? []);
  if (worked.length === 0 || starts.length < worked.length || ends.length < worked.length) {
    return '';
  }
  return formatDuration(secondsBetween(starts.sort()[0] ?? '', ends.sort().at(-1) ?? ''));
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), maxWidth: 860 }),
  title: css({
    display: 'flex',
    justifyContent: 'space-between',
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    margin: theme.spacing(0, 0, 1),
  }),
  duration: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  steps: css({ listStyle: 'none', margin: 0, padding: 0 }),
});
