import { valueOf } from '@vigie/contract/drift-values';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { driftFigures } from './drift-figures.ts';
import { driftReport, findingsOf, keepFindings, knownNetworks, lastReads, noteUnreadable, oneLookAtATime, type Finding } from './drift.ts';
import { followVm, knownVms } from './settled-vms.ts';
import { systemScope } from './scope.ts';
import { aDeliveredVm, databaseForTests } from './test-database.ts';
import { lastSyncs, noteSightings } from './vm-sightings.ts';
import { findVm, markRemoved } from './vms.ts';

const db = databaseForTests();
let vm: { id: string; orderId: string };

beforeAll(async () => {
  vm = await aDeliveredVm(db, { tenant: 'acme', vmid: 20_000 });
  await db.query(`update vigie.orders set state = 'done'`);
}, 60_000);
beforeEach(() => db.query('truncate vigie.drift_items, vigie.drift_checks, vigie.drift_reads, vigie.vm_sightings, vigie.vm_syncs'));

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);
const stranger: Finding = { key: 'vm-unknown/150', kind: 'vm-unknown', tenant: null, object: 'x', vmid: 150, expected: [], seen: [valueOf('text', { text: 'qemu/150' })] };
const renamed = (): Finding => ({ key: 'vm-renamed/20000', kind: 'vm-renamed', tenant: 'acme', object: 'web', vm: vm.id, vmid: 20_000, expected: [valueOf('text', { text: 'web' })], seen: [valueOf('text', { text: 'www' })] });

describe('the report', () => {
  test('what is found again keeps the time of its first sight, with what is seen now; what is gone goes', async () => {
    await keepFindings(db, 'demo', at(0), [stranger, renamed()], []);
    await keepFindings(db, 'demo', at(60), [{ ...renamed(), seen: [valueOf('text', { text: 'other' })] }], []);
    expect(await driftReport(db, ['demo'])).toEqual({
      clusters: [{ cluster: 'demo', checkedAt: at(60).toISOString(), readable: true }],
      items: [{ cluster: 'demo', kind: 'vm-renamed', tenant: 'acme', object: 'web', vm: vm.id, vmid: 20_000, expected: [valueOf('text', { text: 'web' })], seen: [valueOf('text', { text: 'other' })], firstSeenAt: at(0).toISOString() }],
    });
    await keepFindings(db, 'demo', at(120), [], []);
    await keepFindings(db, 'demo', at(180), [renamed()], []);
    expect((await driftReport(db, ['demo'])).items).toEqual([expect.objectContaining({ firstSeenAt: at(180).toISOString() })]);
    expect(await findingsOf(db, 'demo')).toEqual([renamed()]);
  });

  test('a cluster that cannot be read keeps its items and the time of its last success', async () => {
    await keepFindings(db, 'demo', at(0), [stranger], []);
    await noteUnreadable(db, 'demo');
    await noteUnreadable(db, 'lyon');
    const { clusters, items } = await driftReport(db, ['demo', 'lyon', 'new']);
    expect(clusters).toEqual([
      { cluster: 'demo', checkedAt: at(0).toISOString(), readable: false },
      { cluster: 'lyon', checkedAt: null, readable: false },
      { cluster: 'new', checkedAt: null, readable: false },
    ]);
    expect(items).toHaveLength(1);
    expect(await driftFigures(db)).toEqual({
      items: [{ cluster: 'demo', kind: 'vm-unknown', count: 1 }], checkedAt: new Map([['demo', at(0)]]), syncedAt: new Map(),
    });
  });

  test('the items of one cluster are not those of another', async () => {
    await keepFindings(db, 'demo', at(0), [stranger], []);
    await keepFindings(db, 'lyon', at(60), [stranger], []);
    await keepFindings(db, 'demo', at(120), [], []);
    expect((await driftReport(db, ['demo', 'lyon'])).items).toEqual([expect.objectContaining({ cluster: 'lyon' })]);
    expect((await driftReport(db, ['demo'])).items).toEqual([]);
  });

  test('when machines were read is known for the next choice', async () => {
    await keepFindings(db, 'demo', at(0), [], [vm.id]);
    await keepFindings(db, 'demo', at(60), [], [vm.id]);
    expect(await lastReads(db, 'demo')).toEqual(new Map([[vm.id, at(60)]]));
  });

  test('one look at a time for a cluster, another cluster does not wait', async () => {
    const ran: string[] = [];
    const look = (cluster: string, act: () => Promise<void>) => oneLookAtATime(db, cluster, act);
    const first = await look('demo', async () => {
      ran.push('first');
      expect(await look('demo', async () => void ran.push('second'))).toBe(false);
      expect(await look('lyon', async () => void ran.push('lyon'))).toBe(true);
    });
    expect([first, ran]).toEqual([true, ['first', 'lyon']]);
  });
});

describe('sightings', () => {
  test('the last one stays, also when an older look comes late', async () => {
    await noteSightings(db, 'demo', at(60), [{ id: vm.id, state: 'running' }]);
    await noteSightings(db, 'demo', at(0), [{ id: vm.id, state: 'stopped' }]);
    expect((await findVm(db, systemScope, vm.id))?.seen_at).toEqual(at(60));
    expect(await lastSyncs(db)).toEqual(new Map([['demo', at(60)]]));
  });

  test('a machine that was never seen has none', async () => {
    await noteSightings(db, 'demo', at(60), []);
    expect((await findVm(db, systemScope, vm.id))?.seen_at).toBeNull();
  });
});

describe('what is known of a cluster', () => {
  const one = async () => (await knownVms(db, 'demo'))[0];

  test('a delivered machine with its network', async () => {
    expect(await one()).toMatchObject({ id: vm.id, vmid: 20_000, orderId: vm.orderId, cores: 2, memoryGiB: 4, diskGiB: 20, underWay: false, network: { vnet: 'v20000' } });
    expect(await knownVms(db, 'lyon')).toEqual([]);
    expect(await knownNetworks(db, 'demo')).toEqual([expect.objectContaining({ vnet: 'v20000', active: true })]);
  });

  test('one that is being delivered or cancelled is under way, and keeps its node', async () => {
    await db.query(`update vigie.orders set state = 'cancelling'`);
    expect(await one()).toMatchObject({ underWay: true });
    await db.query(`update vigie.orders set state = 'done'`);
    await db.query('update vigie.vms set delivered_at = null');
    expect(await one()).toMatchObject({ underWay: true });
    await followVm(db, vm.id, 'pve2');
    expect(await one()).toMatchObject({ node: 'pve1' });
    await db.query('update vigie.vms set delivered_at = now()');
    await followVm(db, vm.id, 'pve2');
    expect(await one()).toMatchObject({ node: 'pve2', underWay: false });
  });

  test('a machine that is gone is not known any more', async () => {
    await markRemoved(db, vm.id);
    expect(await knownVms(db, 'demo')).toEqual([]);
  });
});
