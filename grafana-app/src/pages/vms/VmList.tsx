import React, { useMemo } from 'react';
import { vmState } from '@vigie/contract/vms';
import { useNavigate } from 'react-router-dom';
import { EmptyState, LinkButton } from '@grafana/ui';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
import { useCan, useMe } from '../../data/me';
import { useVms } from '../../data/vms';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { vmStateText } from '../../texts/vmState';
import { useMayAct } from './useMayAct';
import { useOperationEnds } from './useOperationEnds';
import { vmColumns } from './vmColumns';

const states = vmState.options;

export function VmList() {
  const navigate = useNavigate();
  const view = useListParams(states, { by: 'name', descending: false });
  const query = useVms(view.state);
  const showTenant = useMe().data?.operator ?? false;
  const mayAct = useMayAct().length > 0;
  const { data } = query;
  useOperationEnds(useMemo(() => data?.pages.flatMap((page) => page.items), [data]));
  return (
    <ItemList
      label={t('vms.title', 'Virtual machines')}
      query={query}
      view={view}
      columns={vmColumns(showTenant, mayAct)}
      rowKey={(vm) => vm.id}
      onOpen={(vm) => navigate(urls.vm(vm.id))}
      rowHooks={(vm) => ({ 'data-testid': testIds.vms.row, 'data-id': vm.id, 'data-state': vm.state, 'data-tenant': vm.tenant })}
      states={states.map((value) => ({ value, label: vmStateText(value).word }))}
      searchLabel={t('vms.search', 'Search by name, address, VMID, node ( / )')}
      searchIn={(vm) => [vm.name, vm.tenant, vm.node ?? '', String(vm.vmid), ...vm.addresses]}
      noMatch={t('vms.no-match', 'No machine matches')}
      moreText={t('vms.more', 'Show more')}
      empty={<NoVms />}
      ids={testIds.vms}
    />
  );
}

function NoVms() {
  const canOrder = useCan('order:create');
  return (
    <div data-testid={testIds.vms.empty}>
      <EmptyState
        variant="call-to-action"
        message={t('vms.empty-title', 'No machine yet')}
        button={
          canOrder ? (
            <LinkButton href={urls.newOrder} icon="plus" size="lg">
              {t('orders.empty-action', 'Order the first VM')}
            </LinkButton>
          ) : undefined
        }
      >
        {t('vms.empty-hint', 'Machines appear here as soon as their order is deployed, with their address and state.')}
      </EmptyState>
    </div>
  );
}
