import type { Caller } from '../caller.ts';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { because } from '@vigie/contract/step-reasons';
import { parseConfig } from '@vigie/config/load';
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { verifyAudit } from '../store/audit.ts';
import { endedWithReservation, freeLabVmid, reservationOf, reserveLabVmid } from '../store/lab-reservations.ts';
import { phaseEnded, phasesOf, phaseStarted } from '../store/restore-test-phases.ts';
import { beginTest, findTest, insertTest, liveTests } from '../store/restore-tests.ts';
import { systemScope } from '../store/scope.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { decidingPhases } from './phases/index.ts';
import { runTest } from './run.ts';
import { restoreTestSchedule } from './schedule.ts';
import { restoreTestService } from './service.ts';
import { testWork } from './work.ts';

const db = databaseForTests();
let config: ReturnType<typeof parseConfig>;
beforeAll(async () => {
  config = parseConfig(load(readFileSync('vigie.example.yaml', 'utf8')) as Parameters<typeof parseConfig>[0], 'vigie.example.yaml');
}, 60_000);
afterEach(async () => {
  for (const table of ['lab_reservations', 'restore_test_checks', 'restore_test_phases', 'restore_tests']) await db.query(`delete from vigie.${table}`);
});

let nextVmid = 20_000;
const machine = (tenant = 'acme') => aDeliveredVm(db, { tenant, vmid: nextVmid++ });
const operator = { login: 'admin', operator: true, tenant: null } as unknown as Caller;
const callerOf = (id: string) => ({ login: `${id}-editor`, operator: false, tenant: { id } }) as unknown as Caller;
const service = () => restoreTestService({ config, db, begin: () => Promise.resolve() });
const queued = async () => {
  const vm = await machine();
  return { vm, test: await service().create(operator, { vm: vm.id }) };
};

test('one test of a machine at a time; the objectives are those of its policy', async () => {
  const { vm, test } = await queued();
  expect(test).toMatchObject({ state: 'queued', rtoSeconds: 3600, rpoSeconds: 1560 * 60, requestedBy: 'admin', origin: 'manual', verdict: null, leftovers: null });
  expect(test.phases.map(({ state }) => state)).toEqual(test.phases.map(() => 'pending'));
  expect((await service().create(operator, { vm: vm.id })).id).toBe(test.id);
  expect(await liveTests(db)).toHaveLength(1);
});

