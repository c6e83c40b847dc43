import type { OperatorConfig, TenantConfig } from '@vigie/config/tenants';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { orderTitle, theMachines } from './machines-text.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order was rejected, with the reason that the operator gave. */
export function rejectedMail(
  order: Pick<OrderRow, 'id' | 'name' | 'quantity' | 'reject_reason'>,
  tenant: TenantConfig,
  operator: Pick<OperatorConfig, 'email'>,
): Mail {
  const { id, reject_reason: reason } = order;
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: `Commande refusée : ${orderTitle(order)}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Votre commande ${id} pour ${theMachines(order, 'fr')} a été refusée.`,
        ...(reason ? [`Motif : ${reason}`] : []),
        'Rien n’a été créé et rien n’est facturé.',
      ],
      closing: `Une question ? Écrivez à ${operator.email}.`,
    });
  }
  return renderMail(tenant, {
    subject: `Order rejected: ${orderTitle(order)}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `Your order ${id} for ${theMachines(order, 'en')} was rejected.`,
      ...(reason ? [`Reason: ${reason}`] : []),
      'Nothing was built, and nothing is charged.',
    ],
    closing: `Questions? Write to ${operator.email}.`,
  });
}
