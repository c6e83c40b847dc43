import type { BackupRun, RestorePoint } from '@vigie/contract/backups';
import type { Order, OrderSummary } from '@vigie/contract/orders';
import type { RestoreTest, RestoreTestSummary } from '@vigie/contract/restore-tests';
import type { Vm } from '@vigie/contract/vms';
import { demoApi, type DemoApi } from './api.ts';

export interface DemoUrls {
  app: string;
  /** The simulator's control endpoint. */
  simulator: string;
}

interface List<Item> {
  items: Item[];
}

const machines = [
  { login: 'acme-editor', tenant: 'acme', name: 'shop-01' },
  { login: 'globex-editor', tenant: 'globex', name: 'crm-01' },
] as const;

/**
 * Fills a demo that is still empty with a story to look at: two tenants' machines, a backup of each, a restore test that passes and one
 * that fails, because the backup of the second machine lacks its SSH service. Everything goes through the API, as people would do it;
 * what is there already is left as it is, so an interrupted filling is continued by the next start.
 */
export async function fillDemo({ app, simulator }: DemoUrls, say: (text: string) => void): Promise<void> {
  const admin = demoApi(app, 'admin');
  const { items: orders } = await admin.get<List<OrderSummary>>('/orders?limit=200');
  const known = (name: string) => orders.some((order) => order.name === name);
  // Somebody's own world: nobody asked for ours in it.
  if (orders.length > 0 && !machines.some(({ name }) => known(name))) return;

  const isNew = machines.some(({ name }) => !known(name));
  if (isNew) say('Filling the demo: two machines, their backups and restore tests. It takes about a minute; you can look around meanwhile.');
  const [shop, crm] = await Promise.all(machines.map((machine) => ensureMachine(admin, demoApi(app, machine.login), machine)));
  if (!shop || !crm) return;
  await Promise.all([ensureBackup(admin, shop.id), ensureBackup(admin, crm.id)]);
  await ensureTest(admin, shop.id);
  if ((await testsOf(admin, crm.id)).length === 0) await breakBackup(admin, simulator, crm);
  await ensureTest(admin, crm.id);
  if (isNew) say('The demo is filled: shop-01 of Acme is proven, the restore test of crm-01 of Globex failed.');
}

async function ensureMachine(admin: DemoApi, tenant: DemoApi, { name }: { name: string }): Promise<Vm | null> {
  const { items } = await tenant.get<List<OrderSummary>>('/orders?limit=200');
  const { id, state } =
    items.find((order) => order.name === name) ?? (await tenant.post<Order>('/orders', { offer: 'standard', name }, `demo-${name}`));
  if (state === 'awaiting-approval') await admin.post(`/orders/${id}/approve`);
  const order = await admin.until<Order>(`/orders/${id}`, (seen) => seen.state !== 'deploying' && seen.state !== 'awaiting-approval');
  const [vm] = order.vms;
  return order.state === 'done' && vm ? admin.get<Vm>(`/vms/${vm}`) : null;
}

async function ensureBackup(admin: DemoApi, vm: string): Promise<void> {
  const { items } = await admin.get<List<RestorePoint>>(`/vms/${vm}/backups`);
  if (items.length > 0) return;
  const { id } = await admin.post<BackupRun>(`/vms/${vm}/backups`);
  await admin.until<BackupRun>(`/backup-runs/${id}`, ({ state }) => state === 'done' || state === 'failed');
}

const testsOf = async (admin: DemoApi, vm: string) => (await admin.get<List<RestoreTestSummary>>(`/restore-tests?vm=${vm}`)).items;

async function ensureTest(admin: DemoApi, vm: string): Promise<void> {
  if ((await testsOf(admin, vm)).some(({ state }) => state === 'done')) return;
  const { id } = await admin.post<RestoreTest>('/restore-tests', { vm });
  await admin.until<RestoreTest>(`/restore-tests/${id}`, ({ state }) => state === 'done' || state === 'cancelled');
}

/** As if the machine had been backed up while its SSH service was broken. */
async function breakBackup(admin: DemoApi, simulator: string, { id, vmid }: Vm): Promise<void> {
  const { items } = await admin.get<List<RestorePoint>>(`/vms/${id}/backups`);
  const [newest] = items;
  if (!newest) return;
  const services = [{ name: 'ssh', port: 22, active: false }, { name: 'prometheus-node-exporter', port: 9100, active: true }];
  const body = { vmid, time: Date.parse(newest.takenAt) / 1000, contents: { services } };
  await fetch(`${simulator}/backups`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}
