import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  title?: string;
  /** A coloured edge for the part that answers the reader's question. */
  accent?: 'success' | 'warning' | 'error';
  children: ReactNode;
  'data-testid'?: string;
}

/** A framed part of a page. */
export function Panel({ title, accent, children, ...hooks }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section className={cx(styles.panel, accent && styles[accent])} aria-label={title} {...hooks}>
      {title !== undefined && <h2 className={styles.title}>{title}</h2>}
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
  }),
  title: css({ fontSize: theme.typography.h5.fontSize, marginBottom: theme.spacing(2) }),
  success: css({ borderLeft: `3px solid ${theme.colors.success.main}` }),
  warning: css({ borderLeft: `3px solid ${theme.colors.warning.main}` }),
  error: css({ borderLeft: `3px solid ${theme.colors.error.main}` }),
});
