import React from 'react';
import { css } from '@emotion/css';
import { useSearchParams } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Order } from '@vigie/contract/orders';
import { useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { ProgressBar } from '../../components/ProgressBar';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useOrder } from '../../data/orders';
import { t } from '../../i18n/t';
import { MachineTable } from './MachineTable';
import { OrderAccess } from './OrderAccess';
import { OrderProgress } from './OrderProgress';
import { OrderTimeline } from './OrderTimeline';

/** All machines of an order, and the steps of one: the one that was chosen, that failed, or the first. */
export function OrderMachines({ order }: { order: Order }) {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const asked = params.get('machine');
  const chosen =
    order.machines.find((machine) => machine.order === asked)
    ?? order.machines.find(({ state }) => state === 'failed')
    ?? order.machines[0];
  const total = order.machines.length;
  const done = order.machines.filter(({ state }) => state === 'done').length;
  const failed = order.machines.filter(({ state }) => state === 'failed').length;
  return (
    <>
      <Panel title={t('machines.title', 'Machines')}>
        <div className={styles.sum}>
          <ProgressBar label={t('machines.title', 'Machines')} value={done} max={total} tone={failed > 0 ? 'error' : 'success'} />
          <span className={styles.words} data-testid={testIds.order.machineCount}>
            {failed > 0
              ? t('machines.count-failed', '{{done}} of {{total}} delivered, failed: {{failed}}', { done, total, failed })
              : t('machines.count', '{{done}} of {{total}} delivered', { done, total })}
          </span>
        </div>
        <MachineTable
          order={order}
          chosen={chosen?.order ?? ''}
          onChoose={(machine) => setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), machine }), { replace: true })}
        />
      </Panel>
      {chosen && <MachineSteps key={chosen.order} id={chosen.order} name={chosen.name} />}
    </>
  );
}

/** The steps of one machine, which has an order id of its own. */
function MachineSteps({ id, name }: { id: string; name: string }) {
  const query = useOrder(id);
  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} />;
  }
  const own = query.data?.machines.find((machine) => machine.order === id);
  if (query.data === undefined || own === undefined) {
    return <Skeleton rows={3} height={60} />;
  }
  // The lead's order is all of them: here it is its own machine that is told of.
  const machine: Order = { ...query.data, state: own.state };
  return (
    <>
      {machine.access && <OrderAccess access={machine.access} vms={own.vm === undefined ? [] : [own.vm]} name={name} />}
      <Panel title={t('machines.progress', 'Progress of {{name}}', { name })} data-testid={testIds.order.machineSteps}>
        <OrderProgress order={machine} />
        <OrderTimeline order={machine} />
      </Panel>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sum: css({ marginBottom: theme.spacing(2), maxWidth: 860 }),
  words: css({ display: 'block', marginTop: theme.spacing(1), color: theme.colors.text.secondary }),
});
