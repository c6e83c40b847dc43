import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { OfferLimitUse, QuotaUse } from '@vigie/contract/quotes';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { isOver, UseBar } from './UseBar';

const names: Record<QuotaUse['resource'], () => string> = {
  vms: () => t('quota.vms', 'Machines'),
  cores: () => t('quota.cores', 'Cores'),
  memoryGiB: () => t('quota.memory', 'Memory (GiB)'),
  diskGiB: () => t('quota.disk', 'Disk (GiB)'),
};

const limitNames: Record<OfferLimitUse['limit'], () => string> = {
  perOrder: () => t('quota.per-order', 'Of this offer, in one order'),
  perTenant: () => t('quota.per-tenant', 'Of this offer, in all'),
};

/** The quota after this order, and the limits of the offer itself. */
export function QuotaBars({ quota, limits }: { quota: QuotaUse[]; limits: OfferLimitUse[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.root}>
      <h3 className={styles.title}>
        {quota.length > 0 ? t('quota.title', 'Quota after this order') : t('quota.limits', 'Limits of the offer')}
      </h3>
      {quota.map(({ resource, ...use }) => (
        <div key={resource} data-testid={testIds.orderForm.quota} data-resource={resource} data-over={isOver(use)}>
          <UseBar name={names[resource]()} {...use} />
        </div>
      ))}
      {limits.map(({ limit, used, after, most }) => (
        <div key={limit} data-testid={testIds.orderForm.limit} data-limit={limit} data-over={isOver({ after, limit: most })}>
          <UseBar name={limitNames[limit]()} used={used} after={after} limit={most} />
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginTop: theme.spacing(2) }),
  title: css({ fontSize: theme.typography.body.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
});
