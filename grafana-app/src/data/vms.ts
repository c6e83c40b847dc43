import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Vm, VmState } from '@vigie/contract/vms';
import { call } from './client';
import { retryWhenAway } from './queryClient';

export const vmsKey = ['vms'] as const;
/** Whatever is known of single machines: they, their snapshots and what was done with them. */
export const allOfVms = ['vm'] as const;
export const vmKey = (id: string) => [...allOfVms, id] as const;

/** Milliseconds between two looks: often while something is being done. */
const pace = (vms: Vm[]): number => (vms.some(({ operation }) => operation !== undefined) ? 1500 : 10_000);

/** Virtual machines; pages are added by `fetchNextPage`. */
export function useVms(state: VmState | undefined) {
  return useInfiniteQuery({
    queryKey: [...vmsKey, state ?? 'all'],
    queryFn: ({ pageParam, signal }) => call('listVms', { query: { limit: 100, state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state: { data } }) => pace(data?.pages.flatMap((page) => page.items) ?? []),
  });
}

export function useVm(id: string) {
  return useQuery({
    queryKey: vmKey(id),
    queryFn: ({ signal }) => call('getVm', { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data === undefined ? retryWhenAway(query) : pace([query.state.data])),
  });
}

/** Has Proxmox asked for all states now, instead of at the next turn. */
export function useSyncVms() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('syncVms', {}),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: vmsKey });
      void client.invalidateQueries({ queryKey: allOfVms });
    },
  });
}
