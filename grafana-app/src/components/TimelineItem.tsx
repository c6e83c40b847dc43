import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { StepMark, type MarkState } from './StepMark';

interface Props {
  mark: MarkState;
  title: string;
  /** At the right of the title: how long it took, or who must act. */
  aside?: ReactNode;
  hooks: Record<`data-${string}`, string>;
  children?: ReactNode;
}

/** One step of a timeline: its mark on the line, its name, its time, and below what there is to say. */
export function TimelineItem({ mark, title, aside, hooks, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.item} aria-current={mark === 'running' ? 'step' : undefined} {...hooks}>
      <StepMark state={mark} />
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={mark === 'pending' || mark === 'skipped' ? styles.quiet : undefined}>{title}</span>
          {aside}
        </div>
        {children}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  item: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    position: 'relative',
    paddingBottom: theme.spacing(1),
    // The line between two marks.
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: 9,
      top: 20,
      bottom: 0,
      borderLeft: `2px solid ${theme.colors.border.weak}`,
    },
  }),
  body: css({ flex: 1, minWidth: 0 }),
  line: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(0, 2) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
