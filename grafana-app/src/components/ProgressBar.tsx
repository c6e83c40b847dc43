import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  label: string;
  value: number;
  max: number;
  tone: 'success' | 'error' | 'primary';
}

/** How far something is. The words beside it say the same. */
export function ProgressBar({ label, value, max, tone }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.track} role="progressbar" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max}>
      <div className={cx(styles.bar, styles[tone])} style={{ width: `${(100 * value) / Math.max(1, max)}%` }} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  track: css({ height: 6, borderRadius: theme.shape.radius.pill, background: theme.colors.background.secondary, overflow: 'hidden' }),
  bar: css({ height: '100%', [theme.transitions.handleMotion('no-preference')]: { transition: 'width 400ms ease' } }),
  success: css({ background: theme.colors.success.main }),
  error: css({ background: theme.colors.error.main }),
  primary: css({ background: theme.colors.primary.main }),
});
