import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExecutionRequest } from '@vigie/contract/executions';
import { apiLanguage } from '../i18n/language';
import { call } from './client';
import { executionKey, executionsKey } from './executions';

const runbooksKey = ['runbooks'] as const;
const runbookKey = (slug: string) => ['runbook', slug, apiLanguage()] as const;

/** All recovery runbooks, and how ready a recovery is. Polled: somebody may start one now. */
export function useRunbooks() {
  return useQuery({
    queryKey: [...runbooksKey, apiLanguage()],
    queryFn: ({ signal }) => call('listRunbooks', { query: { lang: apiLanguage() }, signal }),
    refetchInterval: 5000,
  });
}

/** One runbook with its steps and what its parameters can be now. */
export function useRunbook(slug: string) {
  return useQuery({
    queryKey: runbookKey(slug),
    queryFn: ({ signal }) => call('getRunbook', { params: { slug }, query: { lang: apiLanguage() }, signal }),
    staleTime: 10_000,
  });
}

export function useStartExecution(slug: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ExecutionRequest) => call('startExecution', { params: { slug }, query: { lang: apiLanguage() }, body: request }),
    onSuccess: (execution) => {
      client.setQueryData(executionKey(execution.id), execution);
      void client.invalidateQueries({ queryKey: executionsKey });
      void client.invalidateQueries({ queryKey: runbooksKey });
    },
  });
}
