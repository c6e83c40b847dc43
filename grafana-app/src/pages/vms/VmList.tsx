import React from 'react';
import { vmState } from '@vigie/contract/vms';
import { useNavigate } from 'react-router-dom';
import { Button, EmptyState, LinkButton } from '@grafana/ui';
import { ListTable } from '../../components/ListTable';
import { ListToolbar } from '../../components/ListToolbar';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { matches, useListParams } from '../../components/useListParams';
import { useCan, useMe } from '../../data/me';
import { useVms } from '../../data/vms';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { vmStateText } from '../../texts/vmState';
import { vmColumns } from './vmColumns';

const states = vmState.options;

export function VmList() {
  const navigate = useNavigate();
  const view = useListParams(states, { by: 'name', descending: false });
  const query = useVms(view.state);
  const showTenant = useMe().data?.operator ?? false;

  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton />;
  }
  const all = query.data.pages.flatMap((page) => page.items);
  if (all.length === 0 && view.state === undefined) {
    return <NoVms />;
  }
  const found = all.filter((vm) => matches(view.search, [vm.name, vm.tenant, vm.node ?? '', String(vm.vmid), ...vm.addresses]));
  return (
    <>
      {query.isError && <StaleNotice />}
      <ListToolbar
        search={view.search}
        onSearch={view.setSearch}
        searchLabel={t('vms.search', 'Search by name, address, VMID, node ( / )')}
        state={view.state}
        states={states.map((value) => ({ value, label: vmStateText(value).word }))}
        onState={view.setState}
        data-testid={testIds.vms.stateFilter}
      />
      {found.length === 0 ? (
        <div data-testid={testIds.vms.noMatch}>
          <EmptyState
            variant="not-found"
            message={t('vms.no-match', 'No machine matches')}
            button={
              <Button variant="secondary" onClick={view.clear}>
                {t('list.clear', 'Clear search and filter')}
              </Button>
            }
          />
        </div>
      ) : (
        <ListTable
          label={t('vms.title', 'Virtual machines')}
          columns={vmColumns(showTenant)}
          items={found}
          sort={view.sort}
          onSort={view.setSort}
          rowKey={(vm) => vm.id}
          onOpen={(vm) => navigate(urls.vm(vm.id))}
          rowHooks={(vm) => ({ 'data-testid': testIds.vms.row, 'data-id': vm.id, 'data-state': vm.state, 'data-tenant': vm.tenant })}
          data-testid={testIds.vms.table}
        />
      )}
      {query.hasNextPage && (
        <Button variant="secondary" fill="text" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('vms.more', 'Show more')}
        </Button>
      )}
    </>
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
