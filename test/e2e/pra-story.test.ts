import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { apiOf } from '../harness/api.ts';
import { accessibilityProblems, keepPicture } from '../harness/browser.ts';
import { lookAtPages } from '../harness/looks.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { appPath, setStage } from '../harness/stage.ts';
import { until } from '../harness/until.ts';

const stage = setStage();
const { open } = stage;
let admin: Page;
let ops: Page;
let vm: { id: string; vmid: number; node: string };
/** The node that the machine is on: the one that is lost. */
let lost: string;
let other: string;
let executionPath: string;

const simulator = () => simulatorOf(stage.vigie.urls.simulator!);

beforeAll(async () => {
  const api = (login: string) => apiOf(stage.vigie.urls.app!, login);
  const created = await api('acme-editor').post('/orders', { offer: 'standard', name: 'web-01' });
  expect((await api('admin').post(`/orders/${created.body.id}/approve`)).status).toBe(202);
  const isDelivered = async () => ((await api('admin').get(`/orders/${created.body.id}`)).body.state === 'done' ? true : undefined);
  await until('web-01 to be delivered', isDelivered, 120);
  vm = (await api('admin').get('/vms?tenant=acme')).body.items[0];
  lost = vm.node;
  other = lost === 'pve1' ? 'pve2' : 'pve1';
  [admin, ops] = [await stage.signIn('admin'), await stage.signIn('ops-admin')];
}, 180_000);

/** From the list of runbooks to the running execution, by the dialog. */
async function start(page: Page, mode: 'real' | 'rehearsal', node: string): Promise<string> {
  await open(page, '/pra');
  const card = page.locator('[data-testid="vigie-pra-card"][data-slug="pve-host-lost"]');
  await card.getByTestId(mode === 'real' ? 'vigie-pra-start-real' : 'vigie-pra-start-rehearsal').click();
  await page.getByTestId('vigie-pra-parameter-node').click();
  await page.getByRole('option', { name: new RegExp(node) }).click();
  await page.getByTestId('vigie-pra-reason').fill('the rack has no power');
  const confirm = page.getByTestId('vigie-dialog-confirm');
  if (mode === 'real') {
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByTestId('vigie-pra-typed-slug').fill('pve-host-lost');
  }
  await keepPicture(page, `pra-start-${mode}`);
  await confirm.click();
  await page.waitForURL(/\/executions\/exe_/);
  await page.locator(`[data-testid="vigie-execution-banner"][data-mode="${mode}"]`).waitFor();
  return new URL(page.url()).pathname.replace(appPath, '');
}

/** Waits until the page shows the step, and the step is in the state; says so when a step has failed instead. */
async function showsStep(page: Page, step: string, state: string): Promise<void> {
  const current = page.getByTestId('vigie-execution-current');
  const wanted = page.locator(`[data-testid="vigie-execution-current"][data-step="${step}"][data-state="${state}"]`);
  const failed = page.locator('[data-testid="vigie-execution-current"][data-state="failed"]');
  await wanted.or(failed).first().waitFor({ timeout: 90_000 });
  if (!(await wanted.isVisible())) throw new Error(`waited for ${step} to be ${state}, but: ${await current.innerText()}`);
}

async function confirmStep(page: Page, note: string): Promise<void> {
  await page.getByTestId('vigie-execution-confirm').click();
  await page.getByRole('dialog').getByTestId('vigie-execution-note').fill(note);
  await page.getByTestId('vigie-dialog-confirm').click();
  await page.getByTestId('vigie-dialog-confirm').waitFor({ state: 'detached' });
}

/** When Vigie sees it by itself, no reason is asked for. */
async function sayDone(page: Page): Promise<void> {
  await page.locator('[data-testid="vigie-execution-probe"][data-reached="true"]').waitFor({ timeout: 60_000 });
  await page.getByTestId('vigie-execution-done').click();
}

async function decide(page: Page, option: string): Promise<void> {
  await page.getByTestId(`vigie-execution-option-${option}`).click();
  await page.getByTestId('vigie-execution-choose').click();
}

const hasEnded = (page: Page) => page.locator('[data-testid="vigie-execution-state"][data-state="done"]').waitFor({ timeout: 60_000 });

/** The journal as the page shows it, oldest first. */
async function journalOn(page: Page): Promise<{ act: string; who: string; step: string }[]> {
  const rows = await page.getByTestId('vigie-execution-journal-entry').all();
  const entries = rows.map(async (row) => {
    const [, who = '', , step = ''] = await row.locator('td').allInnerTexts();
    return { act: (await row.getAttribute('data-act')) ?? '', who, step };
  });
  return (await Promise.all(entries)).reverse();
}

