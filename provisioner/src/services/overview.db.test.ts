import { beforeAll, describe, expect, test } from '@jest/globals';
import type { VigieConfig } from '@vigie/config/schema';
import type { VmProtection } from '@vigie/contract/protection';
import { pino } from 'pino';
import { fakePve } from '../backups/fixture.ts';
import type { Caller } from '../caller.ts';
import { aDeliveredVm, anOrder, databaseForTests } from '../store/test-database.ts';
import { overviewService, proofCounts } from './overview.ts';

const policy = { schedule: '30 1 * * *', timeZone: 'UTC', storage: 'pbs', rpoMinutes: 60, restoreTest: { schedule: '30 3 * * *', windowDays: 30 } };
const config = { resilience: { policy } } as VigieConfig;
const person = (id: string | null): Caller => ({
  login: 'x', name: 'P', role: 'Admin', operator: id === null, tenant: id === null ? null : { id, name: id }, capabilities: new Set(),
});

describe('overview', () => {
  const db = databaseForTests();
  beforeAll(async () => {
    await anOrder(db, { tenant: 'acme' });
    await anOrder(db, { tenant: 'globex' });
    await aDeliveredVm(db, { tenant: 'acme', vmid: 20_000 });
    await db.query("update vigie.orders set state = 'done' where id in (select order_id from vigie.vms)");
  }, 60_000);
  const status = [
    { type: 'node', name: 'pve2', online: 0 },
    { type: 'cluster', name: 'demo', quorate: 1 },
    { type: 'node', name: 'pve1', online: 1 },
  ];
  const overview = (answer: unknown) =>
    overviewService({
      config, db, log: pino({ level: 'silent' }),
      clusters: [{ config: { name: 'demo' }, port: fakePve({ 'GET /cluster/status': answer }).pve }],
      live: () => Promise.resolve({ seenAt: new Date(), guests: new Map([[20_000, { node: 'pve1', status: 'running' }]]) }),
      backupsIn: () => Promise.resolve(null),
      readiness: (language) => Promise.resolve({ score: language === 'fr' ? 41 : 40, reasons: [] }),
    });

  test('a tenant is told of its own, and nothing of the clusters', async () => {
    expect(await overview(status)(person('globex'), 'en')).toMatchObject({
      waiting: { ordersToApprove: 1, networksToChoose: 0, failedOrders: 0, runbookSteps: 0 }, vms: { running: 0 }, clusters: null, readiness: null, alerts: null,
      proof: { vms: 0, oldestProofAt: null },
    });
  });

  test('the operator is told of all', async () => {
    expect(await overview(status)(person(null), 'en')).toMatchObject({
      waiting: { ordersToApprove: 2 },
      vms: { running: 1, stopped: 0 },
      clusters: [{ name: 'demo', reachable: true, quorate: true, nodes: [{ name: 'pve1', online: true }, { name: 'pve2', online: false }] }],
      proof: { vms: 1, withinRpo: 0, proven: 0 },
      readiness: { score: 40 },
    });
    // Runbooks have their names in the language of the reader.
    expect(await overview(status)(person(null), 'fr')).toMatchObject({ readiness: { score: 41 } });
  });

  test('what is kept for one is never told to another', async () => {
    const service = overview(status);
    const [operator, acme, globex] = [person(null), person('acme'), person('globex')];
    for (const [caller, vms, health] of [[operator, 1, 1], [acme, 1, undefined], [globex, 0, undefined], [operator, 1, 1], [acme, 1, undefined]] as const) {
      const { proof, clusters } = await service(caller, 'en');
      expect({ proof, clusters: clusters?.length }).toMatchObject({ proof: { vms }, clusters: health });
    }
  });

  test('a cluster that cannot be reached is told as such', async () => {
    const { clusters } = await overview(new Error('away'))(person(null), 'en');
    expect(clusters).toEqual([{ name: 'demo', reachable: false, quorate: null, nodes: [] }]);
  });
});

describe('proof', () => {
  const machine = (more: Partial<VmProtection>) => ({ withinRpo: true, proven: true, lastTest: null, lastPassedAt: null, ...more }) as VmProtection;

  test('one machine that was never proven hides the others’ oldest proof', () => {
    const proven = [machine({ lastPassedAt: '2026-11-20T00:00:00.000Z' }), machine({ lastPassedAt: '2026-11-10T00:00:00.000Z' })];
    expect(proofCounts(proven).oldestProofAt).toBe('2026-11-10T00:00:00.000Z');
    expect(proofCounts([...proven, machine({})]).oldestProofAt).toBeNull();
  });

  test('what is not known is not counted as good', () => {
    const failed = { id: 'rst_1', verdict: 'failed', endedAt: '' } as VmProtection['lastTest'];
    expect(proofCounts([machine({ withinRpo: null, proven: false, lastTest: failed }), machine({})])).toMatchObject({
      vms: 2, withinRpo: 1, proven: 1, failedTests: 1,
    });
  });
});
