import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BackupPolicyChange } from '@vigie/contract/backup-policies';
import { call } from './client';
import { protectionKey } from './protection';

const policiesKey = ['backup-policies'] as const;

export function useBackupPolicies() {
  return useQuery({
    queryKey: policiesKey,
    queryFn: ({ signal }) => call('listBackupPolicies', { signal }),
    refetchInterval: 30_000,
  });
}

/** `settings: null` takes the tenant's own policy away. */
export function useChangePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: BackupPolicyChange) => call('putBackupPolicy', { body: change }),
    onSuccess: () => {
      // The objectives of its machines have changed too.
      void client.invalidateQueries({ queryKey: policiesKey });
      void client.invalidateQueries({ queryKey: protectionKey });
    },
  });
}
