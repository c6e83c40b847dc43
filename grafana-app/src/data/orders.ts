import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NetworkChoice, Order, OrderRequest, OrderState } from '@vigie/contract/orders';
import { call } from './client';
import { retryWhenAway } from './queryClient';
import { networksKey } from './networks';
import { vmsKey } from './vms';

const ordersKey = ['orders'] as const;
const orderKey = (id: string) => ['order', id] as const;

const live: Partial<Record<OrderState, number>> = {
  deploying: 1500,
  cancelling: 1500,
  'awaiting-approval': 5000,
  'awaiting-network-choice': 5000,
  failed: 5000,
};

/** Orders, newest first; pages are added by `fetchNextPage`. */
export function useOrders(state: OrderState | undefined) {
  return useInfiniteQuery({
    queryKey: [...ordersKey, state ?? 'all'],
    queryFn: ({ pageParam, signal }) => call('listOrders', { query: { limit: 100, state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 5000,
  });
}

/** One order with its steps, polled until it has ended. A failed one is polled too: somebody else may retry it. */
export function useOrder(id: string) {
  return useQuery({
    queryKey: orderKey(id),
    queryFn: ({ signal }) => call('getOrder', { params: { id }, signal }),
    refetchInterval: (query) => {
      const order = query.state.data;
      return order === undefined ? retryWhenAway(query) : (live[order.state] ?? retryWhenAway(query));
    },
  });
}

/** `idempotencyKey` must stay the same over retries of the same submission. */
export function useCreateOrder() {
  const remember = useRemember();
  return useMutation({
    mutationFn: (input: { request: OrderRequest; idempotencyKey: string }) =>
      call('createOrder', { body: input.request, idempotencyKey: input.idempotencyKey }),
    onSuccess: remember,
  });
}

export function useApproveOrder(id: string) {
  return useOrderAct(id, () => call('approveOrder', { params: { id } }));
}

export function useRejectOrder(id: string) {
  return useOrderAct(id, (reason: string) => call('rejectOrder', { params: { id }, body: { reason } }));
}

export function useCancelOrder(id: string) {
  return useOrderAct(id, () => call('cancelOrder', { params: { id } }));
}

export function useChooseNetwork(id: string) {
  return useOrderAct(id, (network: NetworkChoice) => call('chooseNetwork', { params: { id }, body: { network } }));
}

export function useRetryOrder(id: string) {
  return useOrderAct(id, () => call('retryOrder', { params: { id } }));
}

function useOrderAct<Input>(id: string, act: (input: Input) => Promise<Order>) {
  const remember = useRemember();
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: remember,
    // Somebody else was faster: show what the order is now.
    onError: () => client.invalidateQueries({ queryKey: orderKey(id) }),
  });
}

function useRemember() {
  const client = useQueryClient();
  return (order: Order) => {
    client.setQueryData(orderKey(order.id), order);
    for (const queryKey of [ordersKey, vmsKey, networksKey]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}
