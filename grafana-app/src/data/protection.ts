import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from './client';

export const protectionKey = ['protection'] as const;

/** For each machine its backups and proofs; pages are added by `fetchNextPage`. Each read asks the storage, so it is not asked often. */
export function useProtection() {
  return useInfiniteQuery({
    queryKey: [...protectionKey, 'all'],
    queryFn: ({ pageParam, signal }) => call('listProtection', { query: { limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 30_000,
  });
}

/** The protection of one machine, null when it has none (it is not delivered). */
export function useVmProtection(vm: string) {
  return useQuery({
    queryKey: [...protectionKey, vm],
    queryFn: async ({ signal }) => (await call('listProtection', { query: { limit: 1, vm }, signal })).items[0] ?? null,
    refetchInterval: 30_000,
  });
}
