import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { tenantObjects } from '../harness/tenant-objects.ts';
import { until } from '../harness/until.ts';

interface Machine {
  id: string;
  vmid: number;
  orderId: string;
  node: string;
}

let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
let operator: ReturnType<ProvisionerStack['api']>;
let acme: ReturnType<ProvisionerStack['api']>;
let globex: ReturnType<ProvisionerStack['api']>;
let first: Machine;
let second: Machine;

async function deliver(name: string): Promise<Machine> {
  const order = await acme.post('/orders', { offer: 'standard', name });
  expect([order.status, order.body.detail]).toEqual([201, undefined]);
  await operator.post(`/orders/${order.body.id}/approve`);
  await until(`${name} to be delivered`, async () => ((await acme.get(`/orders/${order.body.id}`)).body.state === 'done' ? true : undefined), 120);
  return (await acme.get('/vms')).body.items.find((vm: any) => vm.name === name);
}

const guest = async ({ vmid }: Machine) => (await simulator.state()).guests[vmid];
const shown = async ({ id }: Machine) => (await acme.get(`/vms/${id}`)).body;

/** The operation once it has ended. */
async function ended(answer: { status: number; body: any }): Promise<any> {
  expect(answer).toMatchObject({ status: 202, body: { id: expect.any(String) } });
  return until(`${answer.body.kind} to end`, async () => {
    const { status, body } = await operator.get(`/vm-operations/${answer.body.id}`);
    return status === 200 && ['done', 'failed'].includes(body.state) ? body : undefined;
  });
}
const act = async ({ id }: Machine, action: string) => ended(await acme.post(`/vms/${id}/actions`, { action }));
const settled = (vm: Machine) => until('the machine to be left alone', async () => ((await shown(vm)).operation === undefined ? true : undefined), 120);
const put = (vm: Machine, params: Record<string, unknown>) =>
  stack.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node: vm.node, vmid: vm.vmid }, params);

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    config.provisioner.shutdownSeconds = 5;
    config.tenants[0].quota = { vms: 3, cores: 8, memoryGiB: 64, diskGiB: 200 };
  });
  simulator = simulatorOf(stack.control);
  [operator, acme, globex] = [stack.api('operator'), stack.api('acme'), stack.api('globex')];
  first = await deliver('web-01');
  second = await deliver('web-02');
}, 240_000);

afterAll(() => stack?.stop(), 60_000);

test('for another tenant the machine is not there', async () => {
  const { body: mine } = await acme.post(`/vms/${first.id}/actions`, { action: 'start' });
  const asked = await Promise.all([
    globex.post(`/vms/${first.id}/actions`, { action: 'stop' }), globex.get(`/vms/${first.id}/console`), globex.get(`/vms/${first.id}/snapshots`),
    globex.post(`/vms/${first.id}/snapshots`, { name: 'theirs' }), globex.post(`/vms/${first.id}/snapshots/theirs/rollback`),
    globex.delete(`/vms/${first.id}/snapshots/theirs`), globex.delete(`/vms/${first.id}`), globex.post(`/vms/${first.id}/recall`),
    globex.get(`/vm-operations/${mine.id}`),
  ]);
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404));
  expect((await globex.get(`/vm-operations?vm=${first.id}`)).body.items).toEqual([]);
  await settled(first);
}, 60_000);

test('power: each twice, and what a stopped machine cannot do', async () => {
  expect(await act(first, 'shutdown')).toMatchObject({ state: 'done', kind: 'shutdown', requestedBy: 'acme-editor', needsRestart: false });
  expect((await guest(first)).running).toBeNull();
  expect(await act(first, 'shutdown')).toMatchObject({ state: 'done' });
  expect(await acme.post(`/vms/${first.id}/actions`, { action: 'reboot' })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  expect(await acme.get(`/vms/${first.id}/console`)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });

  const both = await Promise.all([1, 2].map(() => acme.post(`/vms/${first.id}/actions`, { action: 'start' })));
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
  expect(await ended(both[0]!)).toMatchObject({ state: 'done' });
  const { pid } = (await guest(first)).running;
  expect(await act(first, 'start')).toMatchObject({ state: 'done' });
  expect((await guest(first)).running.pid).toBe(pid);

  expect(await act(first, 'reboot')).toMatchObject({ state: 'done' });
  const rebooted = (await guest(first)).running.pid;
  expect(rebooted).not.toBe(pid);
  expect(await act(first, 'reset')).toMatchObject({ state: 'done' });
  expect((await guest(first)).running.pid).not.toBe(rebooted);
  const { body } = await acme.get(`/vms/${first.id}/console`);
  expect(body).toEqual({ url: expect.stringMatching(`^https://.*/\\?console=kvm&novnc=1&vmid=${first.vmid}&vmname=web-01&node=${first.node}&resize=off$`), account: 'acme@pve' });
}, 120_000);

