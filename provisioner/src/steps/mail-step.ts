import type { OrderStepName } from '@vigie/contract/order-steps';
import type { StepReason } from '@vigie/contract/step-reasons';
import { groupId } from '../order-group.ts';
import type { Mail, StepContext } from './ports.ts';
import { nothingToUndo, type Step } from './step.ts';

/**
 * A step that hands over one mail. It is done once the mail is kept for sending, so that a mail server that is down holds up no order.
 * `compose` answers a reason when there is nothing to tell; `afterwards` runs once the mail is kept (secrets in it are removed there).
 * `perOrder`: one mail for all machines of an order, from whichever comes first.
 */
export function mailStep(
  name: OrderStepName,
  compose: (context: StepContext) => Promise<Mail | { skipped: StepReason }>,
  afterwards: (context: StepContext) => Promise<void> = async () => {},
  { perOrder = false } = {},
): Step {
  return {
    name,
    async run(context) {
      const key = `${perOrder ? groupId(context.order) : context.order.id}/${name}`;
      if (!(await context.mail.has(key))) {
        const mail = await compose(context);
        if ('skipped' in mail) return mail;
        await context.mail.put(key, context.order.tenant, mail);
      }
      await afterwards(context);
      return 'done';
    },
    undo: nothingToUndo,
  };
}
