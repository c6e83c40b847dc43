import type { OrderStepName } from '@vigie/contract/order-steps';
import type { OrderWork } from '../engine/order-runs.ts';
import type { OrderUndo } from './ports.ts';

/** Its undo marks the machine's row as gone: as long as that is not said, a destruction can be gone on with. */
const last: OrderStepName = 'reserve-vmid';

/** What an order made once nobody is waited for, taken back as its cancelling takes it back. */
export function orderUndo({ afterChoice, undoStep }: Pick<OrderWork, 'afterChoice' | 'undoStep'>): OrderUndo {
  const backwards = [...afterChoice].reverse();
  const known = new Map<string, OrderStepName>(backwards.map((name) => [name, name]));
  return {
    steps: [...backwards.filter((name) => name !== last), last],
    async undoStep(orderId, step) {
      const name = known.get(step);
      if (name !== undefined) await undoStep(orderId, name);
    },
  };
}
