import type { VigieConfig } from '@vigie/config/schema';
import { because, type StepReason } from '@vigie/contract/step-reasons';
import { retryDelay } from '../engine/backoff.ts';
import { verdictOf } from '../engine/verdict.ts';
import type { Log } from '../log.ts';
import { repeat } from '../repeat.ts';
import { StepFailure } from '../steps/failure.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Database, Queryable } from '../store/database.ts';
import { forgetUndelivered, mailEnded, mailWaits, reviveRefused, takeDueMail, type DueMail } from '../store/mail-outbox.ts';
import type { Mailer } from './mailer.ts';
import { openMail } from './outbox.ts';

export interface MailDeliveryParts {
  config: Pick<VigieConfig, 'operator' | 'tenants'>;
  db: Database;
  cipher: Cipher;
  mailer: Mailer;
  log: Log;
}

/** What became of the mail that was next. `down`: it is not about this mail, none can be sent. */
type Outcome = 'none' | 'ended' | 'later' | 'down';

const lookMs = 500;
const firstDelayMs = 15_000;
const longestDelayMs = 10 * 60_000;

/** Sends what the outbox holds, once each, until it is told to stop. Replicas share the work. */
export function startMailDelivery(parts: MailDeliveryParts): { stop(): Promise<void> } {
  const { log } = parts;
  let failures = 0;
  let quietUntil = 0;
  let revived = false;
  const look = async () => {
    if (performance.now() < quietUntil) return;
    if (!revived) await prepare(parts);
    revived = true;
    for (;;) {
      const outcome = await deliverNext(parts);
      if (outcome === 'none') return;
      if (outcome !== 'down') {
        failures = 0;
        continue;
      }
      failures += 1;
      quietUntil = performance.now() + retryDelay(failures);
      return;
    }
  };
  return repeat(lookMs, () =>
    look().catch((error: unknown) => {
      failures += 1;
      quietUntil = performance.now() + retryDelay(failures);
      log.error({ err: error }, 'the delivery of mails failed, it goes on');
    }));
}

async function prepare({ db, log }: MailDeliveryParts): Promise<void> {
  await forgetUndelivered(db);
  const again = await reviveRefused(db);
  if (again > 0) log.info({ mails: again }, 'mails that were refused are tried again');
}

/** The row is locked while its mail is sent. When the process dies, its lock is gone, and the next one asks `sendOnce` how far it came. */
export const deliverNext = (parts: MailDeliveryParts): Promise<Outcome> =>
  parts.db.transaction(async (tx) => {
    const due = await takeDueMail(tx);
    return due ? deliver(parts, tx, due) : 'none';
  });

async function deliver({ config, cipher, mailer, log }: MailDeliveryParts, tx: Queryable, due: DueMail): Promise<Outcome> {
  const key = due.dedupe_key;
  try {
    const mail = { ...open(cipher, due), to: addressOf(config, due.tenant) };
    const sent = await mailer.sendOnce(key, mail);
    if (sent === 'doubtful') log.warn({ mail: key }, 'it is not known whether this mail was sent: it is not sent again');
    await mailEnded(tx, key, sent, sent === 'doubtful' ? because('mail-doubtful') : undefined);
    return 'ended';
  } catch (error) {
    const { retry, technical, ...why } = verdictOf(error);
    if (!retry) {
      log.warn({ mail: key, code: why.code, technical }, 'a mail was refused');
      await mailEnded(tx, key, 'refused', why);
      return 'ended';
    }
    const ofThisMail = why.code !== 'mail-unreachable';
    if (due.attempts === 0) log.warn({ mail: key, code: why.code, technical }, 'a mail could not be sent, it is tried again');
    await mailWaits(tx, key, reasonOf(why), ofThisMail ? laterMs(due.attempts) : 0);
    return ofThisMail ? 'later' : 'down';
  }
}

const reasonOf = ({ code, params, message }: StepReason): StepReason => ({ code, params, message });

const laterMs = (attempts: number): number => Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts, 10));

function open(cipher: Cipher, { dedupe_key, sealed }: DueMail) {
  try {
    return openMail(cipher, dedupe_key, sealed);
  } catch (error) {
    throw new StepFailure(because('mail-unreadable'), { cause: error });
  }
}

function addressOf({ operator, tenants }: MailDeliveryParts['config'], tenant: string | null): string {
  if (tenant === null) return operator.email;
  const found = tenants.find(({ id }) => id === tenant);
  if (!found) throw new StepFailure(because('tenant-unconfigured', { tenant }));
  return found.email;
}
