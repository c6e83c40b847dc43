import React from 'react';
import { css, cx, keyframes } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

export type MarkState = 'pending' | 'running' | 'waiting' | 'done' | 'failed' | 'skipped' | 'undoing' | 'undone';

const icons: Partial<Record<MarkState, IconName>> = { done: 'check', failed: 'times', waiting: 'pause', skipped: 'minus', undone: 'history' };

/** The mark of a step on its line: for the eye only, the words stand beside it. */
export function StepMark({ state }: { state: MarkState }) {
  const styles = useStyles2(getStyles);
  const icon = icons[state];
  return (
    <span aria-hidden className={cx(styles.mark, styles[state])}>
      {icon && <Icon name={icon} size="sm" />}
    </span>
  );
}

const spin = keyframes({ to: { transform: 'rotate(360deg)' } });

const getStyles = (theme: GrafanaTheme2) => {
  const full = (color: { main: string; contrastText: string }) =>
    css({ background: color.main, borderColor: color.main, color: color.contrastText });
  const turning = (color: string) =>
    css({
      borderColor: color,
      borderTopColor: theme.colors.border.weak,
      [theme.transitions.handleMotion('no-preference')]: { animation: `${spin} 1s linear infinite` },
    });
  return {
    mark: css({
      width: 20,
      height: 20,
      flexShrink: 0,
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: theme.shape.radius.circle,
      border: `2px solid ${theme.colors.border.medium}`,
      background: theme.colors.background.primary,
    }),
    pending: css({}),
    skipped: css({ color: theme.colors.text.disabled, borderStyle: 'dashed' }),
    undone: css({ color: theme.colors.text.secondary, borderStyle: 'dashed' }),
    running: turning(theme.colors.primary.main),
    undoing: turning(theme.colors.warning.main),
    waiting: full(theme.colors.warning),
    done: full(theme.colors.success),
    failed: full(theme.colors.error),
  };
};
