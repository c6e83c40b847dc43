import { createHash } from 'node:crypto';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import { because } from '@vigie/contract/step-reasons';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Database } from '../store/database.ts';
import { claimMail, mailRefused, mailSent } from '../store/sent-mails.ts';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { Mail } from '../steps/ports.ts';
import { openSmtp } from './smtp.ts';

type MailConfig = LoadedConfig['config']['mail'];

/** `doubtful`: an earlier attempt broke off in the very moment of sending. */
export interface Mailer {
  sendOnce(key: string, mail: Mail): Promise<'sent' | 'doubtful'>;
}

/**
 * Sends mails at most once by key. The row is written after the server greeted us and before the mail is handed over, so that only
 * a crash in that very moment leaves a doubt. The Message-ID comes from the key: the same mail always has the same one.
 */
export function createMailer({ config, baseDir }: LoadedConfig, db: Database): Mailer {
  const { from, smtp } = config.mail;
  return {
    async sendOnce(key, mail) {
      const messageId = messageIdOf(key, from);
      const message = await compose({ ...mail, from, messageId });
      const connection = await openSmtp(smtp, smtpPassword(smtp, baseDir)).catch(unreachable(smtp));
      try {
        const claim = await claimMail(db, key, messageId);
        if (claim !== 'send') return claim;
        try {
          await connection.send({ from: addressOf(from), to: mail.to }, message);
        } catch (error) {
          if (!isRefusal(error)) throw new StepRetry(because('mail-interrupted'), { cause: error });
          await mailRefused(db, key);
          throw refusal(error, mail.to);
        }
        await mailSent(db, key);
        return 'sent';
      } finally {
        connection.close();
      }
    },
  };
}

const compose = (mail: Mail & { from: string; messageId: string }): Promise<Buffer> => new MailComposer(mail).compile().build();

function messageIdOf(key: string, from: string): string {
  const domain = addressOf(from).split('@')[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

/** `Vigie <vigie@example.net>` is sent by vigie@example.net. */
const addressOf = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

const smtpPassword = ({ password }: MailConfig['smtp'], baseDir: string) => (password ? readSecret(password, baseDir) : null);

const unreachable = ({ host, port }: MailConfig['smtp']) => (error: unknown) => {
  throw new StepRetry(because('mail-unreachable', { server: `${host}:${port}` }), { cause: error });
};

const responseCode = (error: unknown): number | undefined => (error as { responseCode?: number }).responseCode;

/** The server answered with a code: it did not take the mail. Without one nobody knows. */
const isRefusal = (error: unknown): boolean => (responseCode(error) ?? 0) >= 400;

function refusal(error: unknown, to: string): Error {
  const permanent = (responseCode(error) ?? 0) >= 500;
  return permanent
    ? new StepFailure(because('mail-refused', { to }), { cause: error })
    : new StepRetry(because('mail-deferred'), { cause: error });
}