test('a guest that does not shut down: it is said, and stop does it', async () => {
  await simulator.control(`/guests/${first.vmid}`, { agent: false, acpi: false });
  expect(await act(first, 'shutdown')).toMatchObject({ state: 'failed', error: { code: 'vm-keeps-running', params: { seconds: 5 } } });
  expect((await guest(first)).running).not.toBeNull();
  expect(await act(first, 'stop')).toMatchObject({ state: 'done' });
  expect((await guest(first)).running).toBeNull();
  await simulator.control(`/guests/${first.vmid}`, { agent: true, acpi: true });
  expect(await act(first, 'start')).toMatchObject({ state: 'done' });
}, 120_000);

test('other sizes: of its offer, within the quota, and a disk never shrinks', async () => {
  const resize = (options: Record<string, string>) => operator.post(`/vms/${first.id}/resize`, { options });
  expect((await acme.post(`/vms/${first.id}/resize`, { options: { cores: '4' } })).status).toBe(403);
  expect(await resize({})).toMatchObject({ status: 400 });
  expect(await resize({ cores: '5' })).toMatchObject({ status: 422, body: { code: 'unknown-option', errors: [{ path: 'options.cores' }] } });

  expect(await ended(await resize({ cores: '4', disk: '50' }))).toMatchObject({
    state: 'done', needsRestart: true, detail: { cores: 4, diskGiB: 50 }, requestedBy: 'admin',
  });
  expect((await guest(first)).config).toMatchObject({ cores: 2, scsi0: expect.stringContaining('size=50G') });
  expect((await guest(first)).pending).toEqual({ cores: 4 });
  expect(await shown(first)).toMatchObject({ cores: 4, memoryGiB: 4, diskGiB: 50 });
  expect(await resize({ disk: '20' })).toMatchObject({ status: 409, body: { code: 'wrong-state', detail: expect.stringContaining('cannot shrink') } });

  await act(first, 'stop');
  expect(await ended(await resize({ cores: '4', memory: '8' }))).toMatchObject({ state: 'done', needsRestart: false });
  expect((await guest(first)).config).toMatchObject({ cores: 4, memory: '8192' });
  await act(first, 'start');

  // 4 + 2 of 8 cores are used, 50 + 20 of 200 GiB.
  expect(await ended(await operator.post(`/vms/${second.id}/resize`, { options: { disk: '100' } }))).toMatchObject({ state: 'done' });
  expect(await resize({ disk: '100' })).toMatchObject({ status: 202 });
  await settled(first);
  expect((await acme.post('/orders', { offer: 'standard', name: 'web-03' })).body).toMatchObject({ code: 'quota-exceeded' });
  const [entry] = await stack.sql("select detail from vigie.audit where act = 'vm-operation.requested' and detail->>'kind' = 'resize' order by sequence limit 1", []);
  expect(entry!.detail).toMatchObject({ before: { cores: 2, memoryGiB: 4, diskGiB: 20 }, cores: 4, diskGiB: 50 });
}, 120_000);

test('snapshots: taken, listed, gone back to with what was on the disk, removed', async () => {
  const snapshots = async () => (await acme.get(`/vms/${first.id}/snapshots`)).body.items;
  const write = (content: string) => simulator.control(`/guests/${first.vmid}`, { files: { '/etc/motd': content } });
  await write('before');
  expect(await snapshots()).toEqual([]);
  expect(await ended(await acme.post(`/vms/${first.id}/snapshots`, { name: 'before-upgrade', description: 'All well' }))).toMatchObject({
    state: 'done', detail: { snapshot: 'before-upgrade' },
  });
  expect(await snapshots()).toEqual([
    { name: 'before-upgrade', description: 'All well', takenAt: expect.any(String), parent: null, memory: false, current: true },
  ]);
  expect(await acme.post(`/vms/${first.id}/snapshots`, { name: 'before-upgrade' })).toMatchObject({ status: 409, body: { code: 'name-taken' } });
  expect((await acme.post(`/vms/${first.id}/snapshots/never/rollback`)).status).toBe(404);

  await write('after');
  const { pid } = (await guest(first)).running;
  expect(await ended(await acme.post(`/vms/${first.id}/snapshots/before-upgrade/rollback`))).toMatchObject({ state: 'done' });
  const back = await guest(first);
  expect(back.contents.files['/etc/motd'].content).toBe('before');
  expect(back.running.pid).not.toBe(pid);

  expect(await ended(await acme.delete(`/vms/${first.id}/snapshots/before-upgrade`))).toMatchObject({ state: 'done' });
  expect(await snapshots()).toEqual([]);
  expect((await acme.delete(`/vms/${first.id}/snapshots/before-upgrade`)).status).toBe(404);
}, 120_000);

