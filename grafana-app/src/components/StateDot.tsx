import React from 'react';
import { css, cx, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

export type Tone = 'good' | 'off' | 'moving' | 'failed' | 'waiting' | 'unknown';

interface Props {
  tone: Tone;
  word: string;
  'data-testid'?: string;
  'data-state'?: string;
}

/** A state: a coloured dot and its word, never colour alone. */
export function StateDot({ tone, word, ...hooks }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.root} {...hooks}>
      <span aria-hidden className={cx(styles.dot, styles[tone])} />
      {word}
    </span>
  );
}

const pulse = keyframes({ '0%': { opacity: 1 }, '50%': { opacity: 0.4 }, '100%': { opacity: 1 } });

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1), whiteSpace: 'nowrap' }),
  dot: css({ width: 10, height: 10, borderRadius: theme.shape.radius.circle, flexShrink: 0 }),
  good: css({ background: theme.colors.success.main }),
  off: css({ background: theme.colors.text.disabled }),
  moving: css({
    background: theme.colors.primary.main,
    [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 1.6s ease-in-out infinite` },
  }),
  failed: css({ background: theme.colors.error.main }),
  waiting: css({ background: theme.colors.warning.main }),
  unknown: css({ border: `2px solid ${theme.colors.text.disabled}` }),
});
