import React from 'react';
import { executionMode, executionState, type ExecutionMode } from '@vigie/contract/runbooks';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Combobox, EmptyState } from '@grafana/ui';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
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
  const { mode, setMode, clearAll } = useModeParam();
  return (
    <ItemList
      label={t('pra.history', 'History')}
      query={useExecutions({ ...(runbook !== undefined && { runbook }), mode, state: view.state })}
      view={{ ...view, clear: clearAll }}
      columns={executionColumns({ showRunbook: runbook === undefined })}
      rowKey={({ id }) => id}
      onOpen={({ id }) => navigate(urls.execution(id))}
      rowHooks={(one) => ({ 'data-testid': testIds.pra.historyRow, 'data-id': one.id, 'data-mode': one.mode, 'data-state': one.state })}
      states={states.map((value) => ({ value, label: executionStateText(value).word }))}
      filters={
        <Combobox
          aria-label={t('executions.mode', 'Mode')}
          placeholder={t('executions.all-modes', 'All modes')}
          options={modes.map((value) => ({ value, label: executionModeText(value) }))}
          value={mode ?? null}
          isClearable
          width={28}
          onChange={(option) => setMode(option?.value)}
          data-testid={testIds.pra.modeFilter}
        />
      }
      filtered={mode !== undefined}
      searchLabel={t('executions.search', 'Search runbook, reason, person ( / )')}
      searchIn={(one) => [one.title, one.reason, one.startedBy, one.id, parameterText(one.parameters)]}
      noMatch={t('executions.no-match', 'No execution matches')}
      moreText={t('list.more', 'Show older ones')}
      empty={
        <div data-testid={testIds.pra.noHistory}>
          <EmptyState variant="not-found" hideImage message={t('executions.empty', 'Nothing was executed yet')}>
            {t(
              'executions.empty-hint',
              'Start with a rehearsal: it shows whether the runbook works and how long it takes, before you need it.',
            )}
          </EmptyState>
        </div>
      }
      ids={{ table: testIds.pra.historyTable, stateFilter: testIds.pra.stateFilter, noMatch: testIds.pra.noMatch }}
    />
  );
}

/** The filter by mode, in the URL as the others. */
function useModeParam() {
  const [params, setParams] = useSearchParams();
  const change = (edit: (next: URLSearchParams) => void) =>
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        edit(next);
        return next;
      },
      { replace: true },
    );
  return {
    mode: modes.find((mode) => mode === params.get('mode')),
    setMode: (mode: ExecutionMode | undefined) => change((next) => (mode === undefined ? next.delete('mode') : next.set('mode', mode))),
    clearAll: () => change((next) => ['q', 'state', 'mode'].forEach((name) => next.delete(name))),
  };
}
