import type { OrderState } from '@vigie/contract/orders';
import { useCan, useMe } from './me';

/** Whether an order in a state waits for the reader: for who decides the approval, for who orders the choice of a network. */
export function useWaitsForMe(): (state: OrderState) => boolean {
  const operator = useMe().data?.operator ?? false;
  const mayDecide = useCan('order:decide');
  const mayOrder = useCan('order:create');
  return (state) => (state === 'awaiting-approval' && mayDecide) || (state === 'awaiting-network-choice' && mayOrder && !operator);
}
