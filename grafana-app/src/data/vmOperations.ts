import { useCallback } from 'react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { RotateKeyRequest, VmAction, VmOperation, VmResizeRequest } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';
import { call } from './client';
import { driftKey } from './drift';
import { allOfVms, vmKey, vmsKey } from './vms';

export const isLive = ({ state }: Pick<VmOperation, 'state'>): boolean => state === 'queued' || state === 'running';

/** What was done with a machine, newest first; pages are added by `fetchNextPage`. */
export function useVmOperations(vm: string) {
  return useInfiniteQuery({
    queryKey: [...vmKey(vm), 'operations'],
    queryFn: ({ pageParam, signal }) => call('listVmOperations', { query: { vm, limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state: { data } }) => (data?.pages.flatMap((page) => page.items).some(isLive) ? 2000 : 15_000),
  });
}

/** Asks how an operation ended. */
export function useReadOperation(): (id: string) => Promise<VmOperation> {
  return useCallback((id) => call('getVmOperation', { params: { id } }), []);
}

/** Reads again all that an operation may have changed. */
export function useReadVmsAgain(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const queryKey of [vmsKey, allOfVms, driftKey]) {
      void client.invalidateQueries({ queryKey });
    }
  }, [client]);
}

export const useActOnVm = (id: string) => useOperation(id, (action: VmAction) => call('actOnVm', { params: { id }, body: { action } }));

export const useResizeVm = (id: string) =>
  useOperation(id, (options: VmResizeRequest['options']) => call('resizeVm', { params: { id }, body: { options } }));

/** Without a key a pair is made and mailed. */
export const useRotateKey = (id: string) =>
  useOperation(id, (body: RotateKeyRequest) => call('rotateKey', { params: { id }, body }));

export const useDeleteVm = (id: string) => useChange(id, () => call('deleteVm', { params: { id } }));

export const useRecallVm = (id: string) => useChange(id, () => call('recallVm', { params: { id } }));

/** Where the machine's console is. */
export function useVmConsole(id: string) {
  return useQuery({ queryKey: [...vmKey(id), 'console'], queryFn: ({ signal }) => call('getVmConsole', { params: { id }, signal }) });
}

/** An act that answers the operation which does it. The machine shows it at once, so that its end is noticed however soon it comes. */
export function useOperation<Input>(id: string, act: (input: Input) => Promise<VmOperation>) {
  const client = useQueryClient();
  const readAgain = useReadVmsAgain();
  return useMutation({
    mutationFn: act,
    onSuccess: (operation) => {
      const busy = (vm: Vm): Vm => (vm.id === id ? { ...vm, operation } : vm);
      client.setQueryData<Vm>(vmKey(id), (vm) => vm && busy(vm));
      client.setQueriesData<InfiniteData<{ items: Vm[] }>>(
        { queryKey: vmsKey },
        (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(busy) })) },
      );
      readAgain();
    },
    // Somebody else was faster: show what the machine is now.
    onError: readAgain,
  });
}

/** An act that answers the machine. */
function useChange(id: string, act: () => Promise<Vm>) {
  const client = useQueryClient();
  const readAgain = useReadVmsAgain();
  return useMutation({
    mutationFn: act,
    onSuccess: (vm) => {
      client.setQueryData<Vm>(vmKey(id), vm);
      readAgain();
    },
    onError: readAgain,
  });
}
