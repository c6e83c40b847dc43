import type { Mail } from '@vigie/contract/mails';
import type { Caller } from '../caller.ts';
import { openMail } from '../notify/outbox.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Database, Queryable } from '../store/database.ts';
import { dismissMail, listMails, lockMail, sendAgain, type MailRow } from '../store/doubtful-mails.ts';

interface MailServiceParts {
  db: Database;
  cipher: Cipher;
}

/** What the operator decides of mails of which nobody knows whether they arrived. Texts and recipients' secrets stay sealed. */
export function mailService({ db, cipher }: MailServiceParts): Services['mails'] {
  const decide = (caller: Caller, id: string, act: 'resent' | 'dismissed', change: (tx: Queryable, key: string) => Promise<void>) =>
    db.transaction(async (tx) => {
      const mail = caller.operator ? await lockMail(tx, id) : null;
      if (!mail) throw notFound(id);
      if (mail.state !== 'doubtful') throw new ProblemError('wrong-state', 'This mail is not in doubt: it was decided already, or never was.');
      if (act === 'resent' && mail.sealed === null) {
        throw new ProblemError('wrong-state', 'What this mail said is forgotten by now, so it cannot be sent again. Tell its reader yourself.');
      }
      await change(tx, mail.dedupe_key);
      await appendAudit(tx, { actor: caller.login, tenant: mail.tenant, act: `mail.${act}`, object: mail.id, detail: { mail: mail.dedupe_key } });
      const decided = await lockMail(tx, id);
      if (!decided) throw notFound(id);
      return view(cipher, decided);
    });
  return {
    async list(caller, query) {
      return { items: caller.operator ? (await listMails(db, query)).map((row) => view(cipher, row)) : [] };
    },
    resend: (caller, id) => decide(caller, id, 'resent', sendAgain),
    dismiss: (caller, id) => decide(caller, id, 'dismissed', dismissMail),
  };
}

const notFound = (id: string) => new ProblemError('not-found', `There is no mail ${id}.`);

function view(cipher: Cipher, row: MailRow): Mail {
  return {
    id: row.id,
    tenant: row.tenant,
    subject: subjectOf(cipher, row),
    state: row.state,
    createdAt: row.created_at.toISOString(),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
  };
}

/** Null too when it was kept with another key: then it cannot be sent either. */
function subjectOf(cipher: Cipher, { dedupe_key, sealed }: MailRow): string | null {
  try {
    return sealed && openMail(cipher, dedupe_key, sealed).subject;
  } catch {
    return null;
  }
}
