import type { OperatorConfig, TenantConfig } from '@vigie/config/tenants';
import { reasonText } from '@vigie/contract/reason-text';
import type { StepReason } from '@vigie/contract/step-reasons';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { renderMail } from './render.ts';

/** What a cancellation took back. */
export interface TakenBack {
  machine: boolean;
  network: boolean;
  /** What stays, and why. */
  left: readonly StepReason[];
}

/** Tells the tenant that its order was cancelled: what was removed, and what was left. */
export function cancelledMail(
  order: Pick<OrderRow, 'id' | 'name'>,
  tenant: TenantConfig,
  operator: Pick<OperatorConfig, 'email'>,
  { machine, network, left }: TakenBack,
): Mail {
  const words = tenant.language === 'fr' ? french : english;
  const removed = [...(machine ? [words.machine] : []), ...(network ? [words.network] : [])];
  const reasons = [...new Set(left.map((reason) => reasonText(reason, tenant.language)))];
  return renderMail(tenant, {
    subject: words.subject(order.name),
    greeting: words.greeting(tenant.name),
    blocks: [
      words.cancelled(order.id, order.name),
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
  cancelled: (id: string, name: string) => `The order ${id} for the machine "${name}" was cancelled.`,
  nothing: 'Nothing had been built.',
  machine: 'The machine and its disks were removed.',
  network: 'Its network was removed.',
  closing: (email: string) => `If you did not ask for this, write to ${email}.`,
};

const french: typeof english = {
  subject: (name) => `Commande annulée : ${name}`,
  greeting: (name) => `Bonjour ${name},`,
  cancelled: (id, name) => `La commande ${id} pour la machine « ${name} » a été annulée.`,
  nothing: 'Rien n’avait été créé.',
  machine: 'La machine et ses disques ont été supprimés.',
  network: 'Son réseau a été supprimé.',
  closing: (email) => `Si vous ne l’avez pas demandé, écrivez à ${email}.`,
};
