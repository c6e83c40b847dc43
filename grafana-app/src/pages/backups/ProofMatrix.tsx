import React from 'react';
import type { VmProtection } from '@vigie/contract/protection';
import { useNavigate } from 'react-router-dom';
import { EmptyState } from '@grafana/ui';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
import { useNow } from '../../components/useNow';
import { useBackupRuns } from '../../data/backups';
import { useCan, useMe } from '../../data/me';
import { useProtection } from '../../data/protection';
import { t } from '../../i18n/t';
import { protectionState, protectionStates, protectionStateText } from '../../texts/protectionState';
import { urls } from '../../urls';
import { DayLegend } from './DayLegend';
import { dayStates, lastDays } from './dayStates';
import { proofColumns } from './proofColumns';
import { useUnderWay } from './useUnderWay';

/** "Could I restore each machine right now, and who proves it?" */
export function ProofMatrix() {
  const navigate = useNavigate();
  const view = useListParams(protectionStates, { by: 'state', descending: false });
  const query = useProtection();
  const showTenant = useMe().data?.operator ?? false;
  const [mayBackUp, mayTest] = [useCan('backup:create'), useCan('restore-test:run')];
  const underWay = useUnderWay();
  const now = useNow(60_000);
  const days = lastDays(14, now);
  const history = useRunHistory();
  const daysOf = (vm: VmProtection) => dayStates(vm, { ...history, runs: history.runs.filter((run) => run.vm === vm.vm) }, days, now);
  return (
    <ItemList
      label={t('backups.tab-proof', 'Proof')}
      query={query}
      dense
      view={view}
      columns={proofColumns({ showTenant, showActions: mayBackUp || mayTest, days, daysOf, underWay })}
      rowKey={(vm) => vm.vm}
      onOpen={(vm) => navigate(urls.vm(vm.vm))}
      rowHooks={(vm) => ({
        'data-testid': testIds.proof.row,
        'data-vm': vm.vm,
        'data-state': protectionState(vm),
        'data-tenant': vm.tenant,
      })}
      states={protectionStates.map((value) => ({ value, label: protectionStateText(value).word }))}
      hasState={(vm, state) => protectionState(vm) === state}
      searchLabel={t('proof.search', 'Search by name, tenant, VMID ( / )')}
      searchIn={(vm) => [vm.vmName, vm.tenant, String(vm.vmid)]}
      noMatch={t('vms.no-match', 'No machine matches')}
      moreText={t('vms.more', 'Show more')}
      empty={
        <div data-testid={testIds.proof.empty}>
          <EmptyState variant="call-to-action" message={t('proof.empty-title', 'Nothing to protect yet')}>
            {t(
              'proof.empty-hint',
              'Every machine is backed up and proven by restore tests as soon as it is delivered. It then appears here.',
            )}
          </EmptyState>
        </div>
      }
      ids={testIds.proof}
    >
      <DayLegend />
    </ItemList>
  );
}

/** The newest runs, and since when they are all there. */
function useRunHistory() {
  const pages = useBackupRuns({}, 200).data?.pages ?? [];
  const runs = pages.flatMap((page) => page.items);
  const isAll = pages.length > 0 && pages.at(-1)?.nextCursor === undefined;
  const oldest = runs.at(-1)?.createdAt;
  return { runs, completeSince: isAll ? 0 : oldest === undefined ? Number.POSITIVE_INFINITY : Date.parse(oldest) };
}
