import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

/** A mail as people read it. `id` grows with the time of arrival. */
export interface Message {
  id: string;
  from: string;
  to: string[];
  subject: string;
  date: string;
  text: string;
  html: string;
  /** As text; what was kept before they were has none. */
  attachments?: { filename: string; content: string }[];
}

export interface Store {
  add(raw: Buffer, to: string[]): Promise<void>;
  list(): Message[];
}

/** Mails as files in `dir`, so that they are there after a restart. */
export function openStore(dir: string): Store {
  mkdirSync(dir, { recursive: true });
  const files = () => readdirSync(dir).filter((name) => name.endsWith('.json')).sort();
  let next = Number(files().at(-1)?.split('.')[0] ?? 0) + 1;
  return {
    async add(raw, to) {
      const id = String(next++).padStart(6, '0');
      const mail = await PostalMime.parse(raw);
      const message: Message = {
        id,
        from: mail.from?.address ?? '',
        to,
        subject: mail.subject ?? '',
        date: mail.date ?? new Date().toISOString(),
        text: mail.text ?? '',
        html: mail.html ?? '',
        attachments: mail.attachments.map(({ filename, content }) => ({
          filename: filename ?? '',
          content: typeof content === 'string' ? content : Buffer.from(content as Uint8Array<ArrayBuffer>).toString(),
        })),
      };
      writeFileSync(join(dir, `${id}.part`), JSON.stringify(message));
      renameSync(join(dir, `${id}.part`), join(dir, `${id}.json`));
    },
    list: () => files().map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as Message),
  };
}
