import { useQuery } from '@tanstack/react-query';
import type { SnapshotRequest } from '@vigie/contract/snapshots';
import { call } from './client';
import { useOperation } from './vmOperations';
import { vmKey } from './vms';

/** A machine's snapshots, oldest first. Each read asks Proxmox, so it is not asked often. */
export function useSnapshots(vm: string) {
  return useQuery({
    queryKey: [...vmKey(vm), 'snapshots'],
    queryFn: ({ signal }) => call('listSnapshots', { params: { id: vm }, signal }),
    refetchInterval: 30_000,
  });
}

export const useCreateSnapshot = (id: string) =>
  useOperation(id, (request: SnapshotRequest) => call('createSnapshot', { params: { id }, body: request }));

export const useRollbackSnapshot = (id: string) => useOperation(id, (name: string) => call('rollbackSnapshot', { params: { id, name } }));

export const useDeleteSnapshot = (id: string) => useOperation(id, (name: string) => call('deleteSnapshot', { params: { id, name } }));
