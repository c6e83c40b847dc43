import type { TenantConfig } from '@vigie/config/tenants';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { priceBlock } from './price-block.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order arrived, with the price, and that it waits for approval. */
export function receivedMail(order: Pick<OrderRow, 'id' | 'name' | 'price'>, tenant: TenantConfig): Mail {
  const { language } = tenant;
  const price = priceBlock(order.price, language);
  if (language === 'fr') {
    return renderMail(tenant, {
      subject: `Commande reçue : ${order.name}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Nous avons bien reçu votre commande ${order.id} pour la machine « ${order.name} ».`,
        'Elle sera déployée dès que le paiement sera validé.',
        price,
      ],
      closing: 'Vous recevrez un mail à chaque étape.',
    });
  }
  return renderMail(tenant, {
    subject: `Order received: ${order.name}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `We received your order ${order.id} for the machine "${order.name}". It will be deployed as soon as the payment is validated.`,
      price,
    ],
    closing: 'We will write to you at each stage.',
  });
}
