import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { FactList } from '../../components/FactList';
import { NotFound } from '../../components/NotFound';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { RelativeTime } from '../../components/RelativeTime';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useCan, useMe } from '../../data/me';
import { toProblemError } from '../../data/problem';
import { useVm } from '../../data/vms';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { DeletionBanner } from './DeletionBanner';
import { NeedsRestart } from './NeedsRestart';
import { OperationHistory } from './OperationHistory';
import { OperationUnderWay } from './OperationUnderWay';
import { SnapshotPanel } from './SnapshotPanel';
import { useOperationEnds } from './useOperationEnds';
import { VmDrift } from './VmDrift';
import { gib } from './vmColumns';
import { VmBackups } from './VmBackups';
import { VmStateDot } from './VmStateDot';

export function VmDetail({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const query = useVm(id);
  const operator = useMe().data?.operator ?? false;
  const seesBackups = useCan('backup:read');
  const seesDrift = useCan('drift:read');
  const error = useLoadError(query);
  const { data } = query;
  useOperationEnds(useMemo(() => data && [data], [data]));
  if (error !== null) {
    return ['not-found', 'invalid-request'].includes(toProblemError(error).code) ? (
      <NotFound message={t('vm.not-found', 'This machine does not exist')} backTo={urls.vms} backText={t('vms.back', 'All machines')} />
    ) : (
      <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />
    );
  }
  if (data === undefined) {
    return <Skeleton rows={3} height={80} />;
  }
  const vm = data;
  const addresses =
    vm.addresses.length === 0
      ? '–'
      : vm.addresses.map((address) => <CopyText key={address} text={address} data-testid={testIds.vms.address} />);
  const orderLink = <TextLink href={urls.order(vm.orderId)}>{t('vms.see-order', 'See the order')}</TextLink>;
  return (
    <>
      {query.isError && <StaleNotice />}
      {vm.deletion && <DeletionBanner vm={vm} deletion={vm.deletion} />}
      {vm.operation && <OperationUnderWay operation={vm.operation} />}
      {/* The page stretches what it holds: an alert only fills what is around it. */}
      <div>
        <NeedsRestart vm={vm} />
        {seesDrift && <VmDrift vm={vm.id} />}
      </div>
      <Panel title={t('vm.access', 'State and access')}>
        <FactList
          facts={[
            { name: t('list.state', 'State'), value: <VmStateDot vm={vm} /> },
            { name: t('vms.address', 'Address'), value: addresses },
            { name: t('vm.ordered-with', 'Ordered with'), value: orderLink },
            { name: t('vm.created', 'Created'), value: <RelativeTime instant={vm.createdAt} /> },
          ]}
        />
      </Panel>
      {seesBackups && <VmBackups vm={vm} />}
      {vm.state !== 'deploying' && <SnapshotPanel vm={vm} />}
      <div className={styles.pair}>
        <Panel title={t('vm.specification', 'Specification')}>
          <FactList
            facts={[
              { name: t('vms.cores', 'Cores'), value: vm.cores },
              { name: t('vms.memory', 'Memory'), value: gib(vm.memoryGiB) },
              { name: t('vms.disk', 'Disk'), value: gib(vm.diskGiB) },
            ]}
          />
        </Panel>
        <Panel title={t('vm.place', 'Where it runs')}>
          <FactList
            facts={[
              ...(operator ? [{ name: t('list.tenant', 'Tenant'), value: vm.tenant }] : []),
              { name: t('vm.cluster', 'Cluster'), value: vm.cluster },
              { name: t('vms.node', 'Node'), value: vm.node ?? '–' },
              { name: 'VMID', value: <CopyText text={String(vm.vmid)} data-testid={testIds.vms.vmid} /> },
            ]}
          />
        </Panel>
      </div>
      {vm.state !== 'deploying' && <OperationHistory vm={vm.id} />}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pair: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 360px), 1fr))',
    columnGap: theme.spacing(2),
  }),
});
