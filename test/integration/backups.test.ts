import { apiOf, type Api } from '../harness/api.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

let vigie: Vigie;
let editor: Api;
let admin: Api;
let globex: Api;
let vm: { id: string; vmid: number };

/** Orders a machine for Acme and waits until it is delivered. */
async function deliver(name: string): Promise<{ id: string; vmid: number }> {
  const order = await editor.post('/orders', { offer: 'standard', name });
  expect(order.status).toBe(201);
  expect((await admin.post(`/orders/${order.body.id}/approve`)).status).toBe(202);
  await until(`${name} to be delivered`, async () => ((await admin.get(`/orders/${order.body.id}`)).body.state === 'done' ? true : undefined));
  const { body } = await editor.get('/vms');
  return body.items.find((one: any) => one.name === name);
}

/** The run when it has ended, with the progress that was seen on the way. */
async function ended(id: string): Promise<{ run: any; seen: number[] }> {
  const seen: number[] = [];
  const run = await until(`backup ${id} to end`, async () => {
    const { status, body } = await admin.get(`/backup-runs/${id}`).catch(() => ({ status: 0, body: undefined }));
    if (status === 200 && body.progress !== null && body.state === 'running') seen.push(body.progress);
    return status === 200 && ['done', 'failed'].includes(body.state) ? body : undefined;
  });
  return { run, seen };
}

/** Sets Acme's policy: what it has, with some changes; null takes its own away. */
async function putPolicy(changes: Record<string, unknown> | null, tenant = 'acme'): Promise<number> {
  const { settings } = (await admin.get('/backup-policies')).body.items.find((one: any) => one.tenant === 'acme');
  return (await admin.put('/backup-policies', { tenant, settings: changes && { ...settings, ...changes } })).status;
}

const world = async () => simulatorOf(vigie.urls.simulator!).state();
/** How often vzdump was asked for, answered or not. */
const vzdumpCalls = async () =>
  (await simulatorOf(vigie.urls.simulator!).journal()).filter(({ method, template }) => method === 'POST' && template === '/nodes/{node}/vzdump').length;
const backupsIn = async (vmid: number) => (await world()).backups.filter((backup: any) => backup.vmid === vmid);

beforeAll(async () => {
  vigie = await startVigie();
  [editor, admin, globex] = ['acme-editor', 'admin', 'globex-editor'].map((login) => apiOf(vigie.urls.app!, login)) as [Api, Api, Api];
  vm = await deliver('web-01');
  // By the days of the default policy only the last backup of this test's day would stay.
  expect(await putPolicy({ keep: { last: 50 } })).toBe(200);
}, 240_000);

afterAll(async () => {
  await vigie?.stop();
  vigie?.remove();
}, 60_000);

test('a manual backup: progress, a canary inside the machine, a restore point; one at a time', async () => {
  const first = await editor.post(`/vms/${vm.id}/backups`);
  expect(first.status).toBe(202);
  const second = await editor.post(`/vms/${vm.id}/backups`);
  expect(second.body.id).toBe(first.body.id);

  const { run, seen } = await ended(first.body.id);
  expect(run).toMatchObject({ state: 'done', origin: 'manual', progress: 1, canary: true, consistent: true, vmName: 'web-01' });
  expect(run.error).toBeUndefined();
  expect(seen.some((progress) => progress > 0 && progress < 1)).toBe(true);

  const [backup] = await backupsIn(vm.vmid);
  const canary = JSON.parse(backup.contents.files['/var/lib/vigie/canary.json'].content);
  expect(canary).toMatchObject({ vm: vm.id, nonce: expect.any(String) });
  expect(backup.notes).toContain(run.id);

  const { body } = await editor.get(`/vms/${vm.id}/backups`);
  expect(body.items).toEqual([
    expect.objectContaining({ volume: run.volume, state: 'complete', origin: 'manual', storage: 'pbs', encrypted: false, protected: false }),
  ]);
  const protection = (await editor.get('/protection')).body.items;
  expect(protection).toEqual([expect.objectContaining({ vm: vm.id, withinRpo: true, proven: false, lastTest: null })]);
  expect(protection[0].points).toHaveLength(1);
});

