import { createPublicKey, verify } from 'node:crypto';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
let operator: ReturnType<ProvisionerStack['api']>;
let acme: ReturnType<ProvisionerStack['api']>;
let vm: { id: string; vmid: number };
let other: { id: string; vmid: number };

const hour = 3600;
const canaryFile = '/var/lib/vigie/canary.json';

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    Object.assign(config.resilience, { agentTimeoutSeconds: 4, steadySeconds: 1 });
    Object.assign(config.resilience.policy, { keep: { last: 50 }, restoreTest: { schedule: '0 0 1 1 *', windowDays: 30 } });
  });
  simulator = simulatorOf(stack.control);
  [operator, acme] = [stack.api('operator'), stack.api('acme')];
  [vm, other] = [await deliver('web-01'), await deliver('db-01')];
}, 240_000);

afterAll(() => stack?.stop(), 60_000);

async function deliver(name: string): Promise<{ id: string; vmid: number }> {
  const order = await acme.post('/orders', { offer: 'standard', name });
  expect(order.status).toBe(201);
  expect((await operator.post(`/orders/${order.body.id}/approve`)).status).toBe(202);
  await until(`${name} to be delivered`, async () => ((await operator.get(`/orders/${order.body.id}`)).body.state === 'done' ? true : undefined));
  return (await acme.get('/vms')).body.items.find((one: any) => one.name === name);
}

/** Backups are told apart by their second. */
async function untilNewSecond(): Promise<void> {
  const times = (await simulator.state()).backups.map(({ time }: any) => time);
  await until('a second without a backup', () => (Date.now() / 1000 >= Math.max(0, ...times) + 1 ? true : undefined));
}

/** A backup that Vigie makes now, damaged afterwards as the control endpoint can. */
async function backUp(damage: Record<string, unknown> = {}): Promise<string> {
  await untilNewSecond();
  const { body } = await operator.post(`/vms/${vm.id}/backups`);
  const run = await until('the backup to end', async () => {
    const { body: seen } = await operator.get(`/backup-runs/${body.id}`);
    return ['done', 'failed'].includes(seen.state) ? seen : undefined;
  });
  expect(run).toMatchObject({ state: 'done', canary: true });
  const time = Date.parse(/[^/]+$/.exec(run.volume)![0]) / 1000;
  if (Object.keys(damage).length > 0) await simulator.control('/backups', { vmid: vm.vmid, time, ...damage });
  return run.volume;
}

/** A backup of the machine that somebody else made. */
async function plant(facts: Record<string, unknown>): Promise<void> {
  await untilNewSecond();
  await simulator.control('/backups', { vmid: vm.vmid, ...facts });
}

/** Runs a test to its end and makes sure of what holds whatever its verdict: nothing is left, and the machine itself was never touched. */
async function restoreTest(request: Record<string, unknown> = {}, during: (id: string) => Promise<unknown> = () => Promise.resolve()) {
  const before = await simulator.state();
  const since = (await simulator.journal()).at(-1)?.seq ?? 0;
  const created = await operator.post('/restore-tests', { vm: vm.id, ...request });
  expect(created).toMatchObject({ status: 202 });
  await during(created.body.id);
  const test = await until('the test to end', async () => {
    const { body } = await operator.get(`/restore-tests/${created.body.id}`);
    return ['done', 'cancelled'].includes(body.state) ? body : undefined;
  }, 120);
  const calls = (await simulator.journal()).filter(({ seq }) => seq > since);
  const after = await simulator.state();

  const writes = calls.filter(({ method }) => method !== 'GET');
  const touching = writes.filter(
    ({ path, params }) => new RegExp(`/(qemu|vms)/${vm.vmid}(/|$)`).test(path) || [params.vmid, params.vms, params.newid].map(String).includes(String(vm.vmid)),
  );
  const repairs = touching.filter(({ template }) => template === '/cluster/sdn/vnets/{vnet}/ips');
  expect(touching.filter((call) => !repairs.includes(call))).toEqual([]);
  expect(writes.filter(({ params }) => ['force', 'unique', 'start', 'live-restore'].some((name) => name in params))).toEqual([]);
  expect(after.guests[vm.vmid]).toEqual(before.guests[vm.vmid]);
  expect(Object.keys(after.guests).sort()).toEqual(Object.keys(before.guests).sort());
  expect(Object.keys(after.volumes).sort()).toEqual(Object.keys(before.volumes).sort());
  expect(byAddress(after.sdn.ipam)).toEqual(byAddress(before.sdn.ipam));
  expect(after.pools['vigie-lab']?.vms ?? []).toEqual([]);
  expect(test.leftovers).toEqual([]);
  const phase = (name: string) => test.phases.find((one: any) => one.name === name);
  expect([phase('cleanup').state, phase('evidence').state]).toEqual(['passed', 'passed']);
  const restores = writes.filter(({ template }) => template === '/nodes/{node}/qemu');
  // Every test got the first VMID of the lab: the one before has given it back.
  expect(restores.map(({ params }) => params.vmid)).toEqual(restores.map(() => '30000'));
  return { test, phase, writes, repairs, restores };
}

