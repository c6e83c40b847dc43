import type { NetworkQuestion, Order, OrderStep, OrderSummary } from '@vigie/contract/orders';
import { readPrice } from '../catalogue/stored-price.ts';
import { sshCommand } from '../notify/access.ts';
import type { NetworkChoiceRow } from '../store/network-choices.ts';
import type { StepRow } from '../store/order-steps.ts';
import { installKindOf } from '../steps/install/install.ts';
import type { Jump } from '../steps/ports.ts';
import type { OrderRow } from '../store/orders.ts';
import type { VmRow } from '../store/vms.ts';

export interface OrderParts {
  order: OrderRow;
  steps: StepRow[];
  vm: VmRow | null;
  question: NetworkChoiceRow | null;
  usualSeconds: ReadonlyMap<string, number>;
  guestUser: string | undefined;
  jump: Jump | null;
  /** Proxmox's own texts are for the operator only: they name nodes and other internals. */
  technical: boolean;
}

export function orderSummary(order: OrderRow, vmId: string | null): OrderSummary {
  return {
    id: order.id,
    tenant: order.tenant,
    offer: order.offer,
    name: order.name,
    options: order.options,
    quantity: order.quantity,
    network: order.network,
    state: order.state,
    price: readPrice(order.price),
    vms: vmId === null ? [] : [vmId],
    createdAt: order.created_at.toISOString(),
    createdBy: order.created_by,
    ...(order.decided_at && { decidedAt: order.decided_at.toISOString() }),
    ...(order.decided_by !== null && { decidedBy: order.decided_by }),
    ...(order.reject_reason !== null && { rejectReason: order.reject_reason }),
    ...(order.ended_at && { endedAt: order.ended_at.toISOString() }),
  };
}

export function orderView({ order, steps, vm, question, usualSeconds, guestUser, jump, technical }: OrderParts): Order {
  // A machine that was delivered before there was a bastion is reached as it was.
  const through = steps.some(({ name, state }) => name === 'open-bastion' && state === 'done') ? jump : null;
  const delivered = order.state === 'done' && vm;
  return {
    ...orderSummary(order, vm?.id ?? null),
    steps: steps.map((step) => stepView(step, usualSeconds.get(step.name) ?? null, technical)),
    ...(question && { networkChoice: questionView(question) }),
    ...(delivered && { access: accessOf(order, vm.addresses, guestUser, through) }),
  };
}

/** Nobody but its tenant knows who can log in to a machine that the tenant installs. */
function accessOf(order: OrderRow, addresses: string[], user: string | undefined, jump: Jump | null): NonNullable<Order['access']> {
  if (user === undefined || installKindOf(order) === 'iso') return { addresses };
  return { user, addresses, ssh: sshCommand(user, addresses[0], jump) };
}

const questionView = ({ deadline, default_choice, chosen, chosen_via, chosen_by, chosen_at }: NetworkChoiceRow): NetworkQuestion => ({
  deadline: deadline.toISOString(),
  default: default_choice,
  ...(chosen && { chosen }),
  ...(chosen_via && { chosenVia: chosen_via }),
  ...(chosen_by !== null && { chosenBy: chosen_by }),
  ...(chosen_at && { chosenAt: chosen_at.toISOString() }),
});

function stepView(step: StepRow, usualSeconds: number | null, technical: boolean): OrderStep {
  return {
    name: step.name,
    state: step.state,
    attempts: step.attempts,
    ...(step.started_at && { startedAt: step.started_at.toISOString() }),
    ...(step.ended_at && { endedAt: step.ended_at.toISOString() }),
    usualSeconds,
    ...reasonView(step, technical),
  };
}

/** A step that was not needed has a note, as one has that left something when it was undone; one that failed or is tried again an error. */
function reasonView(step: StepRow, technical: boolean): Pick<OrderStep, 'error' | 'note'> {
  if (step.code === null || step.message === null) return {};
  const reason = { code: step.code, params: step.params ?? {}, message: step.message };
  if (step.state === 'skipped' || step.state === 'undone') return { note: reason };
  return { error: { ...reason, ...(technical && step.technical !== null && { technical: step.technical }) } };
}
