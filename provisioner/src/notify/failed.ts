import type { OperatorConfig } from '@vigie/config/tenants';
import type { OrderStepName } from '@vigie/contract/order-steps';
import { reasonText } from '@vigie/contract/reason-text';
import type { Why } from '../engine/verdict.ts';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { pageLink } from './page-link.ts';
import { renderMail } from './render.ts';
import { stepTitles } from './step-titles.ts';

export interface FailureFacts {
  order: Pick<OrderRow, 'id' | 'name' | 'tenant' | 'cluster'>;
  tenantName: string;
  step: OrderStepName;
  why: Why;
  /** The order was being cancelled. */
  cancelling: boolean;
}

/** Tells the operator which step of an order failed and why, and what to do. */
export function failedMail(
  { order, tenantName, step, why, cancelling }: FailureFacts,
  operator: Pick<OperatorConfig, 'name' | 'email' | 'language'>,
  grafanaUrl: string,
): Mail {
  const { language } = operator;
  const words = language === 'fr' ? french : english;
  return renderMail(operator, {
    subject: cancelling ? words.undoSubject(order.name, tenantName) : words.subject(order.name, tenantName),
    greeting: words.greeting(operator.name),
    blocks: [
      cancelling ? words.undone(stepTitles[step][language]) : words.failed(stepTitles[step][language]),
      reasonText(why, language),
      {
        facts: [
          [words.order, order.id],
          [words.machine, `${order.name} (${order.cluster})`],
          [words.tenant, `${tenantName} (${order.tenant})`],
          [words.step, step],
          [words.page, pageLink(grafanaUrl, `orders/${order.id}`)],
        ],
      },
      words.technical,
      { verbatim: why.technical },
    ],
    closing: cancelling ? words.undoClosing : words.closing,
  });
}

const english = {
  subject: (name: string, tenant: string) => `Order failed: ${name} (${tenant})`,
  undoSubject: (name: string, tenant: string) => `Cancellation failed: ${name} (${tenant})`,
  greeting: (name: string) => `Hello ${name},`,
  failed: (step: string) => `An order stopped at the step "${step}". The customer waits for its machine.`,
  undone: (step: string) => `The cancellation of an order stopped where the step "${step}" is taken back. Parts of it are still there.`,
  order: 'Order', machine: 'Machine', tenant: 'Customer', step: 'Step', page: 'Order page',
  technical: 'What was said technically:',
  closing: 'Remove the cause, then retry the order on its page: what is done stays done. Or cancel it there: what was built is removed.',
  undoClosing: 'Remove the cause, then cancel the order again on its page.',
};

const french: typeof english = {
  subject: (name, tenant) => `Commande en échec : ${name} (${tenant})`,
  undoSubject: (name, tenant) => `Annulation en échec : ${name} (${tenant})`,
  greeting: (name) => `Bonjour ${name},`,
  failed: (step) => `Une commande s’est arrêtée à l’étape « ${step} ». Le client attend sa machine.`,
  undone: (step) => `L’annulation d’une commande s’est arrêtée au retrait de l’étape « ${step} ». Une partie est encore en place.`,
  order: 'Commande', machine: 'Machine', tenant: 'Client', step: 'Étape', page: 'Page de la commande',
  technical: 'Détail technique :',
  closing: 'Supprimez la cause, puis relancez la commande sur sa page : ce qui est fait le reste. Ou annulez-la : ce qui a été créé sera supprimé.',
  undoClosing: 'Supprimez la cause, puis annulez de nouveau la commande sur sa page.',
};
