import type { OperatorConfig, TenantConfig } from '@vigie/config/tenants';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order was rejected, with the reason that the operator gave. */
export function rejectedMail(
  { id, name, reject_reason: reason }: Pick<OrderRow, 'id' | 'name' | 'reject_reason'>,
  tenant: TenantConfig,
  operator: Pick<OperatorConfig, 'email'>,
): Mail {
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: `Commande refusée : ${name}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Votre commande ${id} pour la machine « ${name} » a été refusée.`,
        ...(reason ? [`Motif : ${reason}`] : []),
        'Rien n’a été créé et rien n’est facturé.',
      ],
      closing: `Une question ? Écrivez à ${operator.email}.`,
    });
  }
  return renderMail(tenant, {
    subject: `Order rejected: ${name}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `Your order ${id} for the machine "${name}" was rejected.`,
      ...(reason ? [`Reason: ${reason}`] : []),
      'Nothing was built, and nothing is charged.',
    ],
    closing: `Questions? Write to ${operator.email}.`,
  });
}
