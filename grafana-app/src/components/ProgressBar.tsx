import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  label: string;
  value: number;
  max: number;
  tone: 'success' | 'warning' | 'error' | 'primary';
  /** `meter`: a measure that does not go on by itself. */
  role?: 'progressbar' | 'meter';
}

/** How far something is, or how much of it. The words beside it say the same. */
export function ProgressBar({ label, value, max, tone, role = 'progressbar' }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.track} role={role} aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max}>
      <div className={cx(styles.bar, styles[tone])} style={{ width: `${(100 * value) / Math.max(1, max)}%` }} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  track: css({ height: 6, borderRadius: theme.shape.radius.pill, background: theme.colors.background.secondary, overflow: 'hidden' }),
  bar: css({ height: '100%', [theme.transitions.handleMotion('no-preference')]: { transition: 'width 400ms ease' } }),
  success: css({ background: theme.colors.success.main }),
  warning: css({ background: theme.colors.warning.main }),
  error: css({ background: theme.colors.error.main }),
  primary: css({ background: theme.colors.primary.main }),
});
