import type { TenantConfig } from '@vigie/config/tenants';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { orderTitle, theMachines } from './machines-text.ts';
import { priceBlock } from './price-block.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order is being deployed, and what it costs. */
export function approvedMail(order: Pick<OrderRow, 'id' | 'name' | 'quantity' | 'price'>, tenant: TenantConfig): Mail {
  const several = order.quantity > 1;
  const price = priceBlock(order.price, tenant.language);
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: `Commande validée : ${orderTitle(order)}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Le paiement de votre commande ${order.id} est validé : ${theMachines(order, 'fr')} ${several ? 'sont' : 'est'} en cours de `
          + 'déploiement.',
        price,
      ],
      closing: several
        ? 'Vous recevrez les accès de chacune par mail dès qu’elle sera prête.'
        : 'Vous recevrez ses accès par mail dès qu’elle sera prête.',
    });
  }
  return renderMail(tenant, {
    subject: `Order approved: ${orderTitle(order)}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `The payment of your order ${order.id} is validated: ${theMachines(order, 'en')} ${several ? 'are' : 'is'} being deployed.`,
      price,
    ],
    closing: `We will mail you how to reach ${several ? 'each of them' : 'it'} as soon as it is ready.`,
  });
}
