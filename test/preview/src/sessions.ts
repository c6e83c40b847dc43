import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

interface StoredSession {
  login: string;
  createdAt: string;
}

export interface Sessions {
  /** Returns the cookie's value. */
  start(login: string): string;
  /** The login behind a cookie's value; undefined when unknown, ended or too old. */
  find(id: string): string | undefined;
  end(id: string): void;
}

const lifetimeMs = 7 * 24 * 3600 * 1000;

/** Sessions live in `<state>/sessions.json` by the hash of their id, so that reading the file signs nobody in. */
export function openSessions(state: string, now: () => Date = () => new Date()): Sessions {
  const file = join(state, 'sessions.json');
  const living = (session: StoredSession) => now().getTime() - Date.parse(session.createdAt) < lifetimeMs;
  const stored = (readPrivateJson(file) ?? {}) as Record<string, StoredSession>;
  const sessions = new Map(Object.entries(stored));
  const hash = (id: string) => createHash('sha256').update(id).digest('hex');

  function save(): void {
    for (const [key, session] of sessions) if (!living(session)) sessions.delete(key);
    writePrivateJson(file, Object.fromEntries(sessions));
  }

  return {
    start(login) {
      const id = randomBytes(32).toString('base64url');
      sessions.set(hash(id), { login, createdAt: now().toISOString() });
      save();
      return id;
    },
    find(id) {
      const session = sessions.get(hash(id));
      return session && living(session) ? session.login : undefined;
    },
    end(id) {
      if (sessions.delete(hash(id))) save();
    },
  };
}
