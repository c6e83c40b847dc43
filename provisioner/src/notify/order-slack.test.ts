import { because } from '@vigie/contract/step-reasons';
import type { StepRow } from '../store/order-steps.ts';
import type { OrderRow } from '../store/orders.ts';
import { orderSlack } from './order-slack.ts';

const order = {
  id: 'ord_1', name: 'web-01', tenant: 'acme', state: 'deploying', run: 1, created_by: 'anna', decided_by: 'admin', reject_reason: null,
  decided_at: new Date('2026-01-01T10:00:00Z'), ended_at: null,
} as OrderRow;
const step = (position: number, name: StepRow['name'], state: StepRow['state'], more: Partial<StepRow> = {}) =>
  ({ order_id: 'ord_1', position, name, state, message: null, code: null, technical: null, ...more }) as StepRow;

const shown = (change: Partial<OrderRow>, steps: StepRow[] = []) => {
  const message = orderSlack({ ...order, ...change }, steps, 'Acme', 'https://grafana.example/');
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

test('what people chose calls nobody and links nowhere, and is not too long for Slack', () => {
  const { title, all } = shown({ state: 'rejected', name: '<!channel>', created_by: '<http://evil|x>', reject_reason: '<!here>'.repeat(1000) });
  expect(title).toContain('&lt;!channel&gt;');
  expect(all.replaceAll('"<!channel>', '')).not.toMatch(/<!here>|<http:\/\/evil/);
  expect(all.length).toBeLessThan(12_000);
});
