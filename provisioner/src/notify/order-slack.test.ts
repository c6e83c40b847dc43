import { because } from '@vigie/contract/step-reasons';
import type { StepRow } from '../store/order-steps.ts';
import type { OrderRow } from '../store/orders.ts';
import { orderSlack, type OrderStanding } from './order-slack.ts';

const order = {
  id: 'ord_1', name: 'web-01', quantity: 1, tenant: 'acme', state: 'deploying', run: 1, created_by: 'anna', decided_by: 'admin', reject_reason: null,
  decided_at: new Date('2026-01-01T10:00:00Z'), ended_at: null,
} as OrderRow;
const step = (position: number, name: StepRow['name'], state: StepRow['state'], more: Partial<StepRow> = {}) =>
  ({ order_id: 'ord_1', position, name, state, message: null, code: null, technical: null, ...more }) as StepRow;

const alone = (row: OrderRow, steps: StepRow[]): OrderStanding => ({
  order: row, group: { state: row.state, total: 1, done: 0, failed: 0, runs: 1, ended_at: row.ended_at }, machines: [{ ...row, steps }],
});
const shown = (change: Partial<OrderRow>, steps: StepRow[] = []) => told(alone({ ...order, ...change }, steps));
const told = (standing: OrderStanding) => {
  const message = orderSlack(standing, 'Acme', 'https://grafana.example/');
  const [, what] = message.blocks as [unknown, { text: { text: string } }];
  return { title: message.text, what: what.text.text, all: JSON.stringify(message) };
};

test('an order that awaits approval leads to the page where it is decided', () => {
  const { title, what } = shown({ state: 'awaiting-approval' });
  expect(title).toBe('Order of web-01 (Acme): awaits approval');
  expect(what).toBe('<https://grafana.example/a/vigie-proxmox-app/orders/ord_1|Approve or reject it>');
});

test('a deployment says which step of how many, and what that waits for', () => {
  const steps = [step(0, 'mail-received', 'done'), step(1, 'await-approval', 'done'), step(2, 'ensure-role', 'running'), step(3, 'start-vm', 'pending')];
  expect(shown({}, steps).what).toMatch(/^Step 3 of 4: Prepare the role\n</);
  steps[2] = step(2, 'ensure-role', 'running', { message: because('proxmox-busy').message });
  expect(shown({}, steps).what).toMatch(/^Step 3 of 4: Prepare the role\nProxmox is busy with another change\.\n</);
});

test('a failure says where and why, and nothing technical', () => {
  const failed = step(0, 'clone-template', 'failed', { message: because('storage-full').message, technical: 'secret-ish' });
  const { title, what, all } = shown({ state: 'failed' }, [failed]);
  expect(title).toBe('Order of web-01 (Acme): failed');
  expect(what).toMatch(/^Failed at: Clone the template\nThe storage is full\./);
  expect(all).not.toContain('secret-ish');
});

test('each end', () => {
  expect(shown({ state: 'done', ended_at: new Date('2026-01-01T10:02:41Z') }).what).toMatch(/^Deployed in 2 min 41 s\n</);
  expect(shown({ state: 'rejected', reject_reason: 'unpaid' }).what).toMatch(/^By admin: unpaid\n</);
  expect(shown({ state: 'cancelling' }, [step(0, 'start-vm', 'undoing')]).what).toMatch(/^Taking back: Start the machine\n</);
  expect(shown({ state: 'cancelled' }).title).toBe('Order of web-01 (Acme): cancelled');
});

test('an order of several machines counts them, and says where each of those at work or failed is', () => {
  const machine = (name: string, state: OrderRow['state'], steps: StepRow[]) => ({ id: name, name, state, steps });
  const standing: OrderStanding = {
    order: { ...order, name: 'class-01', quantity: 4, state: 'done' },
    group: { state: 'deploying', total: 4, done: 1, failed: 1, runs: 4, ended_at: null },
    machines: [
      machine('class-01', 'done', [step(0, 'start-vm', 'done')]),
      machine('class-02', 'failed', [step(0, 'clone-template', 'failed', { message: because('storage-full').message })]),
      machine('class-03', 'deploying', [step(0, 'clone-template', 'done'), step(1, 'start-vm', 'running')]),
      machine('class-04', 'deploying', [step(0, 'clone-template', 'pending')]),
    ],
  };
  const { title, what } = told(standing);
  expect(title).toBe('Order of class (4 machines) (Acme): is being deployed');
  expect(what).toMatch(/^1 of 4 machines delivered, 1 failed\nclass-02: Failed at: Clone the template\nThe storage is full/);
  expect(what).toContain('class-03: Step 2 of 2: Start the machine');
  expect(what).not.toContain('class-04');
  const all = { ...standing, group: { ...standing.group, state: 'done' as const, done: 4, failed: 0, ended_at: new Date('2026-01-01T10:20:00Z') } };
  expect(told(all).what).toMatch(/^4 of 4 machines delivered\nDeployed in 20 min/);
});

test('what people chose calls nobody and links nowhere, and is not too long for Slack', () => {
  const { title, all } = shown({ state: 'rejected', name: '<!channel>', created_by: '<http://evil|x>', reject_reason: '<!here>'.repeat(1000) });
  expect(title).toContain('&lt;!channel&gt;');
  expect(all.replaceAll('"<!channel>', '')).not.toMatch(/<!here>|<http:\/\/evil/);
  expect(all.length).toBeLessThan(12_000);
});
