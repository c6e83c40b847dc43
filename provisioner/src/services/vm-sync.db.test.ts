import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { fakePve, refused, type Answers } from '../backups/fixture.ts';
import type { Caller } from '../caller.ts';
import { systemScope } from '../store/scope.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { findVm } from '../store/vms.ts';
import type { LiveGuests } from './live-guests.ts';
import { vmSync } from './vm-sync.ts';
import { vmService } from './vms.ts';

const db = databaseForTests();
let acme: { id: string; orderId: string };

const person = (id: string | null): Caller => ({
  login: 'x', name: 'P', role: 'Admin', operator: id === null, tenant: id === null ? null : { id, name: id }, capabilities: new Set(),
});

beforeAll(async () => {
  acme = await aDeliveredVm(db, { tenant: 'acme', vmid: 20_000 });
  await aDeliveredVm(db, { tenant: 'globex', vmid: 20_001 });
}, 60_000);
beforeEach(async () => {
  await db.query('truncate vigie.vm_sightings, vigie.vm_syncs');
  await db.query(`update vigie.orders set state = 'done'`);
  await db.query(`update vigie.vms set node = 'pve1'`);
});

const seenAt = new Date('2026-11-21T08:00:00Z');
type Guest = { node: string; status: string; lock?: string };
const live = (guests: Record<number, Guest>): LiveGuests => ({ seenAt, guests: new Map(Object.entries(guests).map(([vmid, guest]) => [Number(vmid), guest])) });
const running = { 20_000: { node: 'pve1', status: 'running' }, 20_001: { node: 'pve1', status: 'stopped' } };
const config = 'GET /nodes/{node}/qemu/{vmid}/config';

function syncOf(found: LiveGuests | null, answers: Answers = {}) {
  const fake = fakePve(answers);
  return { ...fake, ...vmSync({ db, log: pino({ level: 'silent' }), clusters: [{ name: 'demo', pve: fake.pve, read: () => Promise.resolve(found) }] }) };
}
const nodeNow = async () => (await findVm(db, systemScope, acme.id))?.node;
const viewWhile = (found: LiveGuests | null) => vmService({ db, live: () => Promise.resolve(found) }).get(person('acme'), acme.id);

test('a caller counts its own machines; a tenant without any has to do with no cluster', async () => {
  const { sync, calls } = syncOf(live({ 20_000: running[20_000] }));
  const of = { cluster: 'demo', seenAt: seenAt.toISOString() };
  expect(await sync(person('acme'))).toEqual({ clusters: [{ ...of, vms: 1, unknown: 0 }] });
  expect(await sync(person('globex'))).toEqual({ clusters: [{ ...of, vms: 1, unknown: 1 }] });
  expect(await sync(person(null))).toEqual({ clusters: [{ ...of, vms: 2, unknown: 1 }] });
  expect(await sync(person('initech'))).toEqual({ clusters: [] });
  expect(calls).toEqual([]);
});

test('a cluster that cannot be read has unknown machines', async () => {
  expect(await syncOf(null).sync(person(null))).toEqual({ clusters: [{ cluster: 'demo', seenAt: null, vms: 2, unknown: 2 }] });
});

test('what is unknown now was known when it was last seen, and is never shown as it was', async () => {
  await syncOf(live(running)).syncAll();
  const unknown = { state: 'unknown', stateSeenAt: seenAt.toISOString() };
  expect(await viewWhile(null)).toMatchObject(unknown);
  const later = new Date('2026-11-21T09:00:00Z');
  // Its node died, or it is gone: Proxmox answers, and knows no state of it.
  expect(await viewWhile({ ...live({ 20_000: { node: 'pve1', status: 'unknown' } }), seenAt: later })).toMatchObject(unknown);
  expect(await viewWhile({ ...live({}), seenAt: later })).toMatchObject(unknown);
  expect(await viewWhile({ ...live(running), seenAt: later })).toMatchObject({ state: 'running', stateSeenAt: later.toISOString() });
  await syncOf(null).syncAll();
  expect(await viewWhile(null)).toMatchObject(unknown);
});

test('a machine that was never seen has no such time', async () => {
  await syncOf(live({ 20_000: { node: 'pve1', status: 'unknown' } })).syncAll();
  expect(await viewWhile(null)).not.toHaveProperty('stateSeenAt');
});

const moved = live({ 20_000: { node: 'pve2', status: 'running' } });

test('a machine that moved is followed once it is proven ours', async () => {
  await syncOf(moved, { [config]: { description: `vigie:${acme.orderId}\n` } }).syncAll();
  expect(await nodeNow()).toBe('pve2');
});

test.each<[string, LiveGuests, Answers]>([
  ['is another\'s', moved, { [config]: { description: 'mine' } }],
  ['cannot be read', moved, { [config]: refused('no route to host', 'unreachable') }],
  ['is gone by now', moved, { [config]: refused('does not exist', 'missing') }],
  ['is on its way', live({ 20_000: { node: 'pve2', status: 'running', lock: 'migrate' } }), {}],
  ['did not move', live(running), {}],
])('one that %s is not', async (_name, found, answers) => {
  await syncOf(found, answers).syncAll();
  expect(await nodeNow()).toBe('pve1');
});

test('one that Vigie is at work on keeps its place', async () => {
  await db.query(`update vigie.orders set state = 'cancelling' where id = $1`, [acme.orderId]);
  const { syncAll, calls } = syncOf(moved, {});
  await syncAll();
  expect([await nodeNow(), calls]).toEqual(['pve1', []]);
});

