import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { apiOf } from '../harness/api.ts';
import { keepPicture } from '../harness/browser.ts';
import { lookAtPages } from '../harness/looks.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { appPath, setStage } from '../harness/stage.ts';
import { until } from '../harness/until.ts';

const stage = setStage();
const { open } = stage;
let editor: Page;
let admin: Page;
let orderPath: string;
let address: string;

test('the acme editor configures a VM, sees its price, and orders it', async () => {
  editor = await stage.signIn('acme-editor');
  await open(editor, '/order');
  await editor.getByTestId('vigie-order-offer-standard').click();
  await expectText(editor, 'vigie-order-quote-total', /18/);
  await editor.getByTestId('vigie-order-option-cores-4').click();
  await expectText(editor, 'vigie-order-quote-total', /26/);
  await editor.getByTestId('vigie-order-name').fill('web-01');
  await keepPicture(editor, 'order-form');
  await editor.getByTestId('vigie-order-submit').click();
  await editor.waitForURL(/\/orders\/ord_/);
  orderPath = new URL(editor.url()).pathname.replace(appPath, '');
  await editor.locator('[data-testid="vigie-order-state"][data-state="awaiting-approval"]').waitFor();
  await keepPicture(editor, 'order-awaiting-approval');
}, 60_000);

test('the admin sees that the order waits, approves it, and watches the steps tick off', async () => {
  admin = await stage.signIn('admin');
  await open(admin, '/orders');
  await admin.locator('[data-testid="vigie-orders-row"][data-state="awaiting-approval"]').first().waitFor();
  await keepPicture(admin, 'orders-waiting');
  await open(admin, orderPath);
  await admin.getByTestId('vigie-order-approve').click();
  await admin.getByTestId('vigie-dialog-confirm').click();
  await admin.locator('[data-testid="vigie-order-step"][data-state="running"]').first().waitFor();
  await keepPicture(admin, 'order-deploying');
  await admin.locator('[data-testid="vigie-order-state"][data-state="done"]').waitFor({ timeout: 90_000 });
  await keepPicture(admin, 'order-done');
  // The order says which network it wants, its machine is cloned, the template has what it needs, and the demo has no bastion.
  const notDone = admin.locator('[data-testid="vigie-order-step"]:not([data-state="done"])');
  expect(await notDone.evaluateAll((rows) => rows.map((row) => [row.dataset.step, row.dataset.state]))).toEqual([
    ['mail-network-choice', 'skipped'], ['await-network-choice', 'skipped'], ['create-vm', 'skipped'], ['install-packages', 'skipped'],
    ['open-bastion', 'skipped'],
  ]);
}, 120_000);

test('the VM shows as running with its address', async () => {
  await open(editor, '/vms');
  await editor.locator('[data-testid="vigie-vms-row"][data-state="running"]').waitFor();
  address = (await editor.getByTestId('vigie-vm-address').first().innerText()).trim();
  expect(address).toMatch(/^10\.10\.0\.\d+$/);
  await keepPicture(editor, 'vms-running');
}, 60_000);

test('five mails have arrived, the last with the way in', async () => {
  const mails = await until('five mails', async () => {
    const all = (await (await fetch(`${stage.vigie.urls.mail}/api/messages`)).json()) as { to: string[]; subject: string; text: string }[];
    return all.length >= 5 ? all : undefined;
  });
  expect(mails.map(({ to }) => to)).toEqual(Array(5).fill(['it@acme.example']));
  expect(mails.at(-1)!.text).toContain(`ssh `);
  expect(mails.at(-1)!.text).toContain(address);
}, 60_000);

test('the exporter shows the guest with its tenant, and Prometheus has its target up', async () => {
  const body = await (await fetch(`${stage.vigie.urls.exporter}/metrics`)).text();
  expect(body).toMatch(/pve_guest_info\{[^}]*name="web-01"[^}]*\} 1/);
  expect(body.split('\n').filter((line) => line.includes('qemu/2') && !line.includes('tenant="acme"'))).toEqual([]);
  const target = await until(
    'the target to be up in Prometheus',
    async () => {
      const answer = await (await fetch(`${stage.vigie.urls.prometheus}/api/v1/targets?state=active`)).json();
      const targets = (answer as any).data.activeTargets as { labels: Record<string, string>; health: string }[];
      return targets.find(({ labels, health }) => labels.job === 'node' && labels.name === 'web-01' && health === 'up');
    },
    30,
  );
  expect(target.labels).toMatchObject({ tenant: 'acme', name: 'web-01', cluster: 'demo', instance: `${address}:9100` });
}, 60_000);

test('the exposition is clean for promtool', async () => {
  const body = await (await fetch(`${stage.vigie.urls.exporter}/metrics`)).text();
  const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
});

test("a globex user sees none of it, and acme's metrics need acme's token", async () => {
  const globex = await stage.signIn('globex-editor');
  await open(globex, '/vms');
  await globex.getByTestId('vigie-vms-empty').waitFor();
  await open(globex, orderPath);
  await globex.getByTestId('vigie-not-found').waitFor();
  await keepPicture(globex, 'globex-not-found');
  const api = apiOf(stage.vigie.urls.app!, 'globex-editor');
  expect((await api.get(orderPath)).status).toBe(404);

  const metrics = (token: string) => fetch(`${stage.vigie.urls.exporter}/tenants/acme/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  const secret = (tenant: string) => readFileSync(join(stage.vigie.home, 'secrets', `metrics-${tenant}`), 'utf8');
  expect((await metrics(secret('globex'))).status).toBe(401);
  const own = await metrics(secret('acme'));
  expect(own.status).toBe(200);
  expect(await own.text()).toContain('name="web-01"');
}, 60_000);

test('a fault at the clone fails the order in words; after Retry it is finished and nothing is doubled', async () => {
  const simulator = simulatorOf(stage.vigie.urls.simulator!);
  await simulator.fault({ method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', kind: 'task-fails', times: 1, exitstatus: 'no space left on device' });
  const order = await apiOf(stage.vigie.urls.app!, 'acme-editor').post('/orders', { offer: 'standard', name: 'web-02' });
  await open(admin, `/orders/${order.body.id}`);
  await admin.getByTestId('vigie-order-approve').click();
  await admin.getByTestId('vigie-dialog-confirm').click();
  await admin.locator('[data-testid="vigie-order-step"][data-step="clone-template"][data-state="failed"]').waitFor({ timeout: 60_000 });
  await admin.getByTestId('vigie-order-step-error').waitFor();
  await keepPicture(admin, 'order-failed');
  await admin.getByTestId('vigie-order-retry').click();
  const confirm = admin.getByTestId('vigie-dialog-confirm');
  if (await confirm.isVisible()) await confirm.click();
  await admin.locator('[data-testid="vigie-order-state"][data-state="done"]').waitFor({ timeout: 90_000 });
  const world = await simulator.state();
  expect(Object.keys(world.guests).map(Number).filter((vmid) => vmid >= 20_000)).toHaveLength(2);
}, 180_000);

describe('every page in both themes and languages, wide and narrow', () => {
  lookAtPages(stage, {
    pages: () => ({
      orders: `${appPath}/orders`, order: `${appPath}/order`, vms: `${appPath}/vms`, configuration: '/plugins/vigie-proxmox-app',
      'order-page': `${appPath}${orderPath}`,
    }),
  });
});

test('nothing broke in any browser window', () => expect(stage.failures).toEqual([]));

async function expectText(page: Page, testId: string, pattern: RegExp): Promise<void> {
  await page.getByTestId(testId).filter({ hasText: pattern }).waitFor({ timeout: 15_000 });
}
