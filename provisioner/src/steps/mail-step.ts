import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Mail, StepContext } from './ports.ts';
import type { Step } from './step.ts';

/** What the step says when an earlier attempt broke off while the mail server was taking the mail. */
const doubtful = 'Vigie was interrupted while this mail was being sent. It is not sent again, so that nobody gets it twice.';

/**
 * A step that sends one mail, at most once. `compose` answers null with a reason when there is nothing to tell;
 * `afterwards` runs once the mail went out (secrets that it carried are removed there).
 */
export function mailStep(
  name: OrderStepName,
  compose: (context: StepContext) => Promise<Mail | { skipped: string }>,
  afterwards: (context: StepContext) => Promise<void> = async () => {},
): Step {
  return {
    name,
    async run(context) {
      const key = `${context.order.id}/${name}`;
      if (!(await context.mail.wasSent(key))) {
        const mail = await compose(context);
        if ('skipped' in mail) return mail;
        if ((await context.mail.sendOnce(key, mail)) === 'doubtful') return { skipped: doubtful };
      }
      await afterwards(context);
      return 'done';
    },
    async undo() {},
  };
}
