import React from 'react';
import { EmptyState } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useCatalogue } from '../../data/catalogue';
import { useMe } from '../../data/me';
import { t } from '../../i18n/t';
import { OrderForm } from './OrderForm';

/** The form needs the catalogue and who orders before its first value can be chosen. */
export function OrderFormLoader() {
  const catalogue = useCatalogue();
  const me = useMe();
  const error = useLoadError(catalogue);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => catalogue.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (catalogue.data === undefined || me.data === undefined) {
    return <Skeleton rows={4} height={110} />;
  }
  if (catalogue.data.offers.length === 0) {
    return <EmptyState variant="not-found" message={t('new-order.no-offers', 'There is nothing to order yet')} />;
  }
  return <OrderForm catalogue={catalogue.data} me={me.data} />;
}
