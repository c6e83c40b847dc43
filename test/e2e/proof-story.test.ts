import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { apiOf } from '../harness/api.ts';
import { keepPicture } from '../harness/browser.ts';
import { lookAtPages } from '../harness/looks.ts';
import { appPath, setStage } from '../harness/stage.ts';
import { until } from '../harness/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-proof-'));
/** The demo as `npm start` shows it, filled by itself. */
const stage = setStage({ args: [] });
const { open } = stage;
let admin: Page;
let vms: { id: string; name: string }[];
let testPath: string;

beforeAll(async () => {
  const api = apiOf(stage.vigie.urls.app!, 'admin');
  await until('the demo to be filled', async () => {
    const { body } = await api.get('/restore-tests?state=done');
    return body.items?.length === 2 ? body : undefined;
  }, 240);
  vms = (await api.get('/vms')).body.items;
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const idOf = (name: string) => vms.find((vm) => vm.name === name)!.id;

test('the matrix shows the proven machine and the one whose test failed', async () => {
  admin = await stage.signIn('admin');
  await open(admin, `/backups`);
  for (const [name, day] of [['shop-01', 'proven'], ['crm-01', 'failed']] as const) {
    const row = admin.locator(`[data-testid="vigie-proof-row"][data-vm="${idOf(name)}"]`);
    await row.locator(`[data-testid="vigie-proof-day"][data-state="${day}"]`).first().waitFor();
  }
  await keepPicture(admin, 'backups');
}, 60_000);

test('a machine is backed up and its restore tested from its page; the verdict comes by itself', async () => {
  await open(admin, `/vms/${idOf('shop-01')}`);
  await admin.getByTestId('vigie-vm-backups-point').first().waitFor();
  await admin.getByTestId('vigie-backups-test').first().click();
  await admin.waitForURL(/\/restore-tests\/rst_/);
  testPath = new URL(admin.url()).pathname.replace(appPath, '');
  await admin.locator('[data-testid="vigie-restore-test-phase"][data-state="running"]').first().waitFor();
  await keepPicture(admin, 'restore-test-running');
  await admin.locator('[data-testid="vigie-restore-test-verdict"][data-verdict="passed"]').waitFor({ timeout: 120_000 });
  await keepPicture(admin, 'restore-test-passed');
}, 180_000);

test('its evidence is downloaded and verified without the suite running it', async () => {
  const saved = async (testId: string): Promise<string> => {
    const [download] = await Promise.all([admin.waitForEvent('download') as Promise<Download>, admin.getByTestId(testId).click()]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  };
  const json = await saved('vigie-restore-test-download-json');
  const html = await saved('vigie-restore-test-download-html');
  expect(readFileSync(html, 'utf8')).toContain('shop-01');
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('scripts/tasks/verify-evidence.ts'), json], { encoding: 'utf8' });
  expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
}, 60_000);

test("the failed test says which promise is broken; the other tenant's viewer cannot see it", async () => {
  const { body } = await apiOf(stage.vigie.urls.app!, 'admin').get('/restore-tests?verdict=failed');
  const path = `/restore-tests/${body.items[0].id}`;
  await open(admin, path);
  await admin.getByTestId('vigie-restore-test-promise').filter({ hasText: 'globex' }).waitFor();
  await admin.locator('[data-testid="vigie-restore-test-phase"][data-phase="service"][data-state="failed"]').waitFor();
  await keepPicture(admin, 'restore-test-failed');
  const viewer = await stage.signIn('acme-viewer');
  await open(viewer, path);
  await viewer.getByTestId('vigie-not-found').waitFor();
  await open(viewer, `/backups`);
  await viewer.locator(`[data-testid="vigie-proof-row"][data-tenant="acme"]`).waitFor();
  expect(await viewer.getByTestId('vigie-proof-row').count()).toBe(1);
  expect(await viewer.getByTestId('vigie-backups-test').count()).toBe(0);
}, 60_000);

describe('every page of backups and recovery in both themes and languages, wide and narrow', () => {
  lookAtPages(stage, {
    pages: () => ({
      overview: `${appPath}/overview`, backups: `${appPath}/backups`, tests: `${appPath}/backups?tab=tests`, runs: `${appPath}/backups?tab=runs`,
      policies: `${appPath}/backups?tab=policies`, pra: `${appPath}/pra`, runbook: `${appPath}/pra/pve-host-lost`,
      'restore-test': `${appPath}${testPath}`,
    }),
  });
});

test('nothing broke in any browser window', () => expect(stage.failures).toEqual([]));
