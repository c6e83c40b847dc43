import type { VigieConfig } from '@vigie/config/schema';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { noticesOf, restoreTestMail, restoreTestSlack } from '../notify/restore-test-notice.ts';
import type { SlackPort } from '../notify/slack.ts';
import type { MailPort } from '../steps/ports.ts';

/** Tells the operator how a test ended; each message goes out once. A Slack that is down does not keep the mail back. */
export function restoreTestNotices(
  { operator, grafana }: Pick<VigieConfig, 'operator' | 'grafana'>,
  { slack, mail }: { slack: SlackPort | null; mail: MailPort },
): (test: RestoreTest) => Promise<void> {
  return async (test) => {
    const wanted = noticesOf(test);
    const key = `${test.id}/verdict`;
    const results = await Promise.allSettled([
      wanted.slack && slack ? slack.sendOnce(key, restoreTestSlack(test, grafana.url)) : null,
      wanted.mail ? mail.put(key, null, restoreTestMail(test, operator, grafana.url)) : null,
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  };
}
