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
let vmPath: string;
let cancelledPath: string;

const api = (login: string) => apiOf(stage.vigie.urls.app!, login);
const operation = (page: Page, kind: string) => page.locator(`[data-testid="vigie-vm-operation"][data-kind="${kind}"][data-state="done"]`).first();

/** Ordered and approved by the API: how that looks is the story of orders. */
async function approved(name: string): Promise<string> {
  const { status, body } = await api('acme-editor').post('/orders', { offer: 'standard', name });
  expect({ status, body }).toMatchObject({ status: 201 });
  await api('admin').post(`/orders/${body.id}/approve`);
  return body.id as string;
}

async function fromMenu(page: Page, act: string): Promise<void> {
  await page.getByTestId('vigie-vm-menu').click();
  await page.getByTestId(`vigie-vm-act-${act}`).click();
}

beforeAll(async () => {
  const id = await approved('web-01');
  const { vms } = await until('web-01 to be delivered', async () => {
    const { body } = await api('acme-editor').get(`/orders/${id}`);
    return body.state === 'done' ? body : undefined;
  }, 120);
  vmPath = `/vms/${vms[0]}`;
}, 180_000);

test('its tenant takes a snapshot before a change, and it is there to go back to', async () => {
  editor = await stage.signIn('acme-editor');
  await open(editor, vmPath);
  await editor.getByTestId('vigie-snapshots-create').click();
  await editor.getByTestId('vigie-snapshots-name').fill('before-upgrade');
  await editor.getByTestId('vigie-dialog-confirm').click();
  await editor.locator('[data-testid="vigie-snapshot"][data-name="before-upgrade"]').waitFor();
  await operation(editor, 'create-snapshot').waitFor();
}, 60_000);

test('the operator resizes it: the price of the change is said before, and the restart it takes after', async () => {
  admin = await stage.signIn('admin');
  await open(admin, vmPath);
  await fromMenu(admin, 'resize');
  await admin.getByTestId('vigie-vm-resize-cores-4').click({ force: true });
  await admin.getByTestId('vigie-vm-resize-price').filter({ hasText: /26/ }).waitFor();
  await keepPicture(admin, 'vm-resize');
  await admin.getByTestId('vigie-dialog-confirm').click();
  await operation(admin, 'resize').waitFor();
  await admin.getByTestId('vigie-vm-needs-restart').waitFor();
  await keepPicture(admin, 'vm');
}, 60_000);

test('its tenant deletes it by typing its name; it is kept for the days of grace', async () => {
  await open(editor, vmPath);
  await fromMenu(editor, 'delete');
  const confirm = editor.getByTestId('vigie-dialog-confirm');
  await editor.getByTestId('vigie-vm-typed-name').fill('web-1');
  expect(await confirm.isDisabled()).toBe(true);
  await editor.getByTestId('vigie-vm-typed-name').fill('web-01');
  await keepPicture(editor, 'vm-delete');
  await confirm.click();
  await editor.locator('[data-testid="vigie-vm-state"][data-state="pending-delete"]').waitFor({ timeout: 60_000 });
  await editor.getByTestId('vigie-vm-deletion').waitFor();
  await keepPicture(editor, 'vm-pending-delete');
}, 90_000);

test('and keeps it after all: it runs as before', async () => {
  await editor.getByTestId('vigie-vm-keep').click();
  await editor.locator('[data-testid="vigie-vm-state"][data-state="running"]').waitFor({ timeout: 60_000 });
  await operation(editor, 'recall').waitFor();
  expect(await editor.getByTestId('vigie-vm-deletion').count()).toBe(0);
}, 90_000);

test('an order is cancelled while it is built: what was made is taken back, step by step', async () => {
  const simulator = simulatorOf(stage.vigie.urls.simulator!);
  // Long enough to be looked at, also on a busy machine.
  await simulator.fault({ method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', kind: 'slow', times: 1, milliseconds: 10_000 });
  await simulator.fault({ method: 'DELETE', template: '/nodes/{node}/qemu/{vmid}', kind: 'slow', times: 1, milliseconds: 3_000 });
  const id = await approved('mistake-01');
  cancelledPath = `/orders/${id}`;
  await open(admin, cancelledPath);
  await admin.locator('[data-testid="vigie-order-step"][data-step="clone-template"][data-state="running"]').waitFor();
  await admin.getByTestId('vigie-order-take-back').click();
  await keepPicture(admin, 'order-cancel');
  await admin.getByTestId('vigie-dialog-confirm').click();
  await admin.locator('[data-testid="vigie-order-state"][data-state="cancelling"]').waitFor();
  await keepPicture(admin, 'order-cancelling');
  await admin.locator('[data-testid="vigie-order-state"][data-state="cancelled"]').waitFor({ timeout: 60_000 });
  // What it never came to is not called needless, and no bar tells of a way that was gone back.
  await admin.locator('[data-testid="vigie-order-step"][data-step="start-vm"]').filter({ hasText: 'Not begun' }).waitFor();
  expect(await admin.getByRole('progressbar').count()).toBe(0);
  const { guests } = await simulator.state();
  expect(Object.keys(guests).map(Number).filter((vmid) => vmid >= 20_000)).toHaveLength(1);
}, 120_000);

describe('the pages in both themes and languages, wide and narrow', () => {
  lookAtPages(stage, {
    pages: () => ({ vm: `${appPath}${vmPath}`, 'order-cancelled': `${appPath}${cancelledPath}`, drift: `${appPath}/drift` }),
  });
});

test('nothing broke in any browser window', () => expect(stage.failures).toEqual([]));
