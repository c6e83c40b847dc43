import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { accessibilityProblems, keepPicture, openBrowser, signIn } from '../harness/browser.ts';
import { apiOf } from '../harness/api.ts';
import { until } from '../harness/until.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

const plugin = '/a/vigie-proxmox-app';
const failures: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'vigie-proof-'));
let vigie: Vigie;
let browser: Browser;
let admin: Page;
let vms: { id: string; name: string }[];
let testPath: string;

/** The demo as `npm start` shows it, filled by itself. */
beforeAll(async () => {
  [vigie, browser] = await Promise.all([startVigie({ args: [] }), openBrowser()]);
  const api = apiOf(vigie.urls.app!, 'admin');
  await until('the demo to be filled', async () => {
    const { body } = await api.get('/restore-tests?state=done');
    return body.items?.length === 2 ? body : undefined;
  }, 240);
  vms = (await api.get('/vms')).body.items;
}, 420_000);

afterAll(async () => {
  await browser?.close();
  await vigie?.stop();
  vigie?.remove();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const open = (page: Page, path: string) => page.goto(`${vigie.urls.app}${path}`);
const idOf = (name: string) => vms.find((vm) => vm.name === name)!.id;

test('the matrix shows the proven machine and the one whose test failed', async () => {
  admin = await signIn(browser, vigie.urls.app!, 'admin', failures);
  await open(admin, `${plugin}/backups`);
  for (const [name, day] of [['shop-01', 'proven'], ['crm-01', 'failed']] as const) {
    const row = admin.locator(`[data-testid="vigie-proof-row"][data-vm="${idOf(name)}"]`);
    await row.locator(`[data-testid="vigie-proof-day"][data-state="${day}"]`).first().waitFor();
  }
  await keepPicture(admin, 'backups');
}, 60_000);

test('a machine is backed up and its restore tested from its page; the verdict comes by itself', async () => {
  await open(admin, `${plugin}/vms/${idOf('shop-01')}`);
  await admin.getByTestId('vigie-vm-backups-point').first().waitFor();
  await admin.getByTestId('vigie-backups-test').first().click();
  await admin.waitForURL(/\/restore-tests\/rst_/);
  testPath = new URL(admin.url()).pathname;
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
  const { body } = await apiOf(vigie.urls.app!, 'admin').get('/restore-tests?verdict=failed');
  const path = `${plugin}/restore-tests/${body.items[0].id}`;
  await open(admin, path);
  await admin.getByTestId('vigie-restore-test-promise').filter({ hasText: 'globex' }).waitFor();
  await admin.locator('[data-testid="vigie-restore-test-phase"][data-phase="service"][data-state="failed"]').waitFor();
  await keepPicture(admin, 'restore-test-failed');
  const viewer = await signIn(browser, vigie.urls.app!, 'acme-viewer', failures);
  await open(viewer, path);
  await viewer.getByTestId('vigie-not-found').waitFor();
  await open(viewer, `${plugin}/backups`);
  await viewer.locator(`[data-testid="vigie-proof-row"][data-tenant="acme"]`).waitFor();
  expect(await viewer.getByTestId('vigie-proof-row').count()).toBe(1);
  expect(await viewer.getByTestId('vigie-backups-test').count()).toBe(0);
}, 60_000);

describe('every page of backups and recovery in both themes and languages, wide and narrow', () => {
  const pages = {
    overview: `${plugin}/overview`, backups: `${plugin}/backups`, tests: `${plugin}/backups?tab=tests`, runs: `${plugin}/backups?tab=runs`,
    policies: `${plugin}/backups?tab=policies`, pra: `${plugin}/pra`, runbook: `${plugin}/pra/pve-host-lost`,
  };
  const looks = [
    { theme: 'dark', lang: 'en-US', width: 1440 },
    { theme: 'light', lang: 'fr-FR', width: 1440 },
    { theme: 'dark', lang: 'fr-FR', width: 800 },
    { theme: 'light', lang: 'en-US', width: 800 },
  ];
  test.each(looks)('$theme, $lang, $width px', async ({ theme, lang, width }) => {
    const page = await signIn(browser, vigie.urls.app!, 'admin', failures, width);
    const problems: string[] = [];
    for (const [name, path] of Object.entries({ ...pages, 'restore-test': testPath })) {
      await open(page, `${path}${path.includes('?') ? '&' : '?'}theme=${theme}&lang=${lang}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await keepPicture(page, `${name}-${theme}-${lang}-${width}`);
      problems.push(...(await accessibilityProblems(page)).map((problem) => `${name}: ${problem}`));
    }
    expect(problems).toEqual([]);
    await page.context().close();
  }, 180_000);
});

test('nothing broke in any browser window', () => expect(failures).toEqual([]));
