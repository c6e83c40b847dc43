import { because } from '@vigie/contract/step-reasons';
import { networkChoiceMail } from '../notify/network-choice.ts';
import { mailStep } from './mail-step.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// Its links say that the order does not wait any more.
export const mailNetworkChoice = mailStep('mail-network-choice', async ({ order, tenant, cluster, store, choiceLinks }) => {
  if (order.lead !== null) return { skipped: because('done-by-lead') };
  if (order.network !== 'ask') return { skipped: because('network-chosen-with-order') };
  const question = await store.askForNetwork(order);
  if (!question) return { skipped: because('network-is-first') };
  const links = await choiceLinks(order.id, question.deadline);
  return networkChoiceMail({ tenant, order, question, links, isolated: cluster.isolation.mode === 'required' });
});
