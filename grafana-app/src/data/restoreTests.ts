import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RestoreTest, RestoreTestRequest, RestoreTestSummary } from '@vigie/contract/restore-tests';
import type { Verdict } from '@vigie/contract/verdict';
import { call } from './client';
import { protectionKey } from './protection';
import { retryWhenAway } from './queryClient';

const testsKey = ['restore-tests'] as const;
const testKey = (id: string) => ['restore-test', id] as const;

export const isTesting = ({ state }: Pick<RestoreTestSummary, 'state'>): boolean => state === 'queued' || state === 'running';

const moves = (tests: RestoreTestSummary[]): number => (tests.some(isTesting) ? 2000 : 10_000);

/** Restore tests, newest first; pages are added by `fetchNextPage`. */
export function useRestoreTests(
  filter: { verdict?: Verdict | undefined; state?: RestoreTest['state'] | undefined; vm?: string },
  limit = 100,
) {
  return useInfiniteQuery({
    queryKey: [...testsKey, filter, limit],
    queryFn: ({ pageParam, signal }) => call('listRestoreTests', { query: { limit, ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state }) => moves(state.data?.pages.flatMap((page) => page.items) ?? []),
  });
}

/** One test with its phases and checks, polled until it has ended and its evidence is signed. */
export function useRestoreTest(id: string) {
  return useQuery({
    queryKey: testKey(id),
    queryFn: ({ signal }) => call('getRestoreTest', { params: { id }, signal }),
    refetchInterval: (query) => {
      const test = query.state.data;
      return test === undefined || !isOpen(test) ? retryWhenAway(query) : 1500;
    },
  });
}

/** What a test made is removed and its evidence signed after its verdict, and after it was cancelled. */
const lastPhases: ReadonlyArray<RestoreTest['phases'][number]['name']> = ['cleanup', 'evidence'];

const isOpen = (test: RestoreTest): boolean =>
  isTesting(test) || test.phases.some(({ name, state }) => lastPhases.includes(name) && (state === 'pending' || state === 'running'));

export function useCreateRestoreTest() {
  const remember = useRemember();
  return useMutation({ mutationFn: (request: RestoreTestRequest) => call('createRestoreTest', { body: request }), onSuccess: remember });
}

export function useCancelRestoreTest(id: string) {
  const remember = useRemember();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('cancelRestoreTest', { params: { id } }),
    onSuccess: remember,
    // It has ended meanwhile: show how.
    onError: () => client.invalidateQueries({ queryKey: testKey(id) }),
  });
}

/** The signed evidence; it is asked for when somebody wants it, because its printable form is large. */
export function useEvidence(id: string) {
  return useMutation({ mutationFn: () => call('getRestoreTestEvidence', { params: { id } }) });
}

function useRemember() {
  const client = useQueryClient();
  return (test: RestoreTest) => {
    client.setQueryData(testKey(test.id), test);
    void client.invalidateQueries({ queryKey: testsKey });
    void client.invalidateQueries({ queryKey: protectionKey });
  };
}