test("another tenant sees neither runs, nor points, nor the policy, and starts nothing", async () => {
  const [run] = (await editor.get('/backup-runs')).body.items;
  const calls = [globex.get(`/backup-runs/${run.id}`), globex.get(`/vms/${vm.id}/backups`), globex.post(`/vms/${vm.id}/backups`)];
  expect((await Promise.all(calls)).map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([404, 'not-found']));
  expect((await globex.get('/backup-runs')).body.items).toEqual([]);
  expect((await globex.get(`/backup-runs?vm=${vm.id}&tenant=acme`)).body.items).toEqual([]);
  expect((await globex.get(`/protection?vm=${vm.id}`)).body.items).toEqual([]);
  expect((await globex.get('/backup-policies')).body.items.map(({ tenant }: any) => tenant)).toEqual(['globex']);
});

test('an answer of vzdump that gets lost makes one backup, not two', async () => {
  const before = (await backupsIn(vm.vmid)).length;
  await simulatorOf(vigie.urls.simulator!).fault({ method: 'POST', template: '/nodes/{node}/vzdump', kind: 'reset-after-write', times: 1 });
  const { body } = await admin.post(`/vms/${vm.id}/backups`);
  expect((await ended(body.id)).run).toMatchObject({ state: 'done', canary: true });
  expect(await backupsIn(vm.vmid)).toHaveLength(before + 1);
});

test('killed with -9 while vzdump runs: one backup, and its run ends well', async () => {
  const before = (await backupsIn(vm.vmid)).length;
  const calls = await vzdumpCalls();
  const { body } = await admin.post(`/vms/${vm.id}/backups`);
  await until('vzdump to run', async () => ((await backupsIn(vm.vmid)).some((backup: any) => !backup.complete) ? true : undefined));
  const killed = vigie.pid('provisioner');
  process.kill(killed, 'SIGKILL');
  await until('another provisioner', () => (vigie.pid('provisioner') !== killed ? true : undefined));
  expect((await ended(body.id)).run).toMatchObject({ state: 'done', canary: true, volume: expect.any(String) });
  expect(await backupsIn(vm.vmid)).toHaveLength(before + 1);
  expect(await vzdumpCalls()).toBe(calls + 1);
}, 120_000);

test('a backup that fails says why, to the operator also in the words of Proxmox, and the metrics say it', async () => {
  const exitstatus = 'could not activate storage pbs';
  await simulatorOf(vigie.urls.simulator!).fault({ method: 'POST', template: '/nodes/{node}/vzdump', kind: 'task-fails', exitstatus, times: 1 });
  const { body } = await editor.post(`/vms/${vm.id}/backups`);
  const { run } = await ended(body.id);
  expect(run).toMatchObject({ state: 'failed', error: { code: 'task-failed', technical: expect.stringContaining(exitstatus) } });
  expect((await editor.get(`/backup-runs/${body.id}`)).body.error).toEqual({ code: 'task-failed', params: {}, message: run.error.message });
  // One read of the database serves all scrapes of two seconds.
  await until('the metric of the failed backup', async () => {
    const metrics = await (await fetch(`${vigie.urls.provisioner}/metrics`)).text();
    return metrics.includes(`vigie_backup_last_run_success{cluster="demo",id="qemu/${vm.vmid}",tenant="acme"} 0`) || undefined;
  }, 20);
}, 120_000);

