import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { VmState } from '@vigie/contract/vms';
import { call } from './client';

export const vmsKey = ['vms'] as const;
const vmKey = (id: string) => ['vm', id] as const;

/** Virtual machines; pages are added by `fetchNextPage`. */
export function useVms(state: VmState | undefined) {
  return useInfiniteQuery({
    queryKey: [...vmsKey, state ?? 'all'],
    queryFn: ({ pageParam, signal }) => call('listVms', { query: { limit: 100, state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 10_000,
  });
}

export function useVm(id: string) {
  return useQuery({ queryKey: vmKey(id), queryFn: ({ signal }) => call('getVm', { params: { id }, signal }), refetchInterval: 10_000 });
}
