import React from 'react';
import { executionMode, executionState } from '@vigie/contract/runbooks';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button, Combobox, EmptyState } from '@grafana/ui';
import { ListTable } from '../../components/ListTable';
import { ListToolbar } from '../../components/ListToolbar';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { matches, useListParams } from '../../components/useListParams';
import { useExecutions } from '../../data/executions';
import { t } from '../../i18n/t';
import { executionModeText } from '../../texts/executionMode';
import { executionStateText } from '../../texts/executionState';
import { urls } from '../../urls';
import { executionColumns } from './executionColumns';
import { parameterText } from './parameterText';

const states = executionState.options;
const modes = executionMode.options;

/** Every execution there was, of all runbooks or of one. */
export function ExecutionList({ runbook }: { runbook?: string }) {
  const navigate = useNavigate();
  const view = useListParams(states, { by: 'started', descending: true });
  const [mode, setMode] = useModeParam();
  const query = useExecutions({ ...(runbook !== undefined && { runbook }), mode, state: view.state });
  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton rows={4} />;
  }
  const all = query.data.pages.flatMap(({ items }) => items);
  if (all.length === 0 && mode === undefined && view.state === undefined) {
    return (
      <div data-testid={testIds.pra.noHistory}>
        <EmptyState variant="not-found" hideImage message={t('executions.empty', 'Nothing was executed yet')}>
          {t('executions.empty-hint', 'Start with a rehearsal: it shows whether the runbook works and how long it takes, before you need it.')}
        </EmptyState>
      </div>
    );
  }
  const found = all.filter((one) => matches(view.search, [one.title, one.reason, one.startedBy, one.id, parameterText(one.parameters)]));
  return (
    <>
      <ListToolbar
        search={view.search}
        onSearch={view.setSearch}
        searchLabel={t('executions.search', 'Search by runbook, machine, reason, person ( / )')}
        state={view.state}
        states={states.map((value) => ({ value, label: executionStateText(value).word }))}
        onState={view.setState}
        data-testid={testIds.pra.stateFilter}
      >
        <Combobox
          aria-label={t('executions.mode', 'Mode')}
          placeholder={t('executions.all-modes', 'Rehearsals and real ones')}
          options={modes.map((value) => ({ value, label: executionModeText(value) }))}
          value={mode ?? null}
          isClearable
          width={28}
          onChange={(option) => setMode(option?.value)}
          data-testid={testIds.pra.modeFilter}
        />
      </ListToolbar>
      {found.length === 0 ? (
        <div data-testid={testIds.pra.noMatch}>
          <EmptyState
            variant="not-found"
            hideImage
            message={t('executions.no-match', 'No execution matches')}
            button={
              <Button variant="secondary" onClick={view.clear}>
                {t('list.clear', 'Clear search and filter')}
              </Button>
            }
          />
        </div>
      ) : (
        <ListTable
          label={t('pra.history', 'History')}
          columns={executionColumns({ showRunbook: runbook === undefined })}
          items={found}
          sort={view.sort}
          onSort={view.setSort}
          rowKey={({ id }) => id}
          onOpen={({ id }) => navigate(urls.execution(id))}
          rowHooks={(one) => ({ 'data-testid': testIds.pra.historyRow, 'data-id': one.id, 'data-mode': one.mode, 'data-state': one.state })}
          data-testid={testIds.pra.historyTable}
        />
      )}
      {query.hasNextPage && (
        <Button variant="secondary" fill="text" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('list.more', 'Show older ones')}
        </Button>
      )}
    </>
  );
}

function useModeParam() {
  const [params, setParams] = useSearchParams();
  const set = (value: (typeof modes)[number] | undefined) =>
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (value === undefined) {
          next.delete('mode');
        } else {
          next.set('mode', value);
        }
        return next;
      },
      { replace: true },
    );
  return [modes.find((mode) => mode === params.get('mode')), set] as const;
}
