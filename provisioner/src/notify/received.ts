import type { TenantConfig } from '@vigie/config/tenants';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { renderMail } from './render.ts';

/** Tells the tenant that its order arrived, with the price, and that it waits for approval. */
export function receivedMail(order: Pick<OrderRow, 'id' | 'name' | 'price'>, tenant: TenantConfig): Mail {
  const { language } = tenant;
  const money = (amount: number) =>
    new Intl.NumberFormat(language, { style: 'currency', currency: order.price.currency }).format(amount / 100);
  const lines = order.price.lines.map(({ label, amount }): [string, string] => [label, money(amount)]);
  if (language === 'fr') {
    return renderMail(tenant.email, {
      subject: `Commande reçue : ${order.name}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Nous avons bien reçu votre commande ${order.id} de la machine « ${order.name} ».`,
        'Elle sera déployée dès que le paiement sera validé.',
        { facts: [...lines, ['Total par mois, hors taxes', money(order.price.total)]] },
      ],
      closing: 'Vous serez prévenu par courriel à chaque étape.',
    });
  }
  return renderMail(tenant.email, {
    subject: `Order received: ${order.name}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `We received your order ${order.id} of the machine "${order.name}". It will be deployed as soon as the payment is validated.`,
      { facts: [...lines, ['Total per month, without tax', money(order.price.total)]] },
    ],
    closing: 'We will write to you at each stage.',
  });
}
