import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../i18n/t';

interface Props {
  name: string;
  used: number;
  after: number;
  /** Null where there is none. */
  limit: number | null;
}

export const isOver = ({ after, limit }: Pick<Props, 'after' | 'limit'>): boolean => limit !== null && after > limit;

/** What was used before, what the order adds, and the limit. */
export function UseBar({ name, used, after, limit }: Props) {
  const styles = useStyles2(getStyles);
  const over = isOver({ after, limit });
  const share = (amount: number) => `${limit === null ? 0 : Math.min(100, (100 * amount) / Math.max(1, limit))}%`;
  return (
    <>
      <div className={cx(styles.words, over && styles.over)}>
        <span>{name}</span>
        <span>
          {limit === null
            ? t('quota.unlimited', '{{after}}, no limit', { after })
            : over
              ? t('quota.over', '{{after}} of {{limit}}: too many', { after, limit })
              : t('quota.of', '{{after}} of {{limit}}', { after, limit })}
        </span>
      </div>
      {limit !== null && (
        <div className={styles.track} aria-hidden>
          <div className={cx(styles.bar, styles.added, over && styles.overBar)} style={{ width: share(after) }} />
          <div className={cx(styles.bar, styles.used)} style={{ width: share(used) }} />
        </div>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  over: css({ color: theme.colors.error.text }),
  track: css({
    position: 'relative',
    height: 4,
    marginTop: theme.spacing(0.5),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  bar: css({ position: 'absolute', inset: 0, right: 'auto' }),
  used: css({ background: theme.colors.text.disabled }),
  added: css({ background: theme.colors.primary.main }),
  overBar: css({ background: theme.colors.error.main }),
});
