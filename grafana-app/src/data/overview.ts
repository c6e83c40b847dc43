import { useQuery } from '@tanstack/react-query';
import { call } from './client';

const overviewKey = ['overview'] as const;

export function useOverview() {
  return useQuery({ queryKey: overviewKey, queryFn: ({ signal }) => call('getOverview', { signal }), refetchInterval: 10_000 });
}
