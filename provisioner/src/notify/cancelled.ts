import type { OperatorConfig, TenantConfig } from '@vigie/config/tenants';
import { reasonText } from '@vigie/contract/reason-text';
import type { StepReason } from '@vigie/contract/step-reasons';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { orderTitle, theMachines } from './machines-text.ts';
import { renderMail } from './render.ts';

/** What a cancellation took back. */
export interface TakenBack {
  /** How many machines were removed. */
  machines: number;
  network: boolean;
  /** What stays, and why. */
  left: readonly StepReason[];
}

/** Tells the tenant that its order was cancelled: what was removed, and what was left. */
export function cancelledMail(
  order: Pick<OrderRow, 'id' | 'name' | 'quantity'>,
  tenant: TenantConfig,
  operator: Pick<OperatorConfig, 'email'>,
  { machines, network, left }: TakenBack,
): Mail {
  const words = tenant.language === 'fr' ? french : english;
  const removed = [
    ...(machines === 0 ? [] : [machines === 1 ? words.machine : words.machines(machines)]),
    ...(network ? [order.quantity === 1 ? words.network : words.theirNetwork] : []),
  ];
  const reasons = [...new Set(left.map((reason) => reasonText(reason, tenant.language)))];
  return renderMail(tenant, {
    subject: words.subject(orderTitle(order)),
    greeting: words.greeting(tenant.name),
    blocks: [
      words.cancelled(order.id, theMachines(order, tenant.language)),
      ...(removed.length + reasons.length === 0 ? [words.nothing] : []),
      ...removed,
      ...reasons,
    ],
    closing: words.closing(operator.email),
  });
}

const english = {
  subject: (name: string) => `Order cancelled: ${name}`,
  greeting: (name: string) => `Hello ${name},`,
  cancelled: (id: string, machines: string) => `The order ${id} for ${machines} was cancelled.`,
  nothing: 'Nothing had been built.',
  machine: 'The machine and its disks were removed.',
  machines: (count: number) => `${count} machines and their disks were removed.`,
  network: 'Its network was removed.',
  theirNetwork: 'Their network was removed.',
  closing: (email: string) => `If you did not ask for this, write to ${email}.`,
};

const french: typeof english = {
  subject: (name) => `Commande annulée : ${name}`,
  greeting: (name) => `Bonjour ${name},`,
  cancelled: (id, machines) => `La commande ${id} pour ${machines} a été annulée.`,
  nothing: 'Rien n’avait été créé.',
  machine: 'La machine et ses disques ont été supprimés.',
  machines: (count) => `${count} machines et leurs disques ont été supprimés.`,
  network: 'Son réseau a été supprimé.',
  theirNetwork: 'Leur réseau a été supprimé.',
  closing: (email) => `Si vous ne l’avez pas demandé, écrivez à ${email}.`,
};
