import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../i18n/t';
import { testIds } from './testIds';

/** Grey bars where content will be, so that nothing jumps when it comes. */
export function Skeleton({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.root} role="status" aria-label={t('loading.label', 'Loading')} data-testid={testIds.page.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.bar} style={{ height }} />
      ))}
    </div>
  );
}

const shimmer = keyframes({ '0%': { opacity: 0.5 }, '50%': { opacity: 1 }, '100%': { opacity: 0.5 } });

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  bar: css({
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    [theme.transitions.handleMotion('no-preference')]: { animation: `${shimmer} 1.8s ease-in-out infinite` },
  }),
});
