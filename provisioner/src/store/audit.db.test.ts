import { appendAudit, verifyAudit } from './audit.ts';
import { databaseForTests } from './test-database.ts';

describe('audit trail', () => {
  const db = databaseForTests();
  const append = (detail: Record<string, unknown>) =>
    db.transaction((tx) => appendAudit(tx, { actor: 'op', tenant: 'acme', act: 'order.approved', object: 'ord_1', detail }));
  beforeAll(async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => append({ z: i, a: { y: 1, b: [2, { d: 1, c: 2 }] } })));
  }, 60_000);
  test('entries of parallel acts make one whole chain', async () => {
    expect(await verifyAudit(db)).toEqual({ entries: 20, brokenAt: null });
  });

  test('nothing can be changed, removed or emptied', async () => {
    for (const sql of [`update vigie.audit set actor = 'x'`, 'delete from vigie.audit', 'truncate vigie.audit']) {
      await expect(db.query(sql)).rejects.toThrow(/append-only/);
    }
  });

  test('a change behind the back of the trigger is found where it was made', async () => {
    await db.query('alter table vigie.audit disable trigger audit_no_change');
    await db.query(`update vigie.audit set detail = '{"z": 99}' where sequence = 7`);
    expect(await verifyAudit(db)).toEqual({ entries: 20, brokenAt: 7 });
  });
});
