import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let stack: ProvisionerStack;

beforeAll(async () => {
  stack = await startProvisioner(() => {});
}, 120_000);

afterAll(() => stack?.stop(), 60_000);

const scrape = async () => (await fetch(`${stack.url()}/metrics`)).text();

test('the provisioner tells of an order whose calls went wrong on the way', async () => {
  const simulator = simulatorOf(stack.control);
  await simulator.fault({ method: 'POST', template: '/pools', kind: 'reset-after-write', times: 1 });
  await simulator.fault({ method: 'POST', template: '/access/groups', kind: 'status-596', acts: false, times: 1 });
  const { body } = await stack.api('acme').post('/orders', { offer: 'standard', name: 'web-01' });
  expect(await scrape()).toContain('vigie_queue_runs{queue="tenant",state="running"} 0');
  await stack.api('operator').post(`/orders/${body.id}/approve`);
  const text = await until('the order to be done and told', async () => {
    const told = await scrape();
    return told.includes('vigie_orders{tenant="acme",state="done"} 1') ? told : undefined;
  });

  for (const series of [
    'vigie_proxmox_unknown_outcomes_total{cluster="demo",cleared="found-done"} 1',
    'vigie_proxmox_unknown_outcomes_total{cluster="demo",cleared="found-undone"} 1',
    'vigie_proxmox_unknown_outcomes_total{cluster="demo",cleared="given-up"} 0',
    'vigie_steps_total{workflow="order",step="ensure-pool",outcome="done"} 1',
    'vigie_steps_total{workflow="order",step="ensure-account",outcome="retried"} 1',
    'vigie_steps_total{workflow="order",step="ensure-account",outcome="done"} 1',
    'vigie_step_duration_seconds_count{workflow="order",step="clone-template"} 1',
    'vigie_runs_taken_over_total 0',
  ]) expect(text).toContain(`${series}\n`);
  expect(text).toMatch(/^vigie_step_retries_total\{workflow="order",step="ensure-account",reason="[a-z-]+"\} 1$/m);
  expect(text).toMatch(/^vigie_queue_runs\{queue="orders",state="running"\} \d$/m);
  // Who is told of: tenants and clusters, no order.
  expect(text).not.toContain(body.id);
}, 90_000);
