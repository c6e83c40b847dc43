import { because } from '@vigie/contract/step-reasons';
import { receivedMail } from '../notify/received.ts';
import { mailStep } from './mail-step.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The order's rejection or cancellation is what the tenant sees instead.
export const mailReceived = mailStep('mail-received', ({ order, tenant }) =>
  Promise.resolve(order.lead === null ? receivedMail(order, tenant) : { skipped: because('done-by-lead') }),
);
