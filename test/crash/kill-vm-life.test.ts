import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { tally } from '../harness/scenario-tally.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { tenantObjects } from '../harness/tenant-objects.ts';
import { until } from '../harness/until.ts';

let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
let operator: ReturnType<ProvisionerStack['api']>;
let vm: { id: string; vmid: number; orderId: string };
const counts = tally();

beforeAll(async () => {
  stack = await startProvisioner(() => {}, 'realistic');
  simulator = simulatorOf(stack.control);
  operator = stack.api('operator');
  const order = await stack.api('acme').post('/orders', { offer: 'standard', name: 'web-01' });
  await operator.post(`/orders/${order.body.id}/approve`);
  await until('the machine', async () => ((await operator.get(`/orders/${order.body.id}`)).body.state === 'done' ? true : undefined), 180);
  [vm] = (await operator.get('/vms')).body.items;
}, 300_000);

afterAll(async () => {
  counts.print();
  await stack?.stop();
}, 60_000);

/** How often Proxmox was asked for this since then. */
const asked = async (since: number, method: string, template: string) =>
  (await simulator.journal()).filter((call) => call.seq > since && call.method === method && call.template === template).length;
const now = async () => (await simulator.journal()).at(-1)?.seq ?? 0;

/** Kills the provisioner as soon as Proxmox was asked for this, and waits for the operation's end. */
async function killedAfter(since: number, method: string, template: string): Promise<any> {
  await until(`${method} ${template}`, async () => ((await asked(since, method, template)) > 0 ? true : undefined), 120);
  await stack.killProvisioner();
  counts.add('machine, real daemon', 'its process killed with -9');
  return until('the operation to end', async () => {
    const seen = await operator.get(`/vm-operations?vm=${vm.id}`).catch(() => null);
    const [operation] = seen?.status === 200 ? seen.body.items : [];
    return ['done', 'failed'].includes(operation?.state) ? operation : undefined;
  }, 180);
}

const guest = async () => (await simulator.state()).guests[vm.vmid];
const path = '/nodes/{node}/qemu/{vmid}';

test('in a restart: it restarts once', async () => {
  const since = await now();
  await operator.post(`/vms/${vm.id}/actions`, { action: 'reboot' });
  expect(await killedAfter(since, 'POST', `${path}/status/reboot`)).toMatchObject({ kind: 'reboot', state: 'done' });
  expect(await asked(since, 'POST', `${path}/status/reboot`)).toBe(1);
  expect((await guest()).running).not.toBeNull();
}, 240_000);

test('in a resize: the sizes are what was asked for, once', async () => {
  const since = await now();
  await operator.post(`/vms/${vm.id}/resize`, { options: { cores: '4', disk: '50' } });
  expect(await killedAfter(since, 'PUT', `${path}/resize`)).toMatchObject({ kind: 'resize', state: 'done', needsRestart: true });
  expect(await asked(since, 'PUT', `${path}/resize`)).toBe(1);
  expect((await guest()).config.scsi0).toContain('size=50G');
  expect((await operator.get(`/vms/${vm.id}`)).body).toMatchObject({ cores: 4, diskGiB: 50 });
}, 240_000);

test('in a rollback: it is done once, and the machine runs again', async () => {
  await operator.post(`/vms/${vm.id}/snapshots`, { name: 'before' });
  await until('the snapshot', async () => ((await operator.get(`/vms/${vm.id}`)).body.operation === undefined ? true : undefined));
  const since = await now();
  await operator.post(`/vms/${vm.id}/snapshots/before/rollback`);
  expect(await killedAfter(since, 'POST', `${path}/snapshot/{snapname}/rollback`)).toMatchObject({ state: 'done' });
  expect(await asked(since, 'POST', `${path}/snapshot/{snapname}/rollback`)).toBe(1);
  expect((await guest()).running).not.toBeNull();
}, 240_000);

test('in the last backup: one backup, and the machine waits for its end', async () => {
  const since = await now();
  await operator.delete(`/vms/${vm.id}`);
  expect(await killedAfter(since, 'POST', '/nodes/{node}/vzdump')).toMatchObject({ kind: 'retire', state: 'done' });
  expect((await simulator.state()).backups.filter(({ vmid }: any) => vmid === vm.vmid)).toHaveLength(1);
  expect(await guest()).toMatchObject({ running: null, config: { protection: 1, onboot: 0 } });
  expect((await operator.get(`/vms/${vm.id}`)).body).toMatchObject({ state: 'pending-delete', deletion: { finalBackup: 'done' } });
}, 240_000);

test('in the destruction: nothing is left but its backup', async () => {
  const since = await now();
  await stack.sql('update vigie.vms set destroy_at = now() where id = $1', [vm.id]);
  expect(await killedAfter(since, 'DELETE', path)).toMatchObject({ kind: 'destroy', state: 'done' });
  expect(await asked(since, 'DELETE', path)).toBe(1);
  const world = await simulator.state();
  expect(tenantObjects(world, { id: vm.orderId, tenant: 'acme' })).toMatchObject({
    guests: [], volumes: 0, vnets: { written: 0, running: 0 }, subnets: { written: 0, running: 0 }, addresses: 0,
  });
  expect(world.backups.filter(({ vmid }: any) => vmid === vm.vmid)).toHaveLength(1);
  expect((await operator.get('/vms')).body.items).toEqual([]);
}, 300_000);
