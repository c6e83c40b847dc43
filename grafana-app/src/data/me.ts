import { useQuery } from '@tanstack/react-query';
import type { Capability } from '@vigie/contract/me';
import { call } from './client';

const meKey = ['me'] as const;

/** Who the caller is. Roles change rarely, and the provisioner decides again on each call. */
export function useMe() {
  return useQuery({ queryKey: meKey, queryFn: ({ signal }) => call('getMe', { signal }), staleTime: 5 * 60_000 });
}

/** False until it is known. */
export function useCan(capability: Capability): boolean {
  return useMe().data?.capabilities.includes(capability) ?? false;
}