const byAddress = (entries: { ip: string }[]) => [...entries].sort((a, b) => a.ip.localeCompare(b.ip));
const starts = (writes: { template: string }[]) => writes.filter(({ template }) => template.endsWith('/status/start'));

/** The test failed in this phase for this reason; what came after was not done and does not count. */
function expectFailure({ test, phase }: Awaited<ReturnType<typeof restoreTest>>, name: string, code: string): void {
  expect({ state: test.state, verdict: test.verdict, code: test.reason?.code }).toEqual({ state: 'done', verdict: 'failed', code });
  expect(phase(name)).toMatchObject({ state: 'failed', reason: { code } });
  const deciding = test.phases.slice(0, -2).map((one: any) => one.name);
  for (const later of deciding.slice(deciding.indexOf(name) + 1)) {
    expect(phase(later)).toMatchObject({ state: 'skipped', reason: { code: 'earlier-phase-failed', params: { phase: name } } });
  }
  expect(test.checks.some((check: any) => check.phase === name && !check.passed)).toBe(true);
}

test('missing: no backup', async () => {
  expectFailure(await restoreTest(), 'select', 'backup-missing');
});

test('missing: only one that was broken off', async () => {
  await plant({ incomplete: true, ageSeconds: 48 * hour });
  expectFailure(await restoreTest(), 'select', 'backup-missing');
});

test('too old: nothing is restored', async () => {
  await plant({ ageSeconds: 30 * hour });
  const result = await restoreTest();
  expectFailure(result, 'select', 'backup-too-old');
  expect(result.test.rpaSeconds).toBeGreaterThan(26 * hour);
  expect(result.restores).toEqual([]);
});

test('a good backup passes every phase, with signed evidence', async () => {
  const volume = await backUp();
  const { test, restores, writes } = await restoreTest();
  expect({ verdict: test.verdict, reason: test.reason }).toEqual({ verdict: 'passed', reason: undefined });
  expect(test.phases.map((one: any) => one.state)).toEqual(test.phases.map(() => 'passed'));
  expect(test.backup.volume).toBe(volume);
  expect(test.rtaSeconds).toBeGreaterThan(0);
  expect(test.rtaSeconds).toBeLessThan(60);
  const names = new Set(test.checks.map(({ name }: any) => name));
  expect([...names].sort()).toEqual(
    [
      'agent-answers', 'backup-age', 'backup-complete', 'backup-readable', 'canary', 'cards-in-lab', 'file-systems', 'host-name',
      'lab-without-uplink', 'machine-id', 'no-host-devices', 'no-leftovers', 'no-start-at-boot', 'port', 'restored', 'room-for-restore', 'rpo', 'rto', 'runs',
    ],
  );
  const original = (await simulator.state()).guests[vm.vmid].config;
  const mac = /virtio=([0-9A-F:]+)/i.exec(original.net0)![1];
  expect(restores).toHaveLength(1);
  expect(restores[0]!.params).toMatchObject({ archive: volume, pool: 'vigie-lab', onboot: '0', tags: 'vigie-lab' });
  expect(restores[0]!.params.net0).toContain(`virtio=${mac},bridge=viglab0`);
  expect(starts(writes)).toHaveLength(1);

  const evidence = await operator.get(`/restore-tests/${test.id}/evidence`);
  expect(evidence.status).toBe(200);
  const { canonical, signature, publicKey, sha256, html } = evidence.body;
  expect(verify(null, Buffer.from(canonical), createPublicKey(publicKey), Buffer.from(signature, 'base64'))).toBe(true);
  expect(test.evidence.sha256).toBe(sha256);
  expect(JSON.parse(canonical)).toMatchObject({ verdict: 'passed', leftovers: [], backup: { volume } });
  expect(html).toContain('web-01');
}, 60_000);