test('old backups that cannot be removed do not make a backup fail, and it says so', async () => {
  const template = '/nodes/{node}/storage/{storage}/prunebackups';
  await simulatorOf(vigie.urls.simulator!).fault({ method: 'DELETE', template, kind: 'refuse', status: 403, text: 'Permission check failed', times: 1 });
  const { body } = await admin.post(`/vms/${vm.id}/backups`);
  expect((await ended(body.id)).run).toMatchObject({ state: 'done', volume: expect.any(String), error: { code: 'backup-not-pruned' } });
});

test('while the backup server is away, backups are unreadable and not "none"', async () => {
  const pbs = (online: boolean) =>
    fetch(`${vigie.urls.simulator}/pbs`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ online }) });
  await pbs(false);
  try {
    const { status, body } = await editor.get(`/vms/${vm.id}/backups`);
    expect([status, body.code]).toEqual([503, 'proxmox-unreadable']);
    const unread = await until('the protection to be unknown', async () => {
      const [item] = (await editor.get(`/protection?vm=${vm.id}`)).body.items;
      return item.points === null ? item : undefined;
    });
    expect(unread).toMatchObject({ withinRpo: null, lastBackupAt: null });
  } finally {
    await pbs(true);
  }
  expect((await editor.get(`/vms/${vm.id}/backups`)).status).toBe(200);
});

test('the overview: the operator sees the clusters and all machines, a tenant its own', async () => {
  const [ours, acme, others] = (await Promise.all([admin, editor, globex].map((api) => api.get('/overview')))).map(({ body }) => body);
  expect(ours).toMatchObject({
    waiting: { ordersToApprove: 0, networksToChoose: 0, failedOrders: 0, runbookSteps: 0 },
    clusters: [{ name: 'demo', reachable: true, quorate: true, nodes: [{ name: 'pve1', online: true }, { name: 'pve2', online: true }] }],
  });
  expect(acme).toMatchObject({ clusters: null, readiness: null, vms: { running: 1 }, proof: { vms: 1, proven: 0, oldestProofAt: null } });
  expect(others).toMatchObject({ clusters: null, vms: { running: 0 }, proof: { vms: 0 } });
  // Alertmanager runs where it is installed.
  if (vigie.urls.alertmanager) for (const { alerts } of [ours, acme]) expect(alerts).toMatchObject({ critical: expect.any(Number), worst: expect.any(Array) });
});

test('a machine whose agent does not answer is backed up without a canary, and that shows', async () => {
  const mute = await deliver('mute-01');
  const control = `${vigie.urls.simulator}/guests/${mute.vmid}`;
  expect((await fetch(control, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ agent: false }) })).ok).toBe(true);
  const { body } = await admin.post(`/vms/${mute.id}/backups`);
  expect((await ended(body.id)).run).toMatchObject({ state: 'done', canary: false, consistent: false });
}, 120_000);

test('a policy whose time comes each minute makes a run by itself, and keeps what it says', async () => {
  expect(await putPolicy({ schedule: '0 0 30 2 *' })).toBe(400);
  expect(await putPolicy({}, 'nobody')).toBe(404);
  expect((await backupsIn(vm.vmid)).length).toBeGreaterThan(2);
  const planted = await fetch(`${vigie.urls.simulator}/backups`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ vmid: 9000 }),
  });
  expect(planted.ok).toBe(true);

  expect(await putPolicy({ schedule: '* * * * *', keep: { last: 2 } })).toBe(200);
  const run = await until('a scheduled backup', async () => {
    const { body } = await editor.get(`/backup-runs?vm=${vm.id}`);
    return body.items.find(({ origin, state }: any) => origin === 'schedule' && state === 'done');
  }, 120);
  expect(run).toMatchObject({ requestedBy: 'schedule', canary: true });
  expect(await putPolicy(null)).toBe(200);
  const left = await backupsIn(vm.vmid);
  expect(left).toHaveLength(2);
  expect(left.some(({ notes }: any) => notes.includes(run.id))).toBe(true);
  expect(await backupsIn(9000)).toHaveLength(1);
}, 240_000);
