import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  /** Where more is told. */
  link?: { url: string; text: string };
  accent?: 'error' | 'warning' | 'success' | undefined;
  children: ReactNode;
  hooks?: Record<`data-${string}`, string | number>;
}

/** One answer of the overview. */
export function Card({ title, link, accent, children, hooks }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={cx(styles.card, accent && styles[accent])} {...hooks}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {link && (
          <span className={styles.link}>
            <TextLink href={link.url} color="secondary" variant="bodySmall" inline={false}>
              {link.text}
            </TextLink>
          </span>
        )}
      </div>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const edge = (color: string) => css({ borderLeft: `3px solid ${color}` });
  return {
    card: css({
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      padding: theme.spacing(2),
      minWidth: 0,
    }),
    head: css({
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'center',
      minHeight: 24,
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
    }),
    link: css({ display: 'inline-flex', whiteSpace: 'nowrap' }),
    title: css({ fontSize: theme.typography.body.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
    error: edge(theme.colors.error.main),
    warning: edge(theme.colors.warning.main),
    success: edge(theme.colors.success.main),
  };
};