test('a machine that is not ours any more is left alone', async () => {
  const { description } = (await guest(first)).config;
  await put(first, { description: 'somebody else put it here' });
  const before = await guest(first);
  expect(await act(first, 'stop')).toMatchObject({ state: 'failed', error: { code: 'vm-foreign' } });
  expect(await ended(await operator.post(`/vms/${first.id}/resize`, { options: { cores: '1' } }))).toMatchObject({ state: 'failed' });
  expect((await acme.get(`/vms/${first.id}/snapshots`)).body.code).toBe('proxmox-unreadable');
  expect((await acme.delete(`/vms/${first.id}`)).status).toBe(202);
  await settled(first);
  expect((await shown(first)).deletion).toBeUndefined();
  // Not even when it was retired and its time has come.
  await stack.sql("update vigie.vms set retired_at = now(), destroy_at = now(), deletion_requested_at = now(), deletion_requested_by = 'x' where id = $1", [first.id]);
  await until('its destruction to be refused', async () => {
    const { items } = (await acme.get(`/vm-operations?vm=${first.id}`)).body;
    return items[0].kind === 'destroy' && items[0].state === 'failed' ? items[0].error.code : undefined;
  }, 90).then((code) => expect(code).toBe('vm-foreign'));
  expect(await guest(first)).toEqual(before);
  await stack.sql('update vigie.vms set retired_at = null, destroy_at = null, deletion_requested_at = null where id = $1', [first.id]);
  // It would be tried again in an hour.
  await stack.sql("update vigie.vm_operations set ended_at = ended_at - interval '2 hours' where vm_id = $1 and kind = 'destroy'", [first.id]);
  await put(first, { description });
}, 180_000);

