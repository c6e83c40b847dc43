import { randomBytes } from 'node:crypto';
import { assertSharedKeys } from './key-fingerprints.ts';
import { databaseForTests } from './test-database.ts';

const db = databaseForTests();
beforeEach(() => db.query('truncate vigie.key_fingerprints'));

const [one, two] = [randomBytes(32), randomBytes(32)];

test('another key than the first one is refused, by its name and with what to do', async () => {
  await assertSharedKeys(db, { encryption: one, evidence: one }, []);
  await expect(assertSharedKeys(db, { encryption: two, evidence: one }, [])).rejects.toThrow(/encryption key.*provisioner\.encryptionKey.*--accept-new-key encryption/s);
  await expect(assertSharedKeys(db, { encryption: one, evidence: two }, ['encryption'])).rejects.toThrow(/evidence key.*resilience\.evidenceKey/s);
  await assertSharedKeys(db, { encryption: one, evidence: one }, []);
});

test('accepted on purpose it takes the place of the old one, which is refused from then on', async () => {
  await assertSharedKeys(db, { encryption: one, evidence: one }, []);
  await assertSharedKeys(db, { encryption: two, evidence: one }, ['encryption']);
  await assertSharedKeys(db, { encryption: two, evidence: one }, []);
  await expect(assertSharedKeys(db, { encryption: one, evidence: one }, [])).rejects.toThrow('encryption key');
});

test('of two that start at once with different keys, one wins; nothing of a key is kept', async () => {
  const ends = await Promise.allSettled([one, two].map((key) => assertSharedKeys(db, { encryption: key, evidence: one }, [])));
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const kept = JSON.stringify((await db.query('select * from vigie.key_fingerprints')).rows);
  for (const key of [one, two]) for (const form of ['hex', 'base64'] as const) expect(kept).not.toContain(key.toString(form));
});
