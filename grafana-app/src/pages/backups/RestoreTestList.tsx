import React from 'react';
import { restoreTestState } from '@vigie/contract/restore-tests';
import { verdict } from '@vigie/contract/verdict';
import { useNavigate } from 'react-router-dom';
import { EmptyState } from '@grafana/ui';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
import { useMe } from '../../data/me';
import { useRestoreTests } from '../../data/restoreTests';
import { t } from '../../i18n/t';
import { restoreTestStateText } from '../../texts/restoreTestState';
import { stepReasonText } from '../../texts/stepReason';
import { urls } from '../../urls';
import { restoreTestColumns } from './restoreTestColumns';

const verdicts = verdict.options;
// A test that is done is found by its verdict.
const openStates = restoreTestState.exclude(['done']).options;

/** Every restore test, newest first. */
export function RestoreTestList() {
  const navigate = useNavigate();
  const view = useListParams([...verdicts, ...openStates], { by: 'tested', descending: true });
  const query = useRestoreTests({
    verdict: verdicts.find((value) => value === view.state),
    state: openStates.find((value) => value === view.state),
  });
  const showTenant = useMe().data?.operator ?? false;
  return (
    <ItemList
      label={t('backups.tab-tests', 'Restore tests')}
      query={query}
      view={view}
      columns={restoreTestColumns(showTenant)}
      rowKey={(test) => test.id}
      onOpen={(test) => navigate(urls.restoreTest(test.id))}
      rowHooks={(test) => ({
        'data-testid': testIds.restoreTests.row,
        'data-id': test.id,
        'data-state': test.state,
        'data-verdict': test.verdict ?? '',
        'data-tenant': test.tenant,
      })}
      states={[
        ...verdicts.map((value) => ({ value, label: restoreTestStateText({ state: 'done', verdict: value }).word })),
        ...openStates.map((value) => ({ value, label: restoreTestStateText({ state: value, verdict: null }).word })),
      ]}
      searchLabel={t('proof.search', 'Search by name, tenant, VMID ( / )')}
      searchIn={(test) => [
        test.vmName,
        test.tenant,
        test.id,
        String(test.vmid),
        test.reason === undefined ? '' : stepReasonText(test.reason),
      ]}
      noMatch={t('tests.no-match', 'No restore test matches')}
      moreText={t('list.more', 'Show older ones')}
      empty={
        <div data-testid={testIds.restoreTests.empty}>
          <EmptyState variant="call-to-action" message={t('tests.empty-title', 'No restore test yet')}>
            {t(
              'tests.empty-hint',
              'A restore test brings a backup back into an isolated lab, looks whether it is this machine with its data and services, and signs what it saw. Vigie runs them by the policy of each tenant.',
            )}
          </EmptyState>
        </div>
      }
      ids={testIds.restoreTests}
    />
  );
}
