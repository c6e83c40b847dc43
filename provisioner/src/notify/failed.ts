import type { OperatorConfig } from '@vigie/config/tenants';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Language } from '@vigie/contract/primitives';
import { reasonText } from '@vigie/contract/reason-text';
import type { Why } from '../engine/verdict.ts';
import type { OrderRow } from '../store/orders.ts';
import type { Mail } from '../steps/ports.ts';
import { orderTitle } from './machines-text.ts';
import { pageLink } from './page-link.ts';
import { renderMail, type Block } from './render.ts';
import { stepTitles } from './step-titles.ts';

/** A machine of an order that failed: at which step, and why. */
export interface MachineFailure {
  machine: string;
  step: OrderStepName;
  why: Why;
}

export interface FailureFacts {
  order: Pick<OrderRow, 'id' | 'name' | 'tenant' | 'cluster' | 'quantity'>;
  tenantName: string;
  failures: readonly MachineFailure[];
  /** The order was being cancelled. */
  cancelling: boolean;
}

/** Tells the operator which machines of an order failed, at which step and why, and what to do. */
export function failedMail(
  { order, tenantName, failures, cancelling }: FailureFacts,
  operator: Pick<OperatorConfig, 'name' | 'email' | 'language'>,
  grafanaUrl: string,
): Mail {
  const { language } = operator;
  const words = language === 'fr' ? french : english;
  const title = orderTitle(order);
  const facts: [string, string][] = [
    [words.order, order.id],
    [words.machine, `${title} (${order.cluster})`],
    [words.tenant, `${tenantName} (${order.tenant})`],
    ...(order.quantity === 1 ? failures.map(({ step }): [string, string] => [words.step, step]) : []),
    [words.page, pageLink(grafanaUrl, `orders/${order.id}`)],
  ];
  return renderMail(operator, {
    subject: cancelling ? words.undoSubject(title, tenantName) : words.subject(title, tenantName),
    greeting: words.greeting(operator.name),
    blocks: [
      ...(order.quantity === 1 ? [] : [(cancelling ? words.someLeft : words.someFailed)(failures.length, order.quantity)]),
      ...failures.flatMap((failure) => whatFailed(failure, { alone: order.quantity === 1, cancelling, language })),
      { facts },
      words.technical,
      { verbatim: failures.map(({ machine, why }) => (order.quantity === 1 ? why.technical : `${machine}: ${why.technical}`)).join('\n') },
    ],
    closing: cancelling ? words.undoClosing : words.closing,
  });
}

function whatFailed(
  { machine, step, why }: MachineFailure,
  { alone, cancelling, language }: { alone: boolean; cancelling: boolean; language: Language },
): Block[] {
  const words = language === 'fr' ? french : english;
  const title = stepTitles[step][language];
  const reason = reasonText(why, language);
  if (!alone) return [`${machine}, ${words.atStep(title)} ${reason}`];
  return [cancelling ? words.undone(title) : words.failed(title), reason];
}

const english = {
  subject: (name: string, tenant: string) => `Order failed: ${name} (${tenant})`,
  undoSubject: (name: string, tenant: string) => `Cancellation failed: ${name} (${tenant})`,
  greeting: (name: string) => `Hello ${name},`,
  failed: (step: string) => `An order stopped at the step "${step}". The customer waits for its machine.`,
  undone: (step: string) => `The cancellation of an order stopped where the step "${step}" is taken back. Parts of it are still there.`,
  someFailed: (failed: number, total: number) => `${failed} of the ${total} machines of an order stopped. The customer waits for them.`,
  someLeft: (failed: number, total: number) =>
    `The cancellation of an order stopped for ${failed} of its ${total} machines. Parts of them are still there.`,
  atStep: (step: string) => `step "${step}":`,
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
  someFailed: (failed, total) => `${failed} machine${failed > 1 ? 's' : ''} d’une commande de ${total} en échec. Le client attend.`,
  someLeft: (failed, total) =>
    `L’annulation d’une commande de ${total} machines s’est arrêtée pour ${failed} d’entre elles. Une partie est encore en place.`,
  atStep: (step) => `étape « ${step} » :`,
  order: 'Commande', machine: 'Machine', tenant: 'Client', step: 'Étape', page: 'Page de la commande',
  technical: 'Détail technique :',
  closing: 'Supprimez la cause, puis relancez la commande sur sa page : ce qui est fait le reste. Ou annulez-la : ce qui a été créé sera supprimé.',
  undoClosing: 'Supprimez la cause, puis annulez de nouveau la commande sur sa page.',
};
