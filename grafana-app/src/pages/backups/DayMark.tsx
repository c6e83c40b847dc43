import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { DayState } from './dayStates';

const icons: Partial<Record<DayState, IconName>> = {
  proven: 'shield',
  verified: 'check',
  failed: 'times',
  late: 'clock-nine',
  writing: 'hourglass',
};

/** A day of the matrix as a small square: shape and colour differ, the words stand in its link and in the legend. */
export function DayMark({ state }: { state: DayState }) {
  const styles = useStyles2(getStyles);
  const icon = icons[state];
  return (
    <span aria-hidden className={cx(styles.mark, styles[state])}>
      {icon && <Icon name={icon} size="xs" />}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const full = (color: { main: string; contrastText: string }) => css({ background: color.main, color: color.contrastText });
  return {
    mark: css({
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      flexShrink: 0,
      width: 18,
      height: 20,
      borderRadius: theme.shape.radius.sm,
      border: '1px solid transparent',
    }),
    proven: full(theme.colors.success),
    verified: css({
      background: theme.colors.success.transparent,
      borderColor: theme.colors.success.border,
      color: theme.colors.success.text,
    }),
    ok: css({ background: theme.colors.success.transparent, borderColor: theme.colors.success.border }),
    expired: css({ border: `1px dashed ${theme.colors.border.strong}` }),
    writing: css({ borderColor: theme.colors.primary.border, color: theme.colors.primary.text }),
    failed: full(theme.colors.error),
    late: full(theme.colors.warning),
    none: css({ background: theme.colors.background.secondary }),
  };
};