test('another tenant sees nothing of it; the own one sees no text of Proxmox', async () => {
  await backUp({ corrupt: true });
  const { test } = await restoreTest();
  const globex = stack.api('globex');
  expect((await globex.get(`/restore-tests/${test.id}`)).status).toBe(404);
  expect((await globex.get(`/restore-tests/${test.id}/evidence`)).status).toBe(404);
  expect((await globex.get('/restore-tests?tenant=acme')).body.items).toEqual([]);
  const own = await acme.get(`/restore-tests/${test.id}`);
  expect(own.body.reason.code).toBe('restore-failed');
  expect(test.reason.technical).toContain('pbs-restore');
  expect(JSON.stringify(own.body)).not.toContain('pbs-restore');
  expect((await acme.post('/restore-tests', { vm: vm.id })).status).toBe(403);
}, 60_000);

test('corrupt', async () => {
  await backUp({ corrupt: true });
  expectFailure(await restoreTest(), 'restore', 'restore-failed');
}, 60_000);

test('verified as damaged: nothing is restored', async () => {
  await backUp({ verification: 'failed' });
  const result = await restoreTest();
  expectFailure(result, 'select', 'backup-verify-failed');
  expect(result.restores).toEqual([]);
}, 60_000);

test('encrypted with a key that nobody has', async () => {
  await backUp({ encrypted: true });
  const result = await restoreTest();
  expectFailure(result, 'preflight', 'backup-key-missing');
  expect(result.test.reason.params.key).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2})+$/);
  expect(result.restores).toEqual([]);
}, 60_000);

test('another machine under the same VMID', async () => {
  await plant({ of: other.vmid });
  expectFailure(await restoreTest(), 'identity', 'wrong-host-name');
}, 60_000);

test('the same name, another machine', async () => {
  await backUp({ contents: { machineId: '0123456789abcdef0123456789abcdef' } });
  expectFailure(await restoreTest(), 'identity', 'wrong-machine-id');
}, 60_000);

test('a stale canary in a backup of somebody else', async () => {
  const at = new Date(Date.now() - 72 * hour * 1000).toISOString();
  await plant({ contents: { files: { [canaryFile]: JSON.stringify({ vm: vm.id, at, nonce: 'old' }) } } });
  expectFailure(await restoreTest(), 'data', 'canary-stale');
}, 60_000);

test('a canary of another time in a backup of ours, and none at all', async () => {
  await backUp({ contents: { files: { [canaryFile]: JSON.stringify({ vm: vm.id, at: new Date(Date.now() - hour * 1000).toISOString(), nonce: 'x' }) } } });
  expectFailure(await restoreTest(), 'data', 'canary-differs');
  await backUp({ contents: { files: { [canaryFile]: null } } });
  expectFailure(await restoreTest(), 'data', 'canary-missing');
}, 60_000);

test('a file system that its fstab wants is not there', async () => {
  await backUp({ contents: { files: { '/etc/fstab': 'UUID=1 / ext4 defaults 0 1\nUUID=2 /srv/data xfs defaults 0 2\n' }, mounts: [] } });
  expectFailure(await restoreTest(), 'data', 'file-system-missing');
}, 60_000);

