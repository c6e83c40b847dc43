import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { QuotaUse } from '@vigie/contract/quotes';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

const names: Record<QuotaUse['resource'], () => string> = {
  vms: () => t('quota.vms', 'Machines'),
  cores: () => t('quota.cores', 'Cores'),
  memoryGiB: () => t('quota.memory', 'Memory (GiB)'),
  diskGiB: () => t('quota.disk', 'Disk (GiB)'),
};

/** The quota after this order: what was used before, what the order adds, and the limit. */
export function QuotaBars({ quota }: { quota: QuotaUse[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.root}>
      <h3 className={styles.title}>{t('quota.title', 'Quota after this order')}</h3>
      {quota.map(({ resource, used, after, limit }) => {
        const over = limit !== null && after > limit;
        const share = (amount: number) => `${limit === null ? 0 : Math.min(100, (100 * amount) / Math.max(1, limit))}%`;
        return (
          <div key={resource} data-testid={testIds.orderForm.quota} data-resource={resource} data-over={over}>
            <div className={cx(styles.words, over && styles.over)}>
              <span>{names[resource]()}</span>
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
          </div>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginTop: theme.spacing(2) }),
  title: css({ fontSize: theme.typography.body.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
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