test("another tenant's test is not there", async () => {
  const { vm, test } = await queued();
  const globex = callerOf('globex');
  await expect(service().get(globex, test.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(service().evidence(globex, test.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(service().cancel(globex, test.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(service().create(globex, { vm: vm.id })).rejects.toMatchObject({ code: 'not-found' });
  expect((await service().list(globex, { limit: 10, tenant: 'acme' })).items).toEqual([]);
  expect((await service().list(callerOf('acme'), { limit: 10 })).items).toHaveLength(1);
});

test('one that waits is stopped at once, one that runs is told, one that has ended cannot be', async () => {
  const { test } = await queued();
  const stopped = await service().cancel(operator, test.id);
  expect(stopped).toMatchObject({ state: 'cancelled', verdict: null });
  expect(stopped.phases.every(({ state, reason }) => state === 'skipped' && reason?.code === 'test-cancelled')).toBe(true);
  expect(await beginTest(db, test.id)).toBe(false);
  await expect(service().cancel(operator, test.id)).rejects.toMatchObject({ code: 'wrong-state' });
  await expect(service().evidence(operator, test.id)).rejects.toMatchObject({ code: 'wrong-state' });
  const running = await queued();
  await beginTest(db, running.test.id);
  expect((await service().cancel(operator, running.test.id)).state).toBe('running');
});

test('a body none of whose phases can run still ends, without a proof, and in the audit trail', async () => {
  const { test } = await queued();
  const signed: unknown[] = [];
  const sign = (view: unknown) => (signed.push(view), { sha256: 'a'.repeat(64), signedAt: new Date().toISOString() } as SignedDocument);
  // No such cluster: nothing of Proxmox can be asked, and every phase gives up with a reason.
  const work = testWork({ config, db, clusters: [], sdn: () => ({ change: () => Promise.resolve() }), sign, notify: () => Promise.resolve() });
  await runTest({ step: (_name, act) => act(), sleep: () => Promise.resolve(), wait: () => Promise.resolve() }, test.id, work);
  const ended = await service().get(operator, test.id);
  expect(ended).toMatchObject({ state: 'done', verdict: 'inconclusive', reason: { code: 'cluster-unconfigured' } });
  expect(ended.phases.map(({ state }) => state)).toEqual(['inconclusive', ...Array<string>(10).fill('skipped'), 'inconclusive', 'inconclusive']);
  expect(signed).toEqual([]);
  expect(await verifyAudit(db)).toMatchObject({ brokenAt: null });
});

test('what is signed says the verdict; document, verdict and audit entry come together', async () => {
  const { test } = await queued();
  await beginTest(db, test.id);
  for (const { name } of [...decidingPhases, { name: 'cleanup' as const }]) {
    await db.transaction((tx) => phaseEnded(tx, test.id, name, { state: 'passed', why: null, checks: [{ name: 'runs', passed: true, expected: 'a', seen: 'a' }] }));
  }
  await phaseStarted(db, test.id, 'evidence');
  const signed: { verdict: unknown; state: unknown }[] = [];
  const evidence = { sha256: 'b'.repeat(64), signedAt: new Date().toISOString() } as SignedDocument;
  const port = { config: config.clusters[0]!, port: {} as never, trouble: () => null, close: () => Promise.resolve() };
  const work = testWork({
    config, db, clusters: [port], sdn: () => ({ change: () => Promise.resolve() }), notify: () => Promise.resolve(),
    sign: (view) => (signed.push(view), evidence),
  });
  await work.run(test.id, 'evidence');
  await work.run(test.id, 'evidence');
  expect(signed).toHaveLength(1);
  expect(signed[0]).toMatchObject({ state: 'done', verdict: 'passed', endedAt: expect.any(String) });
  expect(await service().get(callerOf('acme'), test.id)).toMatchObject({ verdict: 'passed', evidence: { sha256: evidence.sha256 } });
  expect((await phasesOf(db, test.id)).at(-1)).toMatchObject({ name: 'evidence', state: 'passed' });
  const { rows } = await db.query<{ act: string; detail: unknown }>('select act, detail from vigie.audit where object = $1 order by sequence', [test.id]);
  expect(rows).toEqual([
    { act: 'restore-test.requested', detail: expect.anything() },
    { act: 'restore-test.done', detail: expect.objectContaining({ verdict: 'passed', evidenceSha256: evidence.sha256 }) },
  ]);
});

test("Proxmox's words are for the operator", async () => {
  const { test } = await queued();
  await db.transaction((tx) => phaseEnded(tx, test.id, 'restore', { state: 'failed', why: { ...because('restore-failed'), technical: 'pve1 said' }, checks: [] }));
  expect(JSON.stringify(await service().get(operator, test.id))).toContain('pve1 said');
  expect(JSON.stringify(await service().get(callerOf('acme'), test.id))).not.toContain('pve1 said');
});

describe('VMIDs of the lab', () => {
  const range = { from: 30_000, to: 30_001 };
  const take = async (occupied: number[] = []) => {
    const vm = await machine();
    const id = await insertTest(db, { vm: { ...vm, cluster: 'demo' }, origin: 'manual', slot: null, requestedBy: 'x', wantedVolume: null, rtoSeconds: 1, rpoSeconds: 1 });
    return { id: id!, vmid: await reserveLabVmid(db, { id: id!, cluster: 'demo' }, range, occupied) };
  };

  test('tests that ask at the same time get different ones, a repeated one its own; none is left, then one is freed', async () => {
    const [a, b] = await Promise.all([take(), take()]);
    expect([a.vmid, b.vmid].sort()).toEqual([30_000, 30_001]);
    expect(await reserveLabVmid(db, { id: a.id, cluster: 'demo' }, range, [30_000, 30_001])).toBe(a.vmid);
    expect((await take()).vmid).toBeNull();
    await freeLabVmid(db, a.id);
    expect((await take()).vmid).toBe(a.vmid);
    expect((await reservationOf(db, b.id))?.vmid).toBe(b.vmid);
  });

  test('one that is occupied is not given; one of an ended test is looked at again', async () => {
    const { id, vmid } = await take([30_000]);
    expect(vmid).toBe(30_001);
    expect(await endedWithReservation(db)).toEqual([]);
    await db.query(`update vigie.restore_tests set state = 'done' where id = $1`, [id]);
    expect(await endedWithReservation(db)).toEqual([id]);
  });
});

describe('the schedule', () => {
  const at = new Date('2026-11-21T03:30:20Z');
  const tests = async () => (await db.query<{ tenant: string; slot: Date }>('select tenant, slot from vigie.restore_tests order by tenant')).rows;

  test('a slot is taken once, however often and by however many it is looked at', async () => {
    await machine('globex');
    const schedule = restoreTestSchedule({ db, config });
    await Promise.all([schedule.run(at), schedule.run(at), restoreTestSchedule({ db, config }).run(at)]);
    await schedule.run(new Date('2026-11-21T03:31:00Z'));
    const all = await tests();
    expect(all.filter(({ tenant }) => tenant === 'globex')).toEqual([{ tenant: 'globex', slot: new Date('2026-11-21T03:30:00Z') }]);
  });

  test('a slot that is long past is not made up', async () => {
    await restoreTestSchedule({ db, config }).run(new Date('2026-11-21T09:00:00Z'));
    expect(await tests()).toEqual([]);
  });

  test('a machine under test, or proven lately, is passed over', async () => {
    await db.query(`update vigie.vms set delivered_at = null`);
    const vm = await machine();
    const proven = await service().create(operator, { vm: vm.id });
    await restoreTestSchedule({ db, config }).run(at);
    expect(await tests()).toHaveLength(1);
    await db.query(`update vigie.restore_tests set state = 'done', verdict = 'passed', ended_at = $2 where id = $1`, [proven.id, new Date(at.getTime() - 3600_000)]);
    await restoreTestSchedule({ db, config }).run(at);
    expect(await tests()).toHaveLength(1);
    await db.query(`update vigie.restore_tests set verdict = 'inconclusive' where id = $1`, [proven.id]);
    await restoreTestSchedule({ db, config }).run(at);
    expect(await tests()).toHaveLength(2);
    expect(await findTest(db, systemScope, proven.id)).toMatchObject({ slot: null });
  });
});
