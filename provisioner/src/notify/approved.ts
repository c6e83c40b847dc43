import type { TenantConfig } from '@vigie/config/tenants';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { priceBlock } from './price-block.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order is being deployed, and what it costs. */
export function approvedMail(order: Pick<OrderRow, 'id' | 'name' | 'price'>, tenant: TenantConfig): Mail {
  const price = priceBlock(order.price, tenant.language);
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: `Commande validée : ${order.name}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [`Le paiement de votre commande ${order.id} est validé : la machine « ${order.name} » est en cours de déploiement.`, price],
      closing: 'Vous recevrez ses accès par mail dès qu’elle sera prête.',
    });
  }
  return renderMail(tenant, {
    subject: `Order approved: ${order.name}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [`The payment of your order ${order.id} is validated: the machine "${order.name}" is being deployed.`, price],
    closing: 'We will mail you how to reach it as soon as it is ready.',
  });
}
