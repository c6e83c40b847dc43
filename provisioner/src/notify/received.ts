import type { TenantConfig } from '@vigie/config/tenants';
import type { StepOrder, Mail } from '../steps/ports.ts';
import { orderTitle, theMachines } from './machines-text.ts';
import { priceBlock } from './price-block.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order arrived, with the price, and that it waits for approval. */
export function receivedMail(order: Pick<StepOrder, 'id' | 'name' | 'quantity' | 'price'>, tenant: TenantConfig): Mail {
  const { language } = tenant;
  const price = priceBlock(order.price, language);
  const several = order.quantity > 1;
  if (language === 'fr') {
    return renderMail(tenant, {
      subject: `Commande reçue : ${orderTitle(order)}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Nous avons bien reçu votre commande ${order.id} pour ${theMachines(order, 'fr')}.`,
        `${several ? 'Elles seront déployées' : 'Elle sera déployée'} dès que le paiement sera validé.`,
        price,
      ],
      closing: 'Vous recevrez un mail à chaque étape.',
    });
  }
  return renderMail(tenant, {
    subject: `Order received: ${orderTitle(order)}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `We received your order ${order.id} for ${theMachines(order, 'en')}. `
        + `${several ? 'They' : 'It'} will be deployed as soon as the payment is validated.`,
      price,
    ],
    closing: 'We will write to you at each stage.',
  });
}
