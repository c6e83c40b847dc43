import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { clusterConfig } from '@vigie/config/clusters';
import { pino } from 'pino';
import { refused } from '../backups/fixture.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { tenantMarker } from '../steps/pve/names.ts';
import { vnetAlias } from '../steps/pve/sdn.ts';
import { driftReport } from '../store/drift.ts';
import { knownVms, type KnownVm } from '../store/settled-vms.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { markDelivered, markRemoved } from '../store/vms.ts';
import { checkCluster } from './check-cluster.ts';

const gib = 2 ** 30;
const config = clusterConfig.parse({
  name: 'demo', endpoints: [{ url: 'https://pve.example.net:8006' }], token: { id: 'a@pve!b', secret: { env: 'T' } }, storage: 's',
  templates: { debian: 9000 }, isolation: { mode: 'off' },
});

const db = databaseForTests();
let vms: KnownVm[];

beforeAll(async () => {
  for (const vmid of Array.from({ length: 120 }, (_, i) => 20_000 + i)) await aDeliveredVm(db, { tenant: 'acme', vmid });
  await db.query(`update vigie.orders set state = 'done'`);
  vms = await knownVms(db, 'demo');
}, 60_000);
beforeEach(() => db.query('truncate vigie.drift_items, vigie.drift_checks, vigie.drift_reads'));

/** A cluster that agrees with the store, but for what the test changes. `during` happens while its lists are read. */
function cluster({ answers = {}, without = [], during }: { answers?: Record<string, unknown>; without?: number[]; during?: () => Promise<void> } = {}) {
  const calls: string[] = [];
  const there = vms.filter(({ vmid }) => !without.includes(vmid));
  const all: Record<string, unknown> = {
    '/cluster/resources': [
      { type: 'node', node: 'pve1', status: 'online' },
      ...there.map(({ vmid, name }) => ({ type: 'qemu', vmid, name, node: 'pve1', status: 'running', pool: 'acme', maxcpu: 2, maxmem: 4 * gib, maxdisk: 20 * gib })),
    ],
    '/pools': [{ poolid: 'acme', comment: tenantMarker('acme') }],
    '/cluster/sdn/vnets': vms.map(({ network }) => ({ vnet: network.vnet, zone: 'vigie', alias: vnetAlias(network) })),
    '/nodes/{node}/qemu/{vmid}/config': ({ vmid }: { vmid: number }) => {
      const vm = there.find((one) => one.vmid === vmid);
      return vm ? { description: `vigie:${vm.orderId}\n`, cores: 2, memory: '4096' } : refused('does not exist', 'missing');
    },
    ...answers,
  };
  const port = {
    async call(method: string, template: string, path: unknown) {
      calls.push(`${method} ${template}`);
      if (template === '/cluster/resources') await during?.();
      const entry = all[template];
      const answer: unknown = typeof entry === 'function' ? (entry as (given: unknown) => unknown)(path) : entry;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as ProxmoxPort;
  return { calls, port };
}

const look = async (port: ProxmoxPort, share = 1 / 60) => {
  await checkCluster({ db, tenants: ['acme'], nodeExporterPort: 9100, share, log: pino({ level: 'silent' }) }, { config, port });
  const { clusters: [check], items } = await driftReport(db, ['demo']);
  return { readable: check?.readable, found: items.map(({ kind, vmid }) => `${kind} ${vmid}`) };
};

test('a look at 120 machines that agree takes six calls: the lists, and the settings of two machines', async () => {
  const { calls, port } = cluster();
  expect(await look(port)).toEqual({ readable: true, found: [] });
  expect(calls.sort()).toEqual([
    'GET /cluster/resources', 'GET /cluster/sdn/vnets', 'GET /cluster/sdn/vnets',
    'GET /nodes/{node}/qemu/{vmid}/config', 'GET /nodes/{node}/qemu/{vmid}/config', 'GET /pools',
  ]);
});

test('when most machines are gone and most others are named otherwise, calls stay few', async () => {
  const { calls, port } = cluster({ without: vms.slice(0, 60).map(({ vmid }) => vmid) });
  expect((await look(port)).found).toHaveLength(60);
  expect(calls.length).toBeLessThan(30);
});

test('what the token may not see is not missing: the cluster cannot be read, and what was found stays', async () => {
  const gone = cluster({ without: [20_000] });
  expect(await look(gone.port)).toEqual({ readable: true, found: ['vm-missing 20000'] });
  const blind = cluster({ without: vms.map(({ vmid }) => vmid), answers: { '/nodes/{node}/qemu/{vmid}/config': refused('Permission check failed', 'permission') } });
  expect(await look(blind.port)).toEqual({ readable: false, found: ['vm-missing 20000'] });
});

test.each(['/cluster/resources', '/pools', '/cluster/sdn/vnets'])('without %s the cluster cannot be read', async (template) => {
  expect(await look(cluster({ answers: { [template]: refused('no') } }).port)).toEqual({ readable: false, found: [] });
});

test('a cluster that tells of no node that is online tells of nothing', async () => {
  expect(await look(cluster({ answers: { '/cluster/resources': [{ type: 'node', node: 'pve1', status: 'offline' }] } }).port)).toEqual({ readable: false, found: [] });
});

test('machines that cannot be read now are left for later', async () => {
  expect(await look(cluster({ answers: { '/nodes/{node}/qemu/{vmid}/config': refused('timeout', 'timeout') } }).port, 1)).toEqual({ readable: true, found: [] });
});

test('settings of another order under our VMID', async () => {
  const description = 'vigie:ord_other\n';
  const { found } = await look(cluster({ answers: { '/nodes/{node}/qemu/{vmid}/config': { description, cores: 2, memory: 4096 } } }).port);
  expect(found).toEqual(['vm-foreign 20000', 'vm-foreign 20001']);
});

test('what begins or ends while Proxmox is read is no difference', async () => {
  const [first, second] = vms as [KnownVm, KnownVm];
  await db.query('update vigie.vms set delivered_at = null where id = $1', [first.id]);
  // Delivered after the lists were read; the other one destroyed, and still in them.
  const { port } = cluster({
    without: [first.vmid],
    async during() {
      await markDelivered(db, first.id);
      await markRemoved(db, second.id);
    },
  });
  expect(await look(port)).toEqual({ readable: true, found: [] });
  // The next look knows.
  expect((await look(cluster({ without: [first.vmid] }).port)).found).toEqual([`vm-missing ${first.vmid}`, `vm-unknown ${second.vmid}`]);
  await db.query('update vigie.vms set removed_at = null, delivered_at = now()');
});
