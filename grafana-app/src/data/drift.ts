import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from './client';

export const driftKey = ['drift'] as const;

/** Where Proxmox and Vigie differ. One page: the report is whole. */
export function useDrift() {
  return useInfiniteQuery({
    queryKey: driftKey,
    queryFn: ({ signal }) => call('getDrift', { signal }),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
    refetchInterval: 30_000,
  });
}
