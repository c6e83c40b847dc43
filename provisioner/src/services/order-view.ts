import type { NetworkQuestion, Order, OrderMachine, OrderStep, OrderSummary } from '@vigie/contract/orders';
import { readPrice } from '../catalogue/stored-price.ts';
import { sshCommand } from '../notify/access.ts';
import { orderedName } from '../order-group.ts';
import type { NetworkChoiceRow } from '../store/network-choices.ts';
import type { GroupFacts, MachineRow } from '../store/order-groups.ts';
import type { StepRow } from '../store/order-steps.ts';
import { installKindOf } from '../steps/install/install.ts';
import type { Jump } from '../steps/ports.ts';
import type { OrderRow } from '../store/orders.ts';
import type { VmRow } from '../store/vms.ts';

export interface OrderParts {
  order: OrderRow;
  /** How its machines stand together; one with a lead stands alone. */
  group: Pick<GroupFacts, 'state' | 'ended_at'>;
  machines: readonly MachineRow[];
  /** The live VMs of its machines, by the id of their order. */
  vms: ReadonlyMap<string, VmRow>;
  question: NetworkChoiceRow | null;
  usualSeconds: ReadonlyMap<string, number>;
  guestUser: string | undefined;
  jump: Jump | null;
  /** Proxmox's own texts are for the operator only: they name nodes and other internals. */
  technical: boolean;
}

/** `vms` are those of all its machines. */
export function orderSummary(order: OrderRow, group: GroupFacts, vms: string[]): OrderSummary {
  return { ...orderFacts(order, group, vms), machines: { total: group.total, done: group.done, failed: group.failed } };
}

function orderFacts(order: OrderRow, group: OrderParts['group'], vms: string[]) {
  return {
    id: order.id,
    tenant: order.tenant,
    offer: order.offer,
    // One with a lead is a single machine, which has its own name.
    name: order.lead === null ? orderedName(order) : order.name,
    options: order.options,
    quantity: order.quantity,
    network: order.network,
    state: group.state,
    price: readPrice(order.price),
    vms,
    createdAt: order.created_at.toISOString(),
    createdBy: order.created_by,
    ...(order.decided_at && { decidedAt: order.decided_at.toISOString() }),
    ...(order.decided_by !== null && { decidedBy: order.decided_by }),
    ...(order.reject_reason !== null && { rejectReason: order.reject_reason }),
    ...(group.ended_at && { endedAt: group.ended_at.toISOString() }),
  };
}

export function orderView({ order, group, machines, vms, question, usualSeconds, guestUser, jump, technical }: OrderParts): Order {
  const steps = machines.find(({ id }) => id === order.id)?.steps ?? [];
  const vm = vms.get(order.id);
  // A machine that was delivered before there was a bastion is reached as it was.
  const through = steps.some(({ name, state }) => name === 'open-bastion' && state === 'done') ? jump : null;
  const delivered = order.state === 'done' && vm;
  return {
    ...orderFacts(order, group, machines.flatMap(({ id }) => vms.get(id)?.id ?? [])),
    ...(order.lead !== null && { lead: order.lead }),
    machines: machines.map((machine) => machineView(machine, vms.get(machine.id)?.id, technical)),
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

function machineView({ id, name, state, steps }: MachineRow, vm: string | undefined, technical: boolean): OrderMachine {
  const current = steps.find((step) => step.state === 'failed') ?? steps.find((step) => ['running', 'waiting', 'undoing'].includes(step.state));
  const { error } = current ? reasonView(current, technical) : {};
  return {
    order: id,
    name,
    state,
    stepsEnded: steps.filter((step) => step.state === 'done' || step.state === 'skipped').length,
    steps: steps.length,
    ...(vm !== undefined && { vm }),
    ...(current && { currentStep: current.name }),
    ...(error && { error }),
  };
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
