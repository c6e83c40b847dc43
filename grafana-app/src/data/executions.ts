import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Execution, ExecutionSummary, StepAct } from '@vigie/contract/executions';
import type { ExecutionMode, ExecutionState } from '@vigie/contract/runbooks';
import { apiLanguage } from '../i18n/language';
import { call } from './client';
import { retryWhenAway } from './queryClient';

export const executionsKey = ['executions'] as const;
export const executionKey = (id: string) => ['execution', id, apiLanguage()] as const;

/** Milliseconds between two looks at an execution that somebody works on: others watch it live. */
const livePoll = 2000;

/** A failed one is still open: who executes it may retry or skip the step. */
export const isOpen = ({ endedAt }: Pick<ExecutionSummary, 'endedAt'>): boolean => endedAt === undefined;

const executionQuery = (id: string) => ({
  queryKey: executionKey(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => call('getExecution', { params: { id }, query: { lang: apiLanguage() }, signal }),
});

/** One execution with its steps and journal, polled until it has ended. */
export function useExecution(id: string) {
  return useQuery({
    ...executionQuery(id),
    refetchInterval: (query) => {
      const execution = query.state.data;
      return execution !== undefined && isOpen(execution) ? livePoll : retryWhenAway(query);
    },
  });
}

/** Those of the ids that could be read and are still going on. */
export function useOpenExecutions(ids: string[]): Execution[] {
  return useQueries({
    queries: ids.map((id) => ({ ...executionQuery(id), refetchInterval: livePoll })),
    combine: (results) => results.flatMap(({ data }) => (data !== undefined && isOpen(data) ? [data] : [])),
  });
}

interface Filter {
  runbook?: string;
  mode: ExecutionMode | undefined;
  state: ExecutionState | undefined;
}

/** Executions, newest first; pages are added by `fetchNextPage`. */
export function useExecutions(filter: Filter) {
  return useInfiniteQuery({
    queryKey: [...executionsKey, apiLanguage(), filter],
    queryFn: ({ pageParam, signal }) =>
      call('listExecutions', { query: { limit: 50, ...filter, cursor: pageParam, lang: apiLanguage() }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 5000,
  });
}

export function useActOnStep(id: string) {
  return useExecutionAct(id, ({ step, act }: { step: string; act: StepAct }) =>
    call('actOnStep', { params: { id, step }, query: { lang: apiLanguage() }, body: act }),
  );
}

export function useAbortExecution(id: string) {
  return useExecutionAct(id, (reason: string) =>
    call('abortExecution', { params: { id }, query: { lang: apiLanguage() }, body: { reason } }),
  );
}

/** The signed report, made when it is asked for. */
export function useExecutionReport(id: string) {
  return useMutation({ mutationFn: () => call('getExecutionReport', { params: { id }, query: { lang: apiLanguage() } }) });
}

function useExecutionAct<Input>(id: string, act: (input: Input) => Promise<Execution>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (execution) => {
      // An answer that was under way shows the step as it was before.
      await client.cancelQueries({ queryKey: executionKey(id) });
      client.setQueryData(executionKey(id), execution);
    },
    // Somebody else was faster: show what the execution is now.
    onError: () => client.invalidateQueries({ queryKey: executionKey(id) }),
  });
}
