import React from 'react';
import { backupRunState } from '@vigie/contract/backups';
import { useNavigate } from 'react-router-dom';
import { EmptyState } from '@grafana/ui';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
import { useBackupRuns } from '../../data/backups';
import { useMe } from '../../data/me';
import { t } from '../../i18n/t';
import { backupRunStateText } from '../../texts/backupRunState';
import { stepReasonText } from '../../texts/stepReason';
import { urls } from '../../urls';
import { runColumns } from './runColumns';

const states = backupRunState.options;

/** Every backup that Vigie makes or made, newest first. */
export function RunList() {
  const navigate = useNavigate();
  const view = useListParams(states, { by: 'started', descending: true });
  const query = useBackupRuns({ state: view.state });
  const showTenant = useMe().data?.operator ?? false;
  return (
    <ItemList
      label={t('backups.tab-runs', 'Runs')}
      query={query}
      view={view}
      columns={runColumns(showTenant)}
      rowKey={(run) => run.id}
      onOpen={(run) => navigate(run.volume === undefined ? urls.vm(run.vm) : urls.restorePoint(run.vm, run.volume))}
      rowHooks={(run) => ({
        'data-testid': testIds.backupRuns.row,
        'data-id': run.id,
        'data-vm': run.vm,
        'data-state': run.state,
        'data-tenant': run.tenant,
      })}
      states={states.map((value) => ({ value, label: backupRunStateText(value).word }))}
      searchLabel={t('runs.search', 'Search by name, tenant, VMID, person ( / )')}
      searchIn={(run) => [
        run.vmName,
        run.tenant,
        run.id,
        String(run.vmid),
        run.requestedBy,
        run.error === undefined ? '' : stepReasonText(run.error),
      ]}
      noMatch={t('runs.no-match', 'No backup matches')}
      moreText={t('list.more', 'Show older ones')}
      empty={
        <div data-testid={testIds.backupRuns.empty}>
          <EmptyState variant="call-to-action" message={t('runs.empty-title', 'No backup yet')}>
            {t('runs.empty-hint', 'Vigie makes backups by the schedule of each tenant’s policy. They appear here while they run.')}
          </EmptyState>
        </div>
      }
      ids={testIds.backupRuns}
    />
  );
}