test('a deletion: stopped, backed up, marked; taken back; and then for good', async () => {
  const before = await guest(second);
  const removed = await acme.delete(`/vms/${second.id}`);
  expect(removed).toMatchObject({ status: 202, body: { operation: { kind: 'retire' }, deletion: { requestedBy: 'acme-editor', finalBackup: 'pending' } } });
  expect((await acme.delete(`/vms/${second.id}`)).body.operation?.id ?? removed.body.operation.id).toBe(removed.body.operation.id);
  await settled(second);
  const retired = await shown(second);
  expect(retired).toMatchObject({ state: 'pending-delete', deletion: { finalBackup: 'done' } });
  expect(Date.parse(retired.deletion.destroyAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  expect(await guest(second)).toMatchObject({ running: null, config: { onboot: 0, protection: 1, tags: expect.stringContaining('vigie-pending-delete') } });
  const [backup] = (await simulator.state()).backups.filter(({ vmid }: any) => vmid === second.vmid);
  expect(backup.config).toMatchObject({ onboot: 1 });

  expect(await acme.post(`/vms/${second.id}/actions`, { action: 'start' })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  expect((await acme.get('/protection')).body.items.map(({ vm }: any) => vm)).toEqual([first.id]);
  expect((await acme.post('/orders', { offer: 'standard', name: 'web-02' })).status).not.toBe(201);

  expect((await acme.post(`/vms/${second.id}/recall`)).body).toMatchObject({ operation: { kind: 'recall' } });
  await settled(second);
  expect((await shown(second)).deletion).toBeUndefined();
  const recalled = await guest(second);
  expect(recalled.running).not.toBeNull();
  expect(recalled.config).toEqual({ ...before.config, protection: 0 });
  expect((await acme.post(`/vms/${second.id}/recall`)).status).toBe(409);

  await acme.delete(`/vms/${second.id}`);
  await settled(second);
  await destroyed(second);
  const world = await simulator.state();
  expect(Object.values<any>(world.volumes).filter(({ vmid, content }) => vmid === second.vmid && content === 'images')).toEqual([]);
  // By the policy, of one day the last one stays.
  expect(world.backups.filter(({ vmid }: any) => vmid === second.vmid)).toHaveLength(1);
  const objects = tenantObjects(world, { id: second.orderId, tenant: 'acme' });
  expect(objects).toMatchObject({ vnets: { written: 1, running: 1 }, addresses: 1 });
  expect(objects.guests).toHaveLength(1);
  expect((await acme.get(`/orders/${second.orderId}`)).body).toMatchObject({ state: 'done', vms: [] });
  const again = await acme.post('/orders', { offer: 'standard', name: 'web-02' });
  expect(again.status).toBe(201);
  await acme.post(`/orders/${again.body.id}/cancel`);
}, 300_000);

test('one that somebody deleted in Proxmox: as long as a node is away it may be there; then what is left of it is taken back', async () => {
  const lost = await deliver('web-04');
  const path = { node: lost.node, vmid: lost.vmid };
  await ended(await acme.post(`/vms/${lost.id}/actions`, { action: 'stop' }));
  await stack.call('DELETE', '/nodes/{node}/qemu/{vmid}', path);
  await until('it to be gone in Proxmox', async () => ((await guest(lost)) ? undefined : true));
  const other = lost.node === 'pve1' ? 'pve2' : 'pve1';
  await simulator.control(`/nodes/${other}`, { online: false });
  expect((await acme.delete(`/vms/${lost.id}`)).status).toBe(202);
  const operation = async () => (await operator.get(`/vm-operations?vm=${lost.id}`)).body.items[0];
  const doubt = await until('its absence to be doubted', async () => (({ kind, state, error }) => (kind === 'retire' && error ? { state, error } : undefined))(await operation()));
  expect(doubt).toMatchObject({ state: 'running', error: { code: 'vm-absence-unproven', params: { node: other } } });
  await simulator.control(`/nodes/${other}`, { online: true });
  await until('the machine to be gone', async () => ((await acme.get(`/vms/${lost.id}`)).status === 404 ? true : undefined), 150);
  await until('its destruction to end', async () => ((await operation()).state === 'done' ? true : undefined));
  expect(await operation()).toMatchObject({ kind: 'destroy' });
  // The network stays, with the address of the others.
  const others = Object.values<any>((await simulator.state()).guests).filter(({ vmid }) => [first.vmid, second.vmid].includes(vmid));
  const objects = tenantObjects(await simulator.state(), { id: lost.orderId, tenant: 'acme' });
  expect(objects).toMatchObject({ vnets: { written: 1, running: 1 }, addresses: others.length });
  const [left] = await stack.sql('select count(*)::int as count from vigie.addresses where vm_id = $1', [lost.id]);
  expect(left).toEqual({ count: 0 });
  const [told] = await stack.sql("select actor, detail from vigie.audit where act = 'vm.found-absent' and object = $1", [lost.id]);
  expect(told).toMatchObject({ actor: 'acme-editor', detail: { vmid: lost.vmid } });
}, 300_000);

test('while a recovery works on a machine, nothing else is done with it', async () => {
  const begin = (id: string, mode: string, value: string) =>
    stack.sql(
      `insert into vigie.runbook_executions (id, runbook, plan, mode, reason, parameters, started_by)
       values ($1, 'vm-lost', '{}', $2, 'test', jsonb_build_array(jsonb_build_object('name', 'vm', 'value', $3::text)), 'admin')`,
      [id, mode, value],
    );
  const end = (id: string) => stack.sql("update vigie.runbook_executions set ended_at = now(), state = 'aborted' where id = $1", [id]);
  for (const [id, value] of [['exe_1', first.id], ['exe_2', `demo/${first.node}`]] as const) {
    await begin(id, 'real', value);
    expect(await acme.post(`/vms/${first.id}/actions`, { action: 'start' })).toMatchObject({
      status: 409, body: { code: 'wrong-state', detail: expect.stringContaining('recovery of web-01') },
    });
    await end(id);
  }
  await begin('exe_3', 'rehearsal', first.id);
  expect(await act(first, 'start')).toMatchObject({ state: 'done' });
  await end('exe_3');
}, 60_000);

test('with the last machine of a network goes the network, also when another order made it', async () => {
  await stack.sql('update vigie.networks set order_id = $2 where order_id = $1', [first.orderId, second.orderId]);
  await acme.delete(`/vms/${first.id}`);
  await settled(first);
  await destroyed(first);
  const objects = tenantObjects(await simulator.state(), { id: first.orderId, tenant: 'acme' });
  expect(objects).toMatchObject({ guests: [], volumes: 0, vnets: { written: 0, running: 0 }, subnets: { written: 0, running: 0 }, addresses: 0 });
  expect((await acme.get('/networks')).body.items).toEqual([]);
  expect((await acme.get('/vms')).body.items).toEqual([]);
}, 240_000);

/** Lets the days of grace be over and waits for what begins then. */
async function destroyed(vm: Machine): Promise<void> {
  await stack.sql('update vigie.vms set destroy_at = now() where id = $1', [vm.id]);
  await until('the machine to be gone', async () => ((await acme.get(`/vms/${vm.id}`)).status === 404 ? true : undefined), 120);
  await until('its destruction to end', async () => {
    const { items } = (await acme.get(`/vm-operations?vm=${vm.id}`)).body;
    return items[0].state === 'done' ? true : undefined;
  });
  expect((await guest(vm)) ?? null).toBeNull();
}
