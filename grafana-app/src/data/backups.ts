import { useCallback } from 'react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BackupRun, BackupRunState } from '@vigie/contract/backups';
import { call } from './client';
import { protectionKey } from './protection';

const runsKey = ['backup-runs'] as const;
const pointsKey = ['restore-points'] as const;

export const isUnderWay = ({ state }: Pick<BackupRun, 'state'>): boolean => state === 'queued' || state === 'running';

const moves = (runs: BackupRun[]): number => (runs.some(isUnderWay) ? 2000 : 10_000);

/** Backups that Vigie makes or made, newest first; pages are added by `fetchNextPage`. */
export function useBackupRuns(filter: { state?: BackupRunState | undefined; vm?: string }, limit = 100) {
  return useInfiniteQuery({
    queryKey: [...runsKey, filter, limit],
    queryFn: ({ pageParam, signal }) => call('listBackupRuns', { query: { limit, ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state }) => moves(state.data?.pages.flatMap((page) => page.items) ?? []),
  });
}

/** The backups of a machine that are on the storage. */
export function useRestorePoints(vm: string) {
  return useQuery({
    queryKey: [...pointsKey, vm],
    queryFn: ({ signal }) => call('listRestorePoints', { params: { id: vm }, signal }),
    refetchInterval: 30_000,
  });
}

export function useCreateBackup(vm: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('createBackup', { params: { id: vm } }),
    onSettled: () => void client.invalidateQueries({ queryKey: runsKey }),
  });
}

/** Reads again what is on the storage, when a backup has ended. */
export function useReadPointsAgain(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: pointsKey });
    void client.invalidateQueries({ queryKey: protectionKey });
  }, [client]);
}
