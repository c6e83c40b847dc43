import { createHmac } from 'node:crypto';
import type { Queryable } from './database.ts';

/** The keys that all replicas must have in common. */
export const sharedKeys = ['encryption', 'evidence'] as const;
export type SharedKey = (typeof sharedKeys)[number];

/** Tells keys apart, and nothing of them. */
const fingerprintOf = (name: SharedKey, key: Buffer): string => createHmac('sha256', key).update(`vigie key ${name}`).digest('hex');

const settings: Record<SharedKey, { setting: string; loses: string }> = {
  encryption: {
    setting: 'provisioner.encryptionKey (without it: encryption.key in the state folder)',
    loses: 'Passwords, private keys and mails that wait are lost with the old key.',
  },
  evidence: {
    setting: 'resilience.evidenceKey (without it: keys/evidence-ed25519.pem in the state folder)',
    loses: 'Give the new public key to those who check reports.',
  },
};

/**
 * Proves that this process has the keys that the database was first used with. Throws with what to do when it has another one; keys that are
 * `accepted` take the place of what was known.
 */
export async function assertSharedKeys(db: Queryable, keys: Record<SharedKey, Buffer>, accepted: readonly SharedKey[]): Promise<void> {
  for (const name of sharedKeys) {
    const fingerprint = fingerprintOf(name, keys[name]);
    const known = await remembered(db, name, fingerprint, accepted.includes(name));
    if (known !== fingerprint) throw new Error(otherKey(name));
  }
}

/** The first to come decides. */
async function remembered(db: Queryable, name: SharedKey, fingerprint: string, accepted: boolean): Promise<string | undefined> {
  await db.query(
    accepted
      ? 'insert into vigie.key_fingerprints (name, fingerprint) values ($1, $2) on conflict (name) do update set fingerprint = $2, since = now()'
      : 'insert into vigie.key_fingerprints (name, fingerprint) values ($1, $2) on conflict do nothing',
    [name, fingerprint],
  );
  const { rows } = await db.query<{ fingerprint: string }>('select fingerprint from vigie.key_fingerprints where name = $1', [name]);
  return rows[0]?.fingerprint;
}

function otherKey(name: SharedKey): string {
  const { setting, loses } = settings[name];
  return (
    `The ${name} key is not the one that this database was used with, so Vigie does not start. All replicas need the same ${setting}: copy it from one that runs, `
    + `or from your backup. If the key was changed on purpose, stop all replicas and start one with --accept-new-key ${name}. ${loses}`
  );
}