test('a service that does not come up', async () => {
  await backUp({ contents: { services: [{ name: 'ssh', port: 22, active: false }] } });
  const result = await restoreTest();
  expectFailure(result, 'service', 'port-closed');
  expect(result.test.reason.params.port).toBe(22);
}, 90_000);

test('a guest agent that stays silent', async () => {
  await backUp({ contents: { agent: false } });
  expectFailure(await restoreTest(), 'agent', 'restored-agent-silent');
}, 90_000);

test('stopped by a person while it waits: no verdict, nothing left', async () => {
  await backUp({ contents: { agent: false } });
  const { test, phase } = await restoreTest({}, async (id) => {
    await until('the agent to be waited for', async () => {
      const { body } = await operator.get(`/restore-tests/${id}`);
      return body.phases.find(({ name }: any) => name === 'agent').state === 'running' ? true : undefined;
    });
    expect((await acme.post(`/restore-tests/${id}/cancel`)).status).toBe(403);
    expect((await operator.post(`/restore-tests/${id}/cancel`)).status).toBe(202);
  });
  expect(test).toMatchObject({ state: 'cancelled', verdict: null, reason: { code: 'test-cancelled', params: { login: 'admin' } } });
  expect([phase('agent').state, phase('objectives').state]).toEqual(['skipped', 'skipped']);
}, 60_000);

test("a card that stays on the tenant's network: never started, and the machine keeps its address", async () => {
  await backUp();
  await simulator.fault({ method: 'POST', template: '/nodes/{node}/qemu', kind: 'ignores', parameters: ['net0'], times: 1 });
  const result = await restoreTest();
  expectFailure(result, 'inspect', 'card-outside-lab');
  expect(result.test.reason.params).toMatchObject({ card: 'net0', bridge: expect.not.stringMatching('viglab0') });
  expect(starts(result.writes)).toEqual([]);
  // Proxmox frees an address by the MAC of the guest that is destroyed: it was put back, for its VMID.
  expect(result.repairs.map(({ method, params }) => [method, params.vmid])).toEqual([['PUT', String(vm.vmid)]]);
}, 60_000);

test('the backup that was asked for, not the newest; an old one is restored, and proves nothing', async () => {
  const volume = await backUp();
  await backUp({ corrupt: true });
  expect((await restoreTest({ volume })).test).toMatchObject({ verdict: 'passed', backup: { volume } });
  const old = (await simulator.state()).backups.find(({ time, complete }: any) => complete && Date.now() / 1000 - time > 26 * hour);
  const asked = await restoreTest({ volume: `pbs:backup/vm/${vm.vmid}/${new Date(old.time * 1000).toISOString().slice(0, 19)}Z` });
  expect(asked.restores).toHaveLength(1);
  expect(asked.test.verdict).not.toBe('passed');
  await backUp();
}, 60_000);

test('the answer to the restore gets lost: one restore, and it passes', async () => {
  await simulator.fault({ method: 'POST', template: '/nodes/{node}/qemu', kind: 'reset-after-write', times: 1 });
  const { test, restores } = await restoreTest();
  expect(test.verdict).toBe('passed');
  expect(restores).toHaveLength(1);
}, 90_000);

test('what our own token may not read says nothing of the backup: inconclusive, and never a proof', async () => {
  await simulator.fault({ method: 'GET', template: '/nodes/{node}/vzdump/extractconfig', kind: 'refuse', status: 403, text: 'Permission check failed (/storage/pbs, Datastore.AllocateSpace)', times: 1 });
  const { test } = await restoreTest();
  expect(test).toMatchObject({ state: 'done', verdict: 'inconclusive', reason: { code: 'privilege-missing' } });
  const [protection] = (await operator.get(`/protection?vm=${vm.id}`)).body.items;
  expect(protection.lastTest).toMatchObject({ id: test.id, verdict: 'inconclusive' });
  expect(protection.lastPassedAt < test.endedAt).toBe(true);
}, 60_000);
