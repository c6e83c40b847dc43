import type { OrderStepName } from '@vigie/contract/order-steps';
import { because, type StepReason } from '@vigie/contract/step-reasons';
import type { Mail, StepContext } from './ports.ts';
import { nothingToUndo, type Step } from './step.ts';

/**
 * A step that sends one mail, at most once. `compose` answers null with a reason when there is nothing to tell;
 * `afterwards` runs once the mail went out (secrets that it carried are removed there).
 */
export function mailStep(
  name: OrderStepName,
  compose: (context: StepContext) => Promise<Mail | { skipped: StepReason }>,
  afterwards: (context: StepContext) => Promise<void> = async () => {},
): Step {
  return {
    name,
    async run(context) {
      const key = `${context.order.id}/${name}`;
      if (!(await context.mail.wasSent(key))) {
        const mail = await compose(context);
        if ('skipped' in mail) return mail;
        // An earlier attempt broke off while the mail server was taking the mail.
        if ((await context.mail.sendOnce(key, mail)) === 'doubtful') return { skipped: because('mail-doubtful') };
      }
      await afterwards(context);
      return 'done';
    },
    undo: nothingToUndo,
  };
}
