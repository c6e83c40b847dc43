import type { Language } from '@vigie/contract/primitives';
import { machineNames } from '@vigie/contract/machine-names';
import { orderedName } from '../order-group.ts';

/** An order as mails and messages name it: its first machine, and how many there are. */
export interface NamedOrder {
  name: string;
  quantity: number;
}

const ofLead = (order: NamedOrder) => ({ ...order, lead: null });

/** For subjects: `web-01`, or `class (16 machines)`; the same in French. */
export const orderTitle = (order: NamedOrder): string =>
  order.quantity === 1 ? order.name : `${orderedName(ofLead(order))} (${order.quantity} machines)`;

/** For sentences: `the machine "web-01"`, or `the 16 machines "class-01" to "class-16"`. */
export function theMachines(order: NamedOrder, language: Language): string {
  const { name, quantity } = order;
  if (quantity === 1) return language === 'fr' ? `la machine « ${name} »` : `the machine "${name}"`;
  const last = machineNames(orderedName(ofLead(order)), quantity).at(-1) ?? name;
  return language === 'fr' ? `les ${quantity} machines « ${name} » à « ${last} »` : `the ${quantity} machines "${name}" to "${last}"`;
}
