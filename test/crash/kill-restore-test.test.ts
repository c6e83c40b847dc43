import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { tally } from '../harness/scenario-tally.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

/** Where the provisioner is killed: while Proxmox restores, after the machine was started, while it is removed. */
const killedAt = ['restore', 'agent', 'cleanup'];

const counts = tally();
let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
let operator: ReturnType<ProvisionerStack['api']>;
let vm: { id: string; vmid: number };

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    Object.assign(config.resilience, { agentTimeoutSeconds: 60, steadySeconds: 1 });
    config.resilience.policy.restoreTest = { schedule: '0 0 1 1 *', windowDays: 30 };
  }, 'realistic');
  simulator = simulatorOf(stack.control);
  operator = stack.api('operator');
  const acme = stack.api('acme');
  const order = await acme.post('/orders', { offer: 'standard', name: 'web-01' });
  await operator.post(`/orders/${order.body.id}/approve`);
  await until('the machine', async () => ((await operator.get(`/orders/${order.body.id}`)).body.state === 'done' ? true : undefined), 120);
  [vm] = (await acme.get('/vms')).body.items;
  const backup = await operator.post(`/vms/${vm.id}/backups`);
  await until('its backup', async () => ((await operator.get(`/backup-runs/${backup.body.id}`)).body.state === 'done' ? true : undefined));
}, 240_000);

afterAll(async () => {
  counts.print();
  await stack?.stop();
}, 60_000);

test.each(killedAt)('killed with -9 in %s: the test goes on, passes, and leaves nothing', async (phase) => {
  const before = await simulator.state();
  const since = (await simulator.journal()).at(-1)?.seq ?? 0;
  const { body } = await operator.post('/restore-tests', { vm: vm.id });
  await until(`the phase ${phase}`, async () => {
    const { body: seen } = await operator.get(`/restore-tests/${body.id}`);
    return seen.phases.find((one: any) => one.name === phase)?.state === 'running' ? true : undefined;
  });
  await stack.killProvisioner();
  counts.add('restore test, real daemon', 'its process killed with -9');
  const test = await until('the test to end', async () => {
    const seen = await operator.get(`/restore-tests/${body.id}`).catch(() => null);
    return seen?.status === 200 && seen.body.state === 'done' ? seen.body : undefined;
  }, 120);

  expect({ verdict: test.verdict, reason: test.reason, leftovers: test.leftovers }).toEqual({ verdict: 'passed', reason: undefined, leftovers: [] });
  expect(test.evidence.sha256).toMatch(/^[0-9a-f]{64}$/);
  const after = await simulator.state();
  expect(after.guests[vm.vmid].config).toEqual(before.guests[vm.vmid].config);
  expect(Object.keys(after.guests).sort()).toEqual(Object.keys(before.guests).sort());
  expect(Object.keys(after.volumes).sort()).toEqual(Object.keys(before.volumes).sort());
  expect(after.pools['vigie-lab'].vms).toEqual([]);
  const calls = (await simulator.journal()).filter(({ seq }) => seq > since);
  expect(calls.filter(({ method, template }) => method === 'POST' && template === '/nodes/{node}/qemu')).toHaveLength(1);
}, 240_000);
