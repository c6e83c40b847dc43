import { useQuery } from '@tanstack/react-query';
import { call } from './client';

export const networksKey = ['networks'] as const;

/** A tenant's networks. Without `tenant` the provisioner answers those that the caller may see. */
export function useNetworks(tenant: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: [...networksKey, tenant ?? 'own'],
    queryFn: ({ signal }) => call('listNetworks', { query: { tenant, limit: 200 }, signal }),
    enabled,
  });
}