async function download(page: Page, button: string): Promise<{ file: string; text: string }> {
  const [event] = await Promise.all([page.waitForEvent('download'), page.getByTestId(button).click()]);
  const file = join(stage.vigie.home, event.suggestedFilename());
  await event.saveAs(file);
  return { file, text: readFileSync(file, 'utf8') };
}

const verify = (file: string) =>
  spawnSync(process.execPath, [resolve('scripts/tasks/verify-evidence.ts'), file], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });

test('a tenant is told that recovery is the provider’s, and its API says 403', async () => {
  const editor = await stage.signIn('acme-editor');
  await open(editor, '/pra');
  await editor.getByTestId('vigie-unauthorized').filter({ hasText: 'This page is your provider’s' }).waitFor();
  await keepPicture(editor, 'pra-tenant');
  const api = apiOf(stage.vigie.urls.app!, 'acme-editor');
  const request = { mode: 'real', reason: 'mine', parameters: { node: `demo/${lost}` } };
  expect((await api.get('/runbooks')).status).toBe(403);
  expect((await api.post('/runbooks/pve-host-lost/executions', request)).status).toBe(403);
  await editor.context().close();
}, 60_000);

test('the host is lost: the admin starts the runbook, and nothing is done before a second person has confirmed', async () => {
  await open(admin, '/pra');
  await admin.getByTestId('vigie-pra-card').first().waitFor();
  await keepPicture(admin, 'pra');
  expect(await accessibilityProblems(admin)).toEqual([]);

  await simulator().control(`/nodes/${lost}`, { online: false });
  executionPath = await start(admin, 'real', lost);
  await showsStep(admin, 'fence', 'awaiting-confirmation');
  await confirmStep(admin, 'the management board says off');
  await admin.getByTestId('vigie-execution-confirmations').filter({ hasText: 'Somebody else must confirm too' }).waitFor();
  expect(await admin.getByTestId('vigie-execution-confirm').count()).toBe(0);
  await showsStep(admin, 'fence', 'awaiting-confirmation');
  await keepPicture(admin, 'pra-one-of-two');
  expect(await accessibilityProblems(admin)).toEqual([]);
}, 120_000);

test('the second person finds the execution, confirms, and the first sees it without a reload', async () => {
  await open(ops, '/pra');
  await ops.locator('[data-testid="vigie-pra-open-execution"][data-mode="real"]').getByRole('link').click();
  await ops.waitForURL((url) => url.pathname === `${appPath}${executionPath}`);
  await showsStep(ops, 'fence', 'awaiting-confirmation');
  await confirmStep(ops, 'I pulled both cables');
  await showsStep(ops, 'fence', 'waiting');
  await showsStep(admin, 'fence', 'waiting');
  await ops.getByTestId('vigie-execution-note').fill('the rack is dark');
  await ops.getByTestId('vigie-execution-done').click();
}, 120_000);

test('root runs what the page shows, and the machine runs on the other node', async () => {
  await showsStep(admin, 'move-configurations', 'waiting');
  const shown = await admin.locator('[data-testid="vigie-execution-line"][data-command="true"]').allInnerTexts();
  const commands = shown.map((text) => text.trim());
  expect(commands).toEqual([`mv /etc/pve/nodes/${lost}/qemu-server/${vm.vmid}.conf /etc/pve/nodes/${other}/qemu-server/`]);
  await admin.locator('[data-testid="vigie-execution-probe"][data-reached="false"]').waitFor();
  expect(await admin.getByTestId('vigie-execution-done').isDisabled()).toBe(true);
  await keepPicture(admin, 'pra-commands');
  for (const command of commands) {
    const { vmid, node } = /^mv \S+\/(?<vmid>\d+)\.conf \/etc\/pve\/nodes\/(?<node>[^/]+)\/qemu-server\/$/.exec(command)!.groups!;
    await simulator().control(`/guests/${vmid}`, { node });
  }
  await sayDone(admin);

  await showsStep(admin, 'inform', 'waiting');
  await keepPicture(admin, 'pra-inform');
  await admin.getByTestId('vigie-execution-done').click();
  await showsStep(ops, 'node-returns', 'waiting');
  await decide(ops, 'keep-here');
  await Promise.all([hasEnded(ops), hasEnded(admin)]);
}, 180_000);

test('the report tells the times against the objective, and the journal is complete', async () => {
  const report = admin.getByTestId('vigie-execution-report');
  await report.filter({ hasText: /Recovered in .+, within the RTO of 1\sh/ }).waitFor();
  const times = await report.locator('tbody tr td:last-child').allInnerTexts();
  const time = expect.stringMatching(/\d/);
  expect(times).toEqual([time, time, time, time, 'Skipped', time, time, time, time]);
  await keepPicture(admin, 'pra-report');
  expect(await accessibilityProblems(admin)).toEqual([]);

  const journal = await journalOn(admin);
  const acts = (number: number) => journal.filter(({ step }) => step.startsWith(`${number}. `)).map(({ act }) => act);
  for (const number of times.keys()) {
    expect(acts(number + 1)).toEqual(expect.arrayContaining([expect.stringMatching(/^step-(started|waits|skipped)$/)]));
    expect(acts(number + 1).at(-1)).toMatch(/^(step-done|step-skipped|done|chosen)$/);
  }
  const by = (person: string) => journal.filter(({ who }) => who === person).map(({ act, step }) => `${act} ${step.slice(0, 1)}`.trim());
  expect(by('admin')).toEqual(['begun', 'confirmed 2', 'done 4', 'done 8']);
  expect(by('ops-admin')).toEqual(['confirmed 2', 'done 2', 'chosen 9']);
  expect(journal.at(-1)).toMatchObject({ who: 'Vigie', act: 'finished' });
}, 60_000);

test('the machine’s page shows it running on the other node', async () => {
  await open(admin, `/vms/${vm.id}`);
  await admin.locator('[data-testid="vigie-vm-state"][data-state="running"]').waitFor();
  const node = admin.locator('dt', { hasText: /^Node$/ }).locator('xpath=following-sibling::dd');
  expect(await node.innerText()).toBe(other);
  await keepPicture(admin, 'pra-vm-recovered');
}, 60_000);

test('the signed report is downloaded for keeping and for printing, and a changed one is found out', async () => {
  await open(admin, executionPath);
  const json = await download(admin, 'vigie-execution-download-json');
  expect(verify(json.file)).toMatchObject({ status: 0, stdout: expect.stringContaining('Verified') });
  const html = await download(admin, 'vigie-execution-download-html');
  const document = JSON.parse(json.text) as { canonical: string; html: string; keyId: string };
  expect(html.text).toContain('<html lang="en">');
  for (const fact of ['I pulled both cables', 'the rack has no power', document.keyId]) expect(html.text).toContain(fact);

  const changed = { ...document, canonical: document.canonical.replace('I pulled both cables', 'I pulled one cable') };
  writeFileSync(json.file, JSON.stringify(changed));
  expect(verify(json.file)).toMatchObject({ status: 1, stderr: expect.stringContaining('NOT VERIFIED') });
}, 60_000);

test('a rehearsal from the page says everywhere that it is one, and changes nothing', async () => {
  await simulator().control(`/nodes/${lost}`, { online: true });
  const before = (await simulator().journal()).at(-1)!.seq;
  const path = await start(admin, 'rehearsal', other);
  await showsStep(admin, 'fence', 'awaiting-confirmation');
  await admin.getByTestId('vigie-execution-banner').filter({ hasText: 'Vigie changes nothing in production' }).waitFor();
  await keepPicture(admin, 'pra-rehearsal');
  expect(await accessibilityProblems(admin)).toEqual([]);
  await confirmStep(admin, 'one person is enough');
  await showsStep(admin, 'fence', 'waiting');
  await sayDone(admin);
  await showsStep(admin, 'move-configurations', 'waiting');
  expect(await admin.locator('[data-testid="vigie-execution-line"][data-command="true"]').count()).toBe(0);
  await sayDone(admin);
  await showsStep(admin, 'inform', 'waiting');
  await admin.getByTestId('vigie-execution-done').click();
  await showsStep(admin, 'node-returns', 'waiting');
  await decide(admin, 'keep-here');
  await hasEnded(admin);
  await admin.getByTestId('vigie-execution-report').filter({ hasText: /Rehearsed in .+, within the RTO of 1\sh/ }).waitFor();
  const changes = (await simulator().journal()).filter(({ seq, method }) => seq > before && method !== 'GET');
  expect(changes).toEqual([]);

  await open(admin, '/pra');
  await admin.locator(`[data-testid="vigie-pra-history-row"][data-mode="rehearsal"][data-state="done"][data-id="${path.split('/').at(-1)}"]`).waitFor();
  await keepPicture(admin, 'pra-history');
}, 180_000);

describe('the pages of recovery in both themes and languages, wide and narrow', () => {
  lookAtPages(stage, {
    pages: () => ({
      'pra-pra': `${appPath}/pra`, 'pra-runbook': `${appPath}/pra/pve-host-lost`, 'pra-execution': `${appPath}${executionPath}`,
    }),
    heading: 2,
  });
});

test('nothing broke in any browser window', () => expect(stage.failures).toEqual([]));
